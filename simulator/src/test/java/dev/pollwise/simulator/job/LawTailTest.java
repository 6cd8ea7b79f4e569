package dev.pollwise.simulator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LawTailTest {

  private static final int DRAWS = 100_000;

  static Stream<DurationLaw> laws() {
    DurationLaw sources = DurationLaw.uniform(seconds(10), seconds(60));
    return Stream.of(
        DurationLaw.uniform(seconds(5), seconds(10)),
        DurationLaw.logNormal(seconds(8), 0.4),
        DurationLaw.exponential(seconds(8)),
        DurationLaw.weibull(seconds(10), 2),
        DurationLaw.weibull(seconds(10), 0.5),
        DurationLaw.mixture(
            new DurationLaw.Mixture.Part(3, DurationLaw.exponential(seconds(2))),
            new DurationLaw.Mixture.Part(1, DurationLaw.uniform(seconds(20), seconds(30)))),
        DurationLaw.proportional(sources, 2.5, 0),
        DurationLaw.proportional(sources, 2.5, 0.5),
        DurationLaw.stuck(0.2, DurationLaw.exponential(seconds(8))));
  }

  /** Kolmogorov-Smirnov at nine points: each share within four standard deviations. */
  @ParameterizedTest
  @MethodSource("laws")
  void drawsAreDistributedAsTheLawSays(DurationLaw law) {
    RandomGenerator random = new SplittableRandom(7);
    long[] draws =
        Stream.generate(() -> law.draw(random))
            .limit(DRAWS)
            .mapToLong(Duration::toNanos)
            .sorted()
            .toArray();

    for (int tenth = 1; tenth < 10; tenth++) {
      Duration time = Duration.ofNanos(draws[DRAWS * tenth / 10]);
      double expected = law.probabilityOver(time);
      double over = Arrays.stream(draws).filter(each -> each > time.toNanos()).count();
      double deviation = Math.sqrt(expected * (1 - expected) / DRAWS);
      assertThat(over / DRAWS)
          .as("share of %s over %s, seed 7", law, time)
          .isBetween(expected - 4 * deviation - 1e-3, expected + 4 * deviation + 1e-3);
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void nothingIsShorterThanZeroNorLongerThanTheLongest(DurationLaw law) {
    assertThat(law.probabilityOver(Duration.ofSeconds(-1))).isEqualTo(1);
    assertThat(law.probabilityOver(DurationLaw.LONGEST)).isZero();
    assertThat(law.quantile(1)).isLessThanOrEqualTo(DurationLaw.LONGEST);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theQuantileTurnsTheShareAround(DurationLaw law) {
    for (double p : new double[] {0.01, 0.3, 0.5, 0.75}) {
      Duration time = law.quantile(p);

      assertThat(1 - law.probabilityOver(time)).isGreaterThanOrEqualTo(p);
      assertThat(1 - law.probabilityOver(time.minusNanos(1))).isLessThan(p);
    }
  }

  @Test
  void aFixedTimeIsExceededByNothing() {
    DurationLaw law = DurationLaw.fixed(seconds(8));

    assertThat(law.probabilityOver(seconds(8).minusNanos(1))).isEqualTo(1);
    assertThat(law.probabilityOver(seconds(8))).isZero();
    assertThat(law.quantile(0.5)).isEqualTo(seconds(8));
  }

  @Test
  void stuckIsNotOverAsFarAsAnybodyWaits() {
    assertThat(DurationLaw.stuck().draw(new SplittableRandom(1))).isEqualTo(DurationLaw.LONGEST);
    assertThat(DurationLaw.stuck().probabilityOver(Duration.ofDays(364))).isEqualTo(1);
  }

  @Test
  void aGivenSourceLengthDecidesHowLongAProportionalJobTakes() {
    PlanLaw plans =
        PlanLaw.lasting(DurationLaw.proportional(DurationLaw.fixed(seconds(100)), 3, 0));

    JobPlan given = plans.draw(new JobPlan.SourceLength.Of(seconds(20)), new SplittableRandom(1));
    JobPlan drawn = plans.draw(new JobPlan.SourceLength.Unknown(), new SplittableRandom(1));

    assertThat(given.endsAfter()).contains(seconds(60));
    assertThat(given.source()).isEqualTo(new JobPlan.SourceLength.Of(seconds(20)));
    assertThat(drawn.endsAfter()).contains(seconds(300));
    assertThat(drawn.source()).isEqualTo(new JobPlan.SourceLength.Of(seconds(100)));
  }

  @Test
  void aJobOfNoLengthKeepsTheSourceUnknown() {
    JobPlan plan =
        PlanLaw.lasting(DurationLaw.fixed(seconds(5)))
            .draw(new JobPlan.SourceLength.Unknown(), new SplittableRandom(1));

    assertThat(plan.source()).isEqualTo(new JobPlan.SourceLength.Unknown());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 21, Double.NaN})
  void refusesAShapeOutOfRange(double shape) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurationLaw.weibull(seconds(1), shape))
        .withMessage("shape " + shape + ": must be from 0.1 to 20");
  }

  @Test
  void refusesPartsThatDisagreeAboutTheSource() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            DurationLaw.mixture(
                new DurationLaw.Mixture.Part(
                    1, DurationLaw.proportional(DurationLaw.fixed(seconds(1)), 1, 0)),
                new DurationLaw.Mixture.Part(
                    1, DurationLaw.proportional(DurationLaw.fixed(seconds(2)), 1, 0))))
        .withMessageContaining("must agree");
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }
}
