package dev.pollwise.client.policy;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.Outlook;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannedPollTest {

  private static final PollingPolicy EVERY_TEN =
      PollingPolicy.defaults().withPacing(Pacing.fixed(ofSeconds(10))).withDeadline(ofSeconds(35));

  @Test
  void plansByWhatIsKnownOfTheJob() {
    PollingPolicy policy = PollingPolicy.defaults();
    List<PollingPolicy.PlannedPoll> known =
        PollingPolicy.PlannedPoll.of(
            policy, Outlook.of(DurationLaw.uniform(ofSeconds(30), ofSeconds(90))), 2);

    assertThat(known.getFirst().at()).isBetween(ofSeconds(30), ofSeconds(90));
    assertThat(known.getFirst().least()).isLessThan(known.getFirst().interval());
    assertThat(known.getFirst().most()).isGreaterThan(known.getFirst().interval());
    assertThat(PollingPolicy.PlannedPoll.of(policy, Outlook.unknown(), 50))
        .isEqualTo(PollingPolicy.PlannedPoll.of(policy, 50));
  }

  @Test
  void plansEachPollAndTheLastLookAtTheDeadline() {
    List<PollingPolicy.PlannedPoll> plan = PollingPolicy.PlannedPoll.of(EVERY_TEN, 100);

    assertThat(plan)
        .extracting(PollingPolicy.PlannedPoll::at)
        .containsExactly(ofSeconds(10), ofSeconds(20), ofSeconds(30), ofSeconds(35));
    assertThat(plan).extracting(PollingPolicy.PlannedPoll::number).containsExactly(1, 2, 3, 4);
  }

  @Test
  void showsHowFarJitterReaches() {
    PollingPolicy.PlannedPoll poll = PollingPolicy.PlannedPoll.of(EVERY_TEN, 1).getFirst();

    assertThat(poll.least()).isEqualTo(ofSeconds(9));
    assertThat(poll.interval()).isEqualTo(ofSeconds(10));
    assertThat(poll.most()).isEqualTo(ofSeconds(11));
  }

  @Test
  void aLastLookIsNotMovedByJitterBecauseTheDeadlineIsExact() {
    PollingPolicy.PlannedPoll last = PollingPolicy.PlannedPoll.of(EVERY_TEN, 100).getLast();

    assertThat(last.least()).isEqualTo(ofSeconds(5));
    assertThat(last.interval()).isEqualTo(ofSeconds(5));
    assertThat(last.most()).isEqualTo(ofSeconds(5));
  }

  @Test
  void jitterReachesFromAnEarlyPollToTheDeadlineWhereTheIntervalIsBarelyCut() {
    PollingPolicy.PlannedPoll last =
        PollingPolicy.PlannedPoll.of(EVERY_TEN.withDeadline(Duration.ofMillis(39_500)), 9)
            .getLast();

    assertThat(last.least()).isEqualTo(ofSeconds(9));
    assertThat(last.interval()).isEqualTo(Duration.ofMillis(9_500));
    assertThat(last.most()).isEqualTo(Duration.ofMillis(9_500));
  }

  @Test
  void makesNoSecondLookWhereAPollFallsOnTheDeadline() {
    assertThat(PollingPolicy.PlannedPoll.of(EVERY_TEN.withDeadline(ofSeconds(30)), 100))
        .extracting(PollingPolicy.PlannedPoll::at)
        .containsExactly(ofSeconds(10), ofSeconds(20), ofSeconds(30));
  }

  @Test
  void endsWithTheGreatestNumberOfPolls() {
    assertThat(PollingPolicy.PlannedPoll.of(EVERY_TEN.withMaxPolls(2), 100)).hasSize(2);
  }

  @Test
  void plansNoMoreThanAsked() {
    assertThat(PollingPolicy.PlannedPoll.of(EVERY_TEN, 3)).hasSize(3);
    assertThat(PollingPolicy.PlannedPoll.of(EVERY_TEN, 0)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PollingPolicy.PlannedPoll.of(EVERY_TEN, -1))
        .withMessage("limit -1: must not be negative");
  }

  @Test
  void theSmallestIntervalInTheLongestWaitIsPlannedOnlyAsFarAsAsked() {
    PollingPolicy extreme =
        EVERY_TEN.withPacing(Pacing.fixed(Duration.ofNanos(1))).withDeadline(Duration.ofDays(365));

    assertThat(PollingPolicy.PlannedPoll.of(extreme, 1_000)).hasSize(1_000);
  }

  @Test
  void theLongestIntervalIsCutToTheDeadline() {
    PollingPolicy extreme =
        EVERY_TEN.withPacing(Pacing.fixed(Duration.ofDays(365))).withDeadline(Duration.ofDays(365));

    assertThat(PollingPolicy.PlannedPoll.of(extreme, 10))
        .singleElement()
        .extracting(PollingPolicy.PlannedPoll::at)
        .isEqualTo(Duration.ofDays(365));
  }

  @Test
  void sharedCallsAreCheaperFromTheSecondOn() {
    assertThat(PollingPolicy.PlannedPoll.of(PollingPolicy.defaults(), Outlook.unknown(), 3, 3))
        .extracting(poll -> Math.round(poll.interval().toMillis() / 100.0) / 10.0)
        .containsExactly(2.5, 3.7, 5.4);
  }
}
