package dev.pollwise.dashboard.duel;

import static dev.pollwise.dashboard.shell.Story.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.policy.PolicyModel;
import dev.pollwise.dashboard.server.ControlAddress;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.SimulatorModel;
import dev.pollwise.dashboard.server.SimulatorNews;
import dev.pollwise.dashboard.shell.RecordingCommands;
import dev.pollwise.dashboard.shell.Story;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;

class DuelModelTest {

  private final RecordingCommands commands = new RecordingCommands();
  private final PolicyModel policy =
      new PolicyModel(PollingPolicy.defaults().withCallPrice(Duration.ofSeconds(2)));
  private final SimulatorModel simulator = new SimulatorModel(command -> {});
  private final BooleanProperty offered = new SimpleBooleanProperty(true);
  private final DuelModel duel = new DuelModel(commands, commands, policy, simulator, offered);
  private final Story first = Story.of("first");

  private DuelOrder order() {
    return commands.duels.getLast();
  }

  private void tell(DuelNews news, double now) {
    duel.accept(news, seconds(now));
  }

  private void launched(Story story) {
    tell(new DuelNews.Launched(order().number(), story.key, story.key.id().value()), 0);
    hear(Side.ABOVE, story, story.submitted("French"));
    hear(Side.BELOW, story, story.submitted("French"));
  }

  private void hear(Side side, Story story, JobEvent event) {
    tell(
        new DuelNews.Heard(order().number(), side, story.key, event),
        event.moment().elapsed().toMillis() / 1e3);
  }

  private void ends(Story story, double at) {
    tell(new DuelNews.TrueEndTold(order().number(), story.key, Story.START.plus(seconds(at))), at);
  }

  private void sees(Side side, Story story, double at, int calls) {
    for (int call = 1; call < calls; call++) {
      hear(side, story, story.polled(at - calls + call, call, new JobStatus.Running()));
    }
    hear(side, story, story.ended(at, story.completed(calls)));
  }

  private DuelScore score() {
    return duel.score().get().orElseThrow();
  }

  @Test
  void beginsWhatIsChosenUnderTheLimitsAndThePriceInForce() {
    duel.begin();

    assertThat(order().above()).isEqualTo(new Contestant("Pollwise adaptive", policy.inForce()));
    assertThat(order().below().name()).isEqualTo("Every second");
    assertThat(order().below().policy().pacing()).isEqualTo(Pacing.fixed(Duration.ofSeconds(1)));
    assertThat(order().below().policy().callPrice()).isEqualTo(Duration.ofSeconds(2));
    assertThat(order().jobs()).isEqualTo(12);
    assertThat(order().server()).isEqualTo(new ServerChoice.Embedded());
    assertThat(duel.running().get()).isTrue();
  }

  @Test
  void theCurrentPolicyIsTheOneInForce() {
    duel.chosen(Side.BELOW).set("Current policy");
    duel.begin();

    assertThat(order().below().policy()).isEqualTo(policy.inForce());
  }

  @Test
  void neverTakesPlaceWhereJobsMayCostMoney() {
    ServerChoice paid =
        new ServerChoice.Remote(URI.create("https://api.heygen.com"), new Secret("key"));
    simulator.turnTo(paid);
    simulator.address().text().set("http://127.0.0.1:9");
    simulator.look();
    simulator.accept(new SimulatorNews.Counted(3, Story.START));

    duel.begin();

    assertThat(order().server()).isEqualTo(new ServerChoice.Embedded());
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new DuelOrder(
                1,
                paid,
                new ControlAddress.OfEmbedded(),
                3,
                Duration.ZERO,
                order().above(),
                order().below()))
        .withMessageContaining("must be on this machine");
  }

  @Test
  void takesPlaceAtASimulatorOnThisMachineWhoseControlFaceAnswers() {
    ServerChoice local =
        new ServerChoice.Remote(URI.create("http://localhost:8080"), new Secret("key"));
    simulator.turnTo(local);
    duel.begin();
    assertThat(order().server()).isEqualTo(new ServerChoice.Embedded());
    tell(new DuelNews.Over(1), 1);

    simulator.accept(new SimulatorNews.Counted(3, Story.START));
    duel.begin();

    assertThat(order().server()).isEqualTo(local);
    assertThat(order().control())
        .isEqualTo(
            new ControlAddress.At(
                URI.create("http://localhost:8081"), new Secret(""), new Secret("key")));
  }

  @Test
  void callsAndLatenessOfEachSideMakeTheScore() {
    duel.begin();
    launched(first);
    ends(first, 8);
    sees(Side.ABOVE, first, 9, 2);
    sees(Side.BELOW, first, 8.5, 8);
    tell(new DuelNews.Over(1), 9);

    assertThat(score().above().words())
        .isEqualTo("Pollwise adaptive: 2 calls, 1 s late on average");
    assertThat(score().below().words()).isEqualTo("Every second: 8 calls, 500 ms late on average");
    assertThat(score().cost(Side.ABOVE)).isEqualTo(2.5);
    assertThat(score().cost(Side.BELOW)).isEqualTo(8.25);
    assertThat(score().verdict())
        .isEqualTo("At 2 s a call, Every second costs 3.3 times as much as Pollwise adaptive.");
    assertThat(score().progress()).isEqualTo("1 job, each watched by both");
  }

  @Test
  void saysPlainlyWhereTheOtherSideIsAhead() {
    duel.begin();
    launched(first);
    ends(first, 8);
    sees(Side.ABOVE, first, 10, 4);
    sees(Side.BELOW, first, 8, 2);

    assertThat(score().verdict())
        .isEqualTo(
            "At 2 s a call, Pollwise adaptive costs 2.5 times as much as Every second so far.");
  }

  @Test
  void aCallThatAskedAboutSeveralJobsIsOneCall() {
    Story second = Story.of("second");
    duel.begin();
    launched(first);
    launched(second);
    for (Story each : new Story[] {first, second}) {
      hear(
          Side.ABOVE,
          each,
          new JobEvent.Polled(
              each.key.id(),
              new JobEvent.Moment(Story.START.plus(seconds(2)), seconds(2)),
              1,
              2,
              new JobStatus.Running(),
              Duration.ofMillis(5)));
    }

    assertThat(score().above().calls()).isEqualTo(1, within(1e-9));
    assertThat(score().below().calls()).isZero();
  }

  @Test
  void anEndThatNobodyHasSeenYetCostsMoreWithEveryMoment() {
    duel.begin();
    launched(first);
    ends(first, 8);
    sees(Side.ABOVE, first, 9, 2);

    duel.tick(seconds(12));

    assertThat(score().below().overdue()).isEqualTo(seconds(4));
    assertThat(score().cost(Side.BELOW)).isEqualTo(2);
    assertThat(score().below().words()).isEqualTo("Every second: 0 calls, no end seen yet");
  }

  @Test
  void whoGivesUpIsNotAhead() {
    duel.begin();
    launched(first);
    ends(first, 8);
    hear(Side.BELOW, first, first.ended(3, first.timedOut(1)));
    sees(Side.ABOVE, first, 9, 4);
    tell(new DuelNews.Over(1), 9);

    assertThat(score().cost(Side.BELOW)).isLessThan(score().cost(Side.ABOVE));
    assertThat(score().verdict())
        .isEqualTo(
            "Pollwise adaptive wins: Every second gave up on 1 job, and no price makes up for an"
                + " end that is never seen.");
    assertThat(score().below().words()).endsWith("gave up on 1 job");
  }

  @Test
  void stoppingKeepsTheScoreAndNobodyHasGivenUp() {
    duel.begin();
    launched(first);
    hear(Side.ABOVE, first, first.polled(2, 1, new JobStatus.Running()));

    duel.stop();
    assertThat(commands.duelStops).isEqualTo(1);
    hear(Side.ABOVE, first, first.ended(3, first.stopped(1)));
    hear(Side.BELOW, first, first.ended(3, first.stopped(0)));
    tell(new DuelNews.Over(1), 3);

    assertThat(duel.running().get()).isFalse();
    assertThat(score().above().missed()).isZero();
    assertThat(score().verdict()).isEqualTo("Stopped before an end was seen.");
    assertThat(score().progress()).isEqualTo("1 of 12 jobs launched, then stopped");
  }

  @Test
  void aSecondDuelStartsCleanAndHearsNothingOfTheFirst() {
    duel.begin();
    launched(first);
    tell(new DuelNews.NotLaunched(1, Problem.of("no room")), 1);
    tell(new DuelNews.Over(1), 2);

    duel.chosen(Side.BELOW).set("HeyGen CLI");
    duel.begin();
    tell(new DuelNews.Launched(1, first.key, "late"), 3);
    tell(new DuelNews.Over(1), 3);

    assertThat(order().number()).isEqualTo(2);
    assertThat(duel.running().get()).isTrue();
    assertThat(duel.lanes()).isEmpty();
    assertThat(duel.problem().get()).isEmpty();
    assertThat(score().below().words()).isEqualTo("HeyGen CLI: 0 calls, no end seen yet");
    assertThat(score().verdict()).isEqualTo("No end was seen yet.");
  }

  @Test
  void onlyOneRunsAtATime() {
    duel.begin();
    duel.begin();

    assertThat(commands.duels).hasSize(1);
  }

  @Test
  void theOfferIsGoneOnceItWasTakenOrDeclined() {
    assertThat(duel.offered().get()).isTrue();
    duel.decline();
    assertThat(offered.get()).isFalse();
    offered.set(true);
    duel.begin();
    assertThat(offered.get()).isFalse();
  }

  @Test
  void theAxisHasRoomWhileItRunsAndEndsWithTheLastWait() {
    duel.begin();
    assertThat(duel.whole().high()).isEqualTo(65);
    launched(first);
    duel.tick(seconds(70));
    assertThat(duel.whole().high()).isEqualTo(65 * 1.25);

    sees(Side.ABOVE, first, 71, 2);
    sees(Side.BELOW, first, 72, 2);
    tell(new DuelNews.Over(1), 80);

    assertThat(duel.whole().high()).isEqualTo(72 * 1.02, within(1e-6));
  }

  @Test
  void everyPresetCanTakePart() {
    for (String name : DuelModel.names()) {
      duel.chosen(Side.BELOW).set(name);
      duel.begin();
      assertThat(order().below().name()).isEqualTo(name);
      assertThat(DuelModel.about(name)).isNotEmpty();
      tell(new DuelNews.Over(order().number()), 0);
    }
    assertThat(Optional.of(DuelModel.names().size())).hasValue(commands.duels.size());
  }

  @Test
  void newsOfAJobThatNobodyLaunchedIsLeftOut() {
    duel.begin();
    JobKey stranger = Story.of("stranger").key;
    tell(new DuelNews.TrueEndTold(1, stranger, Story.START), 1);
    hear(Side.ABOVE, Story.of("stranger"), Story.of("stranger").submitted("French"));

    assertThat(duel.lanes()).isEmpty();
    assertThat(score().above().calls()).isZero();
  }
}
