package dev.pollwise.client.duration;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DurationLawTest {

  static List<DurationLaw> laws() {
    return List.of(
        DurationLaw.fixed(ofSeconds(8)),
        DurationLaw.uniform(ofSeconds(2), ofSeconds(9)),
        DurationLaw.uniform(ofSeconds(2), ofSeconds(2)),
        DurationLaw.logNormal(ofSeconds(60), 0.5),
        DurationLaw.logNormal(ofSeconds(60), 0.001),
        DurationLaw.exponential(ofSeconds(60)),
        DurationLaw.weibull(ofSeconds(67), 3),
        TheoryLaws.BIMODAL,
        TheoryLaws.LOG_NORMAL.scaled(3),
        TheoryLaws.LOG_NORMAL.withStuck(0.1),
        DurationLaw.empirical(List.of(ofSeconds(5), ofSeconds(1), ofSeconds(5))));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void survivalFallsFromOneAndStaysWithinBounds(DurationLaw law) {
    double before = law.survival(ofSeconds(-5));
    assertThat(before).isEqualTo(1);

    for (int second = 0; second < 2_000; second += 3) {
      double now = law.survival(ofSeconds(second));
      assertThat(now).as("%s at %s s", law.describe(), second).isBetween(0.0, before);
      before = now;
    }
    assertThat(law.survival(ofSeconds(Long.MAX_VALUE))).isBetween(0.0, before);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void aQuantileIsTheFirstMomentThatReachesItsShare(DurationLaw law) {
    for (double p : new double[] {0.01, 0.3, 0.5, 0.77, 0.89}) {
      Duration quantile = law.quantile(p).orElseThrow();

      assertThat(1 - law.survival(quantile)).isGreaterThanOrEqualTo(p);
      assertThat(1 - law.survival(quantile.minusNanos(1))).isLessThan(p + 1e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void drawnByChanceItFollowsItsSurvival(DurationLaw law) {
    Random random = new Random(20);
    Duration median = law.quantile(0.5).orElseThrow();
    long longer = 0;
    for (int i = 0; i < 4_000; i++) {
      Optional<Duration> drawn = law.sample(random);
      longer += drawn.isEmpty() || drawn.get().compareTo(median) > 0 ? 1 : 0;
    }

    assertThat(longer / 4_000.0).isCloseTo(law.survival(median), within(0.03));
  }

  @Test
  void valuesAreThoseOfTheFormulas() {
    assertThat(TheoryLaws.LOG_NORMAL.survival(ofSeconds(60))).isCloseTo(0.5, within(1e-12));
    assertThat(TheoryLaws.LOG_NORMAL.survival(ofSeconds(600))).isCloseTo(2.0606e-6, within(1e-9));
    assertThat(DurationLaw.exponential(ofSeconds(60)).survival(ofSeconds(60)))
        .isCloseTo(Math.exp(-1), within(1e-12));
    assertThat(DurationLaw.weibull(ofSeconds(67), 3).survival(ofSeconds(134)))
        .isCloseTo(Math.exp(-8), within(1e-12));
    assertThat(DurationLaw.uniform(ofSeconds(30), ofSeconds(90)).survival(ofSeconds(45)))
        .isEqualTo(0.75);
    assertThat(DurationLaw.fixed(ofSeconds(8)).survival(ofSeconds(8))).isZero();
    assertThat(DurationLaw.fixed(ofSeconds(8)).survival(ofSeconds(8).minusNanos(1))).isEqualTo(1);
  }

  @Test
  void anEmpiricalLawCountsWhatItSaw() {
    DurationLaw law =
        DurationLaw.empirical(List.of(ofSeconds(9), ofSeconds(1), ofSeconds(5), ofSeconds(5)));

    assertThat(law.survival(Duration.ZERO)).isEqualTo(1);
    assertThat(law.survival(ofSeconds(1))).isEqualTo(0.75);
    assertThat(law.survival(ofSeconds(5).minusNanos(1))).isEqualTo(0.75);
    assertThat(law.survival(ofSeconds(5))).isEqualTo(0.25);
    assertThat(law.survival(ofSeconds(9))).isZero();
  }

  @Test
  void stuckJobsNeverEnd() {
    DurationLaw law = TheoryLaws.LOG_NORMAL.withStuck(0.25);

    assertThat(law.survival(Duration.ofDays(300))).isEqualTo(0.25);
    assertThat(law.quantile(0.76)).isEmpty();
    assertThat(law.quantile(0.375)).contains(TheoryLaws.LOG_NORMAL.quantile(0.5).orElseThrow());
    assertThat(TheoryLaws.LOG_NORMAL.withStuck(1).sample(new Random(1))).isEmpty();
  }

  @Test
  void scalingMultipliesEveryQuantile() {
    assertThat(TheoryLaws.LOG_NORMAL.scaled(2.5).quantile(0.5)).contains(ofSeconds(150));
  }

  @Test
  void describesItselfWithItsNumbers() {
    assertThat(TheoryLaws.LOG_NORMAL.withStuck(0.01).describe())
        .isEqualTo("log-normal, median 1 min, sigma 0.5, stuck with probability 0.01");
    assertThat(TheoryLaws.BIMODAL.describe())
        .isEqualTo(
            "mixture of 70 % log-normal, median 30 s, sigma 0.25; "
                + "30 % log-normal, median 3 min, sigma 0.25");
    assertThat(DurationLaw.exponential(ofSeconds(6)).scaled(2).describe())
        .isEqualTo("2.0 times exponential, mean 6 s");
    assertThat(DurationLaw.empirical(List.of(ofSeconds(3))).describe())
        .isEqualTo("empirical, 1 seen, median 3 s");
  }

  @Test
  void refusesIllegalValuesByNameValueAndRule() {
    DurationLaw law = TheoryLaws.LOG_NORMAL;
    refused(() -> DurationLaw.fixed(ofSeconds(-1)), "value -1 s: must be 0 to 365 days");
    refused(() -> DurationLaw.uniform(ofSeconds(3), ofSeconds(2)), "max 2 s: must not be less");
    refused(() -> DurationLaw.logNormal(ofSeconds(3), 0), "sigma 0.0: must be from 0.001 to 5.0");
    refused(() -> DurationLaw.logNormal(Duration.ZERO, 1), "median 0 ms: must be more than 0");
    refused(() -> DurationLaw.logNormal(ofSeconds(3), Double.NaN), "sigma NaN: must be from");
    refused(() -> DurationLaw.exponential(Duration.ZERO), "mean 0 ms: must be more than 0");
    refused(() -> DurationLaw.weibull(ofSeconds(1), 0), "shape 0.0: must be from 0.1 to 100.0");
    refused(() -> DurationLaw.mixture(), "parts 0: must be 1 to 1000");
    refused(() -> new DurationLaw.Part(0, law), "weight 0.0: must be more than 0 and finite");
    refused(() -> new DurationLaw.Part(Double.NaN, law), "weight NaN: must be more than 0");
    refused(() -> DurationLaw.empirical(List.of()), "durations 0: must be at least one");
    refused(() -> DurationLaw.empirical(List.of(ofSeconds(-1))), "duration -1 s: must be 0");
    refused(() -> law.withStuck(1.1), "probability 1.1: must be from 0.0 to 1.0");
    refused(() -> law.scaled(0), "factor 0.0: must be from");
    refused(() -> law.quantile(1.5), "quantile 1.5: must be from 0.0 to 1.0");
  }

  private static void refused(ThrowingCallable attempt, String words) {
    assertThatIllegalArgumentException().isThrownBy(attempt).withMessageContaining(words);
  }
}
