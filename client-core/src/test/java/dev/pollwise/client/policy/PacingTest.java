package dev.pollwise.client.policy;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacingTest {

  private static Duration interval(Pacing pacing, int poll, Duration elapsed) {
    return pacing.interval(Pacing.Context.of(PollingPolicy.defaults(), poll, elapsed));
  }

  private static List<Duration> intervals(Pacing pacing, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(poll -> interval(pacing, poll, Duration.ZERO))
        .toList();
  }

  @Test
  void fixedIsTheSameEachTime() {
    assertThat(intervals(Pacing.fixed(ofSeconds(7)), 3))
        .containsExactly(ofSeconds(7), ofSeconds(7), ofSeconds(7));
  }

  @Test
  void exponentialGrowsByTheFactorUpToTheCap() {
    assertThat(intervals(Pacing.exponential(ofSeconds(1), 2, ofSeconds(6)), 5))
        .containsExactly(ofSeconds(1), ofSeconds(2), ofSeconds(4), ofSeconds(6), ofSeconds(6));
  }

  @Test
  void linearGrowsByTheStepUpToTheCap() {
    assertThat(intervals(Pacing.linear(ofSeconds(1), ofSeconds(2), ofSeconds(6)), 5))
        .containsExactly(ofSeconds(1), ofSeconds(3), ofSeconds(5), ofSeconds(6), ofSeconds(6));
  }

  @Test
  void thePriceOfACallGivesTheQuadraticSchedule() {
    assertThat(intervals(Pacing.forPrice(ofSeconds(4)), 4))
        .containsExactly(ofSeconds(2), ofSeconds(6), ofSeconds(10), ofSeconds(14));
  }

  /** The bound of polling-theory 1.7, in units of one call: cp = 1, cd = 1/r. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 5, 60})
  void theQuadraticScheduleCostsAtMostTwiceTheBestWorstCase(double r) {
    Pacing pacing = Pacing.forPrice(Duration.ofNanos(Math.round(r * 1e9)));
    double pollAt = 0;
    double before = 0;
    for (int calls = 1; calls <= 3_000; calls++) {
      pollAt += interval(pacing, calls, Duration.ZERO).toNanos() / 1e9;
      for (double share : new double[] {1e-9, 0.01, 0.5, 0.99, 1}) {
        double length = before + share * (pollAt - before);
        double cost = calls + (pollAt - length) / r;

        assertThat(cost)
            .as("a job of %s s, seen by call %s", length, calls)
            .isLessThanOrEqualTo(2 * Math.sqrt(2 * length / r) + 1.5 + 1e-6 * calls);
      }
      before = pollAt;
    }
  }

  static List<Pacing> extremes() {
    Duration least = Duration.ofNanos(1);
    Duration most = Duration.ofDays(365);
    return List.of(
        Pacing.fixed(least),
        Pacing.fixed(most),
        Pacing.exponential(least, 1, least),
        Pacing.exponential(least, 10, most),
        Pacing.exponential(most, 10, most),
        Pacing.linear(least, Duration.ZERO, most),
        Pacing.linear(least, most, most),
        Pacing.linear(most, most, most),
        Pacing.forPrice(least),
        Pacing.forPrice(Duration.ofNanos(3)),
        Pacing.forPrice(most));
  }

  @ParameterizedTest
  @MethodSource("extremes")
  void noLegalValueAndNoPollNumberOverflows(Pacing pacing) {
    for (int poll : new int[] {1, 2, 3, 63, 64, 65, 310, 1_024, 1 << 30, Integer.MAX_VALUE}) {
      for (Duration elapsed : List.of(Duration.ZERO, ofSeconds(Long.MAX_VALUE))) {
        assertThat(interval(pacing, poll, elapsed))
            .as("%s, poll %s", pacing.describe(), poll)
            .isPositive()
            .isLessThanOrEqualTo(Duration.ofDays(365));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("extremes")
  void intervalsNeverShrink(Pacing pacing) {
    List<Duration> intervals = intervals(pacing, 500);

    assertThat(intervals).isSorted();
  }

  @Test
  void aScheduleOfTheUsersIsAskedWithPollAndElapsedTime() {
    Pacing pacing = Pacing.of("mine", (poll, elapsed) -> elapsed.plusSeconds(poll));

    assertThat(interval(pacing, 3, ofSeconds(40))).isEqualTo(ofSeconds(43));
    assertThat(pacing.describe()).isEqualTo("mine");
  }

  @Test
  void aScheduleOfTheUsersThatGivesNonsenseIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interval(Pacing.of("mine", (n, at) -> Duration.ZERO), 3, at(0)))
        .withMessage("interval 3 of mine 0 ms: must be more than 0 and at most 365 days");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interval(Pacing.of("mine", (n, at) -> ofSeconds(-1)), 3, at(0)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> interval(Pacing.of("mine", (n, at) -> ofSeconds(Long.MAX_VALUE)), 3, at(0)));
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without a null checker can do
  void aScheduleOfTheUsersThatGivesNullIsRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> interval(Pacing.of("mine", (n, at) -> null), 3, at(0)))
        .withMessageContaining("interval 3 of mine");
  }

  @Test
  void refusesIllegalValuesByNameValueAndRule() {
    refused(() -> Pacing.fixed(Duration.ZERO), "interval 0 ms: must be more than 0");
    refused(() -> Pacing.fixed(ofSeconds(-3)), "interval -3 s: must be more than 0");
    refused(() -> Pacing.fixed(ofSeconds(Long.MAX_VALUE)), "at most 365 days");
    refused(() -> Pacing.fixed(ofSeconds(Long.MIN_VALUE)), "must be more than 0");
    refused(() -> Pacing.exponential(Duration.ZERO, 2, ofSeconds(9)), "initial 0 ms: ");
    refused(() -> Pacing.exponential(ofSeconds(1), 0.5, ofSeconds(9)), "factor 0.5: must be from");
    refused(() -> Pacing.exponential(ofSeconds(1), 10.5, ofSeconds(9)), "factor 10.5: must be");
    refused(() -> Pacing.exponential(ofSeconds(1), Double.NaN, ofSeconds(9)), "factor NaN: ");
    refused(
        () -> Pacing.exponential(ofSeconds(9), 2, ofSeconds(1)),
        "cap 1 s: must not be less than initial 9 s");
    refused(() -> Pacing.linear(Duration.ZERO, ofSeconds(1), ofSeconds(9)), "initial 0 ms: ");
    refused(() -> Pacing.linear(ofSeconds(1), ofSeconds(-1), ofSeconds(9)), "step -1 s: must be 0");
    refused(
        () -> Pacing.linear(ofSeconds(9), ofSeconds(1), ofSeconds(1)),
        "cap 1 s: must not be less than initial 9 s");
    refused(() -> Pacing.forPrice(Duration.ZERO), "callPrice 0 ms: must be more than 0");
  }

  @Test
  void describesItselfWithItsNumbers() {
    assertThat(Pacing.fixed(ofSeconds(7)).describe()).isEqualTo("fixed 7 s");
    assertThat(Pacing.exponential(ofSeconds(1), 1.5, ofSeconds(60)).describe())
        .isEqualTo("exponential 1 s × 1.5, cap 1 min");
    assertThat(Pacing.linear(ofSeconds(1), ofSeconds(2), ofSeconds(60)).describe())
        .isEqualTo("linear 1 s + 2 s, cap 1 min");
    assertThat(Pacing.forPrice(ofSeconds(5)).describe()).isEqualTo("linear 2.5 s + 5 s");
  }

  private static Duration at(long seconds) {
    return ofSeconds(seconds);
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt, String words) {
    assertThatIllegalArgumentException().isThrownBy(attempt).withMessageContaining(words);
  }
}
