package dev.pollwise.simulator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DurationLawTest {

  private static final int MANY = 20_000;

  @Test
  void fixedIsAlwaysTheSame() {
    assertThat(DurationLaw.fixed(Duration.ofSeconds(3)).draw(new SplittableRandom(1)))
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void uniformStaysWithinItsBoundsAndCentresOnTheirMiddle() {
    double[] seconds = draws(DurationLaw.uniform(Duration.ofSeconds(5), Duration.ofSeconds(10)));

    assertThat(seconds[0]).isGreaterThanOrEqualTo(5);
    assertThat(seconds[MANY - 1]).isLessThanOrEqualTo(10);
    assertThat(seconds[MANY / 2]).isCloseTo(7.5, within(0.1));
  }

  @Test
  void logNormalHasItsMedianAndItsSpread() {
    double[] seconds = draws(DurationLaw.logNormal(Duration.ofSeconds(8), 0.4));

    assertThat(seconds[MANY / 2]).isCloseTo(8, within(0.15));
    // 84.13 % of a normal law lie below one standard deviation.
    assertThat(seconds[(int) (MANY * 0.8413)]).isCloseTo(8 * Math.exp(0.4), within(0.3));
  }

  @Test
  void logNormalNeverExceedsTheLongest() {
    double[] seconds = draws(DurationLaw.logNormal(Duration.ofDays(300), 5));

    assertThat(seconds[MANY - 1]).isEqualTo((double) DurationLaw.LONGEST.toSeconds());
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurationLaw.fixed(Duration.ofSeconds(-1)))
        .withMessage("value -1s: must be from 0s to 365d");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurationLaw.uniform(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> DurationLaw.logNormal(Duration.ZERO, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurationLaw.logNormal(Duration.ofSeconds(1), Double.NaN));
  }

  private static double[] draws(DurationLaw law) {
    RandomGenerator random = new SplittableRandom(42);
    double[] seconds = new double[MANY];
    Arrays.setAll(seconds, i -> law.draw(random).toNanos() / 1e9);
    Arrays.sort(seconds);
    return seconds;
  }
}
