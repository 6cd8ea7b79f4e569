package dev.pollwise.simulator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobPlanTest {

  private static final JobPlan FAILING =
      new JobPlan(
          new JobPlan.Progress.Timed(Duration.ofSeconds(2), Duration.ofSeconds(10)),
          new JobPlan.JobEnd.Fails("no sound"));

  @ParameterizedTest
  @CsvSource({
    "0,pending",
    "1999,pending",
    "2000,running",
    "9999,running",
    "10000,failed",
    "99999999,failed"
  })
  void movesOnWithTime(long millis, String word) {
    assertThat(FAILING.stateAt(Duration.ofMillis(millis), 0).word()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({"0,pending", "1,pending", "2,running", "4,running", "5,completed", "99,completed"})
  void movesOnWithPolls(long polls, String word) {
    JobPlan plan = new JobPlan(new JobPlan.Progress.Polled(2, 3), new JobPlan.JobEnd.Completes());

    assertThat(plan.stateAt(Duration.ofDays(1), polls).word()).isEqualTo(word);
  }

  @Test
  void tellsItsTransitions() {
    assertThat(FAILING.transitions())
        .containsExactly(
            new JobPlan.Transition(new JobPlan.State.Pending(), Duration.ZERO),
            new JobPlan.Transition(new JobPlan.State.Running(), Duration.ofSeconds(2)),
            new JobPlan.Transition(new JobPlan.State.Failed("no sound"), Duration.ofSeconds(10)));
  }

  @Test
  void cutsAQueueThatIsLongerThanTheJob() {
    PlanLaw law =
        new PlanLaw(
            new PlanLaw.Pace.ByTime(
                DurationLaw.fixed(Duration.ofSeconds(3)), DurationLaw.fixed(Duration.ofSeconds(9))),
            Failures.none());

    assertThat(law.draw(new SeededRandom(1).of(SeededRandom.Purpose.PLAN, "a", 0)).progress())
        .isEqualTo(new JobPlan.Progress.Timed(Duration.ofSeconds(3), Duration.ofSeconds(3)));
  }

  @Test
  void failsAtATimeOfItsOwnWhereTheReasonHasOne() {
    Failures.Kind quick =
        new Failures.Kind(
            "no sound", 1, new Failures.Timing.After(DurationLaw.fixed(Duration.ofSeconds(30))));
    PlanLaw law =
        PlanLaw.lasting(DurationLaw.fixed(Duration.ofHours(1)))
            .withFailures(new Failures(1, List.of(quick)));

    assertThat(law.draw(new SeededRandom(1).of(SeededRandom.Purpose.PLAN, "a", 0)).endsAfter())
        .contains(Duration.ofSeconds(30));
  }

  @Test
  void failsAsOftenAsToldWithinFourStandardDeviations() {
    PlanLaw law =
        PlanLaw.lasting(DurationLaw.fixed(Duration.ofSeconds(1)))
            .withFailures(Failures.none().withProbability(0.2));
    int many = 100_000;
    long failed = 0;
    for (int job = 0; job < many; job++) {
      JobPlan.Identity identity = JobPlan.Identity.ofOrder(job);
      JobPlan plan =
          law.draw(new SeededRandom(5).of(SeededRandom.Purpose.PLAN, identity.value(), 0));
      failed += plan.end() instanceof JobPlan.JobEnd.Fails ? 1 : 0;
    }

    assertThat(Math.abs(failed - 0.2 * many)).isLessThan(4 * Math.sqrt(many * 0.2 * 0.8));
  }

  @Test
  void aChangedDurationLeavesTheOutcomesAlone() {
    PlanLaw slow =
        PlanLaw.lasting(DurationLaw.fixed(Duration.ofHours(1)))
            .withFailures(Failures.none().withProbability(0.5));
    PlanLaw quick = slow.withTotal(DurationLaw.logNormal(Duration.ofSeconds(1), 1));

    for (int job = 0; job < 200; job++) {
      String identity = JobPlan.Identity.ofOrder(job).value();
      assertThat(quick.draw(new SeededRandom(5).of(SeededRandom.Purpose.PLAN, identity, 0)).end())
          .isEqualTo(
              slow.draw(new SeededRandom(5).of(SeededRandom.Purpose.PLAN, identity, 0)).end());
    }
  }
}
