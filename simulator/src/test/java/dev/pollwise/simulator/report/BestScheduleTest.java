package dev.pollwise.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.Failures;
import dev.pollwise.simulator.job.PlanLaw;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The optimum against brute force, closed forms and numbers computed elsewhere. */
class BestScheduleTest {

  private static final Survival EXPONENTIAL_60 = seconds -> Math.exp(-seconds / 60);

  @Test
  void costsWhatTheClosedFormOfTheExponentialLawSays() {
    Schedule best = BestSchedule.of(Grid.of(EXPONENTIAL_60), 2);

    // exp(d/60) - 1 - d/60 = 2/60 gives the constant interval; the cost is in units of a call.
    assertThat(best.expected().at(2) / 2).isCloseTo(8.42649, within(2e-5));
    assertThat(best.polls().getFirst()).isCloseTo(14.853, within(0.02));
    assertThat(best.polls().get(1) - best.polls().getFirst()).isCloseTo(14.853, within(0.03));
  }

  @Test
  void costsWhatTheClosedFormOfTheUniformLawSays() {
    Schedule best = best(DurationLaw.uniform(Duration.ZERO, Duration.ofSeconds(120)), 2);

    assertThat(best.expected().at(2) / 2).isCloseTo(7.81061, within(2e-5));
    assertThat(best.polls()).hasSize(11);
    assertThat(best.polls().getFirst()).isCloseTo(20.909, within(0.05));
  }

  @Test
  void costsWhatTheReferencesSay() {
    assertThat(
            BestSchedule.of(Grid.of(t -> Math.exp(-Math.pow(t / 67, 3))), 2).expected().at(2) / 2)
        .isCloseTo(6.49025, within(2e-5));
    assertThat(best(DurationLaw.logNormal(Duration.ofSeconds(60), 0.5), 2).expected().at(2) / 2)
        .isCloseTo(7.28, within(0.005));
    assertThat(
            best(DurationLaw.uniform(Duration.ofSeconds(30), Duration.ofSeconds(90)), 2)
                    .expected()
                    .at(2)
                / 2)
        .isCloseTo(5.67, within(0.006));
  }

  @Test
  void callsOnceWhereTheEndIsKnown() {
    Schedule best = best(DurationLaw.fixed(Duration.ofSeconds(30)), 5);

    assertThat(best.polls()).containsExactly(30.0);
    assertThat(best.expected().calls()).isEqualTo(1);
    assertThat(best.expected().lateness()).isCloseTo(0, within(1e-9));
  }

  @Test
  void countsJobsThatFailAtATimeOfTheirOwn() {
    PlanLaw plans =
        PlanLaw.lasting(DurationLaw.fixed(Duration.ofSeconds(60)))
            .withFailures(
                new Failures(
                    0.25,
                    List.of(
                        new Failures.Kind(
                            "no",
                            1,
                            new Failures.Timing.After(
                                DurationLaw.fixed(Duration.ofSeconds(10)))))));
    Survival law = PlanSurvival.of(plans).orElseThrow();

    assertThat(law.beyond(9)).isEqualTo(1);
    assertThat(law.beyond(10)).isEqualTo(0.75);
    assertThat(BestSchedule.of(Grid.of(law), 5).polls()).containsExactly(10.0, 60.0);
    assertThat(BestSchedule.of(Grid.of(law), 50).polls()).containsExactly(60.0);
  }

  @Test
  void knowsTheLawsOfScenarios() {
    DurationLaw exponential = DurationLaw.exponential(Duration.ofSeconds(60));

    assertThat(best(exponential, 2).expected().at(2) / 2).isCloseTo(8.42649, within(2e-5));
    assertThat(best(DurationLaw.stuck(0.01, exponential), 2).polls().getLast()).isLessThan(2_000);
    assertThat(
            best(
                    new DurationLaw.Mixture(
                        List.of(
                            new DurationLaw.Mixture.Part(
                                3, DurationLaw.fixed(Duration.ofSeconds(10))),
                            new DurationLaw.Mixture.Part(
                                1, DurationLaw.fixed(Duration.ofSeconds(60))))),
                    5)
                .polls())
        .containsExactly(10.0, 60.0);
  }

  @Test
  void agreesWithBruteForce() {
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] times = new double[11];
      double[] survival = new double[11];
      survival[0] = 1;
      for (int i = 1; i < times.length; i++) {
        times[i] = times[i - 1] + 0.1 + 10 * random.nextDouble();
        survival[i] = i == 10 ? 0 : survival[i - 1] * random.nextDouble();
      }
      double price = 0.05 + 8 * random.nextDouble();

      Schedule best = BestSchedule.of(Grid.at(times, steps(times, survival)), price);

      assertThat(best.expected().at(price))
          .as("seed " + seed)
          .isCloseTo(bruteForce(times, survival, price), within(1e-10));
    }
  }

  @Test
  void givesUpOnJobsThatNeverEnd() {
    Schedule best = BestSchedule.of(Grid.of(t -> 0.01 + 0.99 * Math.exp(-t / 60)), 2);

    assertThat(best.expected().at(2)).isFinite().isGreaterThan(2 * 8.42649);
    assertThat(best.polls().getLast()).isLessThan(2_000);
  }

  private static Schedule best(DurationLaw law, double price) {
    return BestSchedule.of(Grid.of(PlanSurvival.of(PlanLaw.lasting(law)).orElseThrow()), price);
  }

  /** Jobs that end at these times only. */
  private static Survival steps(double[] times, double[] survival) {
    return seconds -> {
      int at = 0;
      while (at + 1 < times.length && times[at + 1] <= seconds) {
        at++;
      }
      return survival[at];
    };
  }

  /** Every subset of the points that ends with the last. */
  private static double bruteForce(double[] times, double[] survival, double price) {
    int last = times.length - 1;
    double least = Double.POSITIVE_INFINITY;
    double mean = 0;
    for (int i = 1; i <= last; i++) {
      mean += (times[i] - times[i - 1]) * survival[i - 1];
    }
    for (int chosen = 0; chosen < 1 << (last - 1); chosen++) {
      double cost = -mean;
      int at = 0;
      for (int i = 1; i <= last; i++) {
        if (i == last || (chosen & 1 << (i - 1)) != 0) {
          cost += (price + times[i] - times[at]) * survival[at];
          at = i;
        }
      }
      least = Math.min(least, cost);
    }
    return least;
  }
}
