package dev.pollwise.benchmarks.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Trial;
import dev.pollwise.client.duration.DurationLaw;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Effort EFFORT = new Effort(true, 7);

  @Test
  void aRatioIsThatOfTheSums() {
    Ratio ratio = Ratio.of(new double[] {2, 4, 6}, new double[] {1, 2, 3});

    assertThat(ratio.value()).isEqualTo(2);
    assertThat(ratio.error()).isZero();
    assertThat(ratio.textWithError()).isEqualTo("2");
  }

  @Test
  void anErrorCoversTheTruthAboutNineteenTimesInTwenty() {
    RandomGenerator random = EFFORT.random(1);
    int covered = 0;
    for (int trial = 0; trial < 2_000; trial++) {
      double[] base = new double[10];
      double[] costs = new double[10];
      for (int i = 0; i < base.length; i++) {
        base[i] = 10 + random.nextGaussian();
        costs[i] = 1.5 * base[i] + random.nextGaussian();
      }
      Ratio ratio = Ratio.of(costs, base);
      covered += Math.abs(ratio.value() - 1.5) <= ratio.error() ? 1 : 0;
    }

    assertThat(covered / 2_000.0).isCloseTo(0.95, within(0.02));
  }

  @Test
  void jobsOfARoundAreTheSameForEverybody() {
    for (Workload workload : Workloads.all(EFFORT)) {
      List<Job> jobs = workload.jobs(EFFORT.random(3), 30, 100);

      assertThat(jobs).as(workload.name()).hasSize(130);
      assertThat(jobs.stream().map(Job::end).toList())
          .isEqualTo(workload.jobs(EFFORT.random(3), 30, 100).stream().map(Job::end).toList());
    }
  }

  @Test
  void aDriftBeginsWithTheJobsThatCount() {
    List<Job> jobs =
        new Workload.Drifting("", DurationLaw.fixed(Duration.ofSeconds(60)), 3)
            .jobs(EFFORT.random(1), 30, 100);

    assertThat(jobs.subList(0, 30)).extracting(Job::end).containsOnly(60.0);
    assertThat(jobs.getLast().end()).isCloseTo(180, within(0.01));
  }

  @Test
  void aRecordIsReadInItsOrder() {
    List<Job> jobs = Workload.Recorded.of("", List.of(1.0, 2.0, 3.0)).jobs(EFFORT.random(1), 0, 6);

    for (int i = 1; i < jobs.size(); i++) {
      assertThat(jobs.get(i).end()).isEqualTo(jobs.get(i - 1).end() % 3 + 1);
    }
  }

  @Test
  void whatIsLearnedComesNearTheOptimumAndWhatIsNotDoesNot() {
    Ours ours = new Ours(Duration.ofSeconds(2));
    List<Job> jobs = new Workload.Steady("", Workloads.LOG_NORMAL).jobs(EFFORT.random(5), 30, 400);
    double optimum = cost(ours.optimum(jobs));

    assertThat(cost(ours.learning(jobs, EFFORT.random(6))) / optimum).isBetween(0.97, 1.15);
    assertThat(cost(ours.knowingTheLaw(jobs, EFFORT.random(6))) / optimum).isBetween(0.97, 1.05);
    assertThat(cost(ours.knowingNothing(jobs, EFFORT.random(6))) / optimum).isBetween(1.5, 2.0);
  }

  private static double cost(Trial trial) {
    return trial.figure(Tally.CALLS) + trial.figure(Tally.LATENESS) / 2;
  }
}
