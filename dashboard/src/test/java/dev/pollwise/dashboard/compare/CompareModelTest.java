package dev.pollwise.dashboard.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.policy.PacingKind;
import dev.pollwise.dashboard.policy.PolicyModel;
import dev.pollwise.dashboard.policy.Profile;
import dev.pollwise.dashboard.policy.ProfilesModel;
import dev.pollwise.dashboard.shell.RecordingCommands;
import dev.pollwise.dashboard.shell.RecordingForecasts;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import org.junit.jupiter.api.Test;

class CompareModelTest {

  private static final Duration FIVE = Duration.ofSeconds(5);

  private final RecordingForecasts estimates = new RecordingForecasts();
  private final RecordingCommands commands = new RecordingCommands();
  private final PolicyModel policy = new PolicyModel(PollingPolicy.defaults());
  private final ProfilesModel profiles =
      new ProfilesModel(policy, commands, new SimpleStringProperty(""));
  private final CompareModel model =
      new CompareModel(estimates, commands, policy, profiles, new LawModel());

  private void chooseOnly(String... names) {
    model.chosen().setAll(names);
  }

  private static PolicyCost expense(double calls, double late, double seen) {
    Duration lateness = Duration.ofMillis(Math.round(late * 1000));
    return new PolicyCost(
        calls, lateness, lateness, lateness.multipliedBy(2), seen, calls + late / 5, 4);
  }

  private static Comparison found(CompareRequest request, PolicyCost... expenses) {
    List<Comparison.Result> results = new java.util.ArrayList<>();
    for (int i = 0; i < expenses.length; i++) {
      results.add(new Comparison.Result(request.contenders().get(i), expenses[i]));
    }
    ExpectedCost optimum = new ExpectedCost(3, FIVE, FIVE);
    return new Comparison(request, results, optimum, List.of(optimum));
  }

  private CompareRequest asked() {
    return estimates.comparisons.getLast();
  }

  @Test
  void comparesWhatIsChosenWithThePolicyAsItIsNow() {
    chooseOnly("Current policy", "HeyGen CLI");
    policy.kind().set(PacingKind.FIXED);

    model.run();

    assertThat(asked().contenders())
        .extracting(Contender::name)
        .containsExactly("Current policy", "HeyGen CLI");
    assertThat(asked().contenders().getFirst().policy()).isEqualTo(policy.policy().get());
    assertThat(asked().law()).isEqualTo(DurationLaw.logNormal(Duration.ofMinutes(5), 0.5));
    assertThat(asked().callPrice()).isEqualTo(FIVE);
    assertThat(model.running().get()).isTrue();
  }

  @Test
  void pacingThatFollowsFromThePriceFollowsThePriceOfTheComparison() {
    chooseOnly("Pollwise for price r", "Every second");
    model.callPrice().text().set("20 s");

    model.run();

    Duration price = asked().callPrice();
    assertThat(asked().contenders())
        .extracting(contender -> contender.at(price).pacing())
        .containsExactly(
            Pacing.forPrice(Duration.ofSeconds(20)), Pacing.fixed(Duration.ofSeconds(1)));
  }

  @Test
  void whatCannotBeComparedIsSaidInWordsAndNothingRuns() {
    chooseOnly();
    model.run();
    assertThat(model.problem().get()).isEqualTo("Policies: choose at least one.");

    chooseOnly("Every second");
    model.jobs().text().set("0");
    model.run();
    assertThat(model.problem().get()).isEqualTo("Correct the marked fields first.");
    assertThat(model.jobs().error().get()).isEqualTo("Jobs \"0\": must be from 1 to 100,000");

    model.jobs().reset();
    model.callPrice().text().set("0 s");
    model.run();
    assertThat(model.callPrice().error().get()).isEqualTo("Price r \"0 s\": must be more than 0");
    assertThat(estimates.comparisons).isEmpty();
  }

  @Test
  void profilesJoinAndChoicesStay() {
    chooseOnly("Azure, resource manager");

    profiles.show(List.of(new Profile("mine", PollingPolicy.defaults())), List.of());

    assertThat(model.candidates()).contains("Profile mine");
    assertThat(model.chosen()).containsExactly("Azure, resource manager");
  }

  @Test
  void stoppingKeepsWhatWasFoundLastAndIgnoresWhatComesAfter() {
    chooseOnly("Every second");
    model.run();
    Comparison first = found(asked(), expense(60, 0.5, 1));
    model.done(first);
    model.seed().text().set("7");
    model.run();
    model.wentOn(asked(), 0.4);
    assertThat(model.progress().get()).isEqualTo(0.4);

    model.stop();
    model.done(found(asked(), expense(61, 0.5, 1)));

    assertThat(estimates.stops).isEqualTo(1);
    assertThat(model.running().get()).isFalse();
    assertThat(model.found().get()).contains(first);
  }

  @Test
  void findsInWordsWhatTheOthersWasteAndWhoGivesUp() {
    chooseOnly("Current policy", "Every second", "HeyGen CLI", "Awaitility");
    model.run();

    model.done(
        found(
            asked(),
            expense(3.1, 5.1, 1),
            expense(64, 0.5, 1),
            expense(4, 21, 1),
            expense(1, 0, 0.03)));

    assertThat(CompareSummary.of(model.found().get().orElseThrow()))
        .containsExactly(
            "Current policy costs barely more than the best possible.",
            asked().contenders().get(2).name()
                + " costs 2.1 times the best possible: it notices the end 16 s later.",
            asked().contenders().get(1).name()
                + " costs 16 times the best possible: 61 calls too many.",
            asked().contenders().get(3).name() + " gives up on 97 % of the jobs before their end.");
  }

  @Test
  void doesNotPassOffLuckAsBetterThanTheBest() {
    chooseOnly("Current policy");
    model.run();

    model.done(found(asked(), expense(2.9, 4.9, 1)));

    assertThat(CompareSummary.of(model.found().get().orElseThrow()))
        .contains(
            "A cost below the best possible is luck in the sample; more jobs make that rarer.");
  }

  @Test
  void theTableIsCopiedAsCsvAndAsMarkdownWithFindings() {
    chooseOnly("Every second");
    model.run();
    model.done(found(asked(), expense(64, 0.5, 1)));

    model.copyCsv();
    model.copyMarkdown();

    assertThat(commands.copied.getFirst())
        .isEqualTo(
            "policy,calls,mean lateness s,P50 lateness s,P95 lateness s,cost in calls,"
                + "times the best possible,share seen\n"
                + "\"Every second\",64.000,0.500,0.500,1.000,64.100,16.025,1.0000\n");
    assertThat(commands.copied.getLast())
        .contains("| Every second | 64 | 500 ms | 500 ms | 1 s | 64 | 16.03 |")
        .contains("| *best possible* | 3 | 5 s |")
        .contains("- Every second costs 16 times the best possible: 61 calls too many.")
        .contains("seed 1");
  }

  @Test
  void fiveResultsHaveColoursAndSixAreMuted() {
    chooseOnly("Current policy", "Every second", "HeyGen CLI", "Awaitility", "AWS waiter, EC2");
    model.run();
    PolicyCost any = expense(3, 3, 1);
    model.done(found(asked(), any, any, any, any, any));
    assertThat(model.points()).extracting(ComparePoint::colour).containsExactly(0, 1, 2, 3, 4);

    model.chosen().add("2 s × 1.5");
    model.run();
    model.done(found(asked(), any, any, any, any, any, any));
    model.selected().set(model.found().get().map(found -> found.results().getFirst()));

    assertThat(model.points()).extracting(ComparePoint::colour).containsOnly(JobRow.MUTED);
    assertThat(model.points().getLast().name()).isEqualTo("Current policy");
    assertThat(model.points().getLast().isSelected()).isTrue();
  }

  @Test
  void theAxesHoldEveryResultAndTheBestPossible() {
    chooseOnly("Every second", "HeyGen CLI");
    model.run();
    Comparison comparison = found(asked(), expense(64, 0, 1), expense(4, 300, 1));

    CompareFrame frame = CompareFrame.of(comparison);

    assertThat(frame.fewest()).isPositive().isLessThan(3);
    assertThat(frame.most()).isGreaterThan(64);
    assertThat(frame.soonest()).isPositive().isLessThan(CompareFrame.height(Duration.ZERO));
    assertThat(frame.latest()).isGreaterThan(300);
    assertThat(frame.calls()).isSorted().hasSizeBetween(2, 8);
    assertThat(frame.lateness()).isSorted().hasSizeBetween(2, 8);
  }

  @Test
  void whatWasFoundBeforeAChangeIsMarkedUntilItIsComparedAnew() {
    chooseOnly("Current policy", "Every second");
    model.run();
    model.done(found(asked(), expense(8, 4, 1), expense(30, 0.5, 1)));
    assertThat(model.outdated().get()).isEmpty();

    policy.kind().set(PacingKind.FIXED);
    assertThat(model.outdated().get()).contains("Current policy").doesNotContain("Every second");

    model.law().kind().set(LawKind.UNIFORM);
    model.callPrice().text().set("9 s");
    assertThat(model.outdated().get()).contains("how long jobs take, the price");

    model.run();
    model.done(found(asked(), expense(8, 4, 1), expense(30, 0.5, 1)));
    assertThat(model.outdated().get()).isEmpty();
  }

  @Test
  void aChangeThatChangesNoNumberMarksNothing() {
    chooseOnly("Current policy");
    model.run();
    model.done(found(asked(), expense(8, 4, 1)));

    policy.callPrice().text().set("8 s");
    model.law().settings(LawKind.LOG_NORMAL).getFirst().text().set("300 s");

    assertThat(model.outdated().get()).isEmpty();
  }
}
