package dev.pollwise.client.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Durations;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JitterTest {

  private static final double ALMOST_ONE = Math.nextDown(1.0);

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.0,  PT9S",
    "0.1, 0.5,  PT10S",
    "0.1, 0.75, PT10.5S",
    "0.5, 0.0,  PT5S",
    "0.0, 0.9,  PT10S"
  })
  void spreadsEvenlyAroundTheInterval(double fraction, double chance, Duration spread) {
    assertThat(new Jitter(fraction).around(Duration.ofSeconds(10)).drawn(chance)).isEqualTo(spread);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.0, PT10S", "0.1, 0.5, PT10.5S", "0.5, 0.5, PT12.5S", "0.0, 0.9, PT10S"})
  void spreadsOnlyUpwardFromAFloor(double fraction, double chance, Duration spread) {
    assertThat(new Jitter(fraction).spreadUpward(Duration.ofSeconds(10), chance)).isEqualTo(spread);
  }

  @Test
  void staysBetweenTheBoundsItStates() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      Jitter jitter = new Jitter(random.nextDouble(0.5));
      Duration nominal = Duration.ofNanos(random.nextLong(1, Durations.LONGEST.toNanos() + 1));
      double chance = random.nextBoolean() ? random.nextDouble() : ALMOST_ONE;

      Outlook.Leeway leeway = jitter.around(nominal);
      assertThat(leeway.drawn(chance)).isBetween(leeway.least(), leeway.most()).isPositive();
      assertThat(jitter.spreadUpward(nominal, chance)).isBetween(nominal, leeway.most());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 9_007_199_254_740_993L, 31_535_999_999_999_999L})
  void withoutAFractionNoIntervalChangesByANanosecond(long nanos) {
    Duration nominal = Duration.ofNanos(nanos);

    assertThat(Jitter.none().around(nominal)).isEqualTo(new Outlook.Leeway(nominal, nominal));
    assertThat(Jitter.none().around(nominal).drawn(0.3)).isEqualTo(nominal);
    assertThat(Jitter.defaults().spreadUpward(nominal, 0)).isEqualTo(nominal);
  }

  @Test
  void aFloorOfZeroStaysZero() {
    assertThat(Jitter.defaults().spreadUpward(Duration.ZERO, ALMOST_ONE)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 0.501, 1, Double.NaN, Double.NEGATIVE_INFINITY})
  void refusesAFractionOutOfRange(double fraction) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Jitter(fraction))
        .withMessage("jitter " + fraction + ": must be from 0.0 to 0.5");
  }
}
