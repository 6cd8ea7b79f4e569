package dev.pollwise.client.poll;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.poll.DecisionContext.PollAlignment;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments of different waits meet on common multiples. */
class PollAlignmentTest {

  @Test
  void movesACallByAnEighthOfItsIntervalAtMost() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      Duration interval = Duration.ofNanos(1 + random.nextLong(3_600_000_000_000L));
      Duration due = Duration.ofNanos(random.nextLong(36_000_000_000_000L));
      var alignment = new PollAlignment.Shared(Duration.ofNanos(random.nextLong()));

      Duration moved = align(alignment, due, interval).minus(due).abs();

      assertThat(moved.multipliedBy(8))
          .as("interval %s, due %s, %s", interval, due, alignment)
          .isLessThanOrEqualTo(interval.plusNanos(12));
    }
  }

  @Test
  void bringsWaitsThatBeganAtDifferentTimesToTheSameMoment() {
    Duration interval = ofSeconds(60);
    Duration beganAt = Duration.ofMillis(98_765);
    Duration laterBy = Duration.ofMillis(100);

    Duration first = beganAt.plus(align(new PollAlignment.Shared(beganAt), interval, interval));
    Duration second =
        beganAt
            .plus(laterBy)
            .plus(align(new PollAlignment.Shared(beganAt.plus(laterBy)), interval, interval));

    assertThat(first).isEqualTo(second);
  }

  @Test
  void aMomentOfASlowPaceIsOneOfEveryFasterPace() {
    var alignment = new PollAlignment.Shared(Duration.ofMillis(-12_345));
    Duration slow = align(alignment, ofSeconds(1000), ofSeconds(300));

    for (long faster : new long[] {1, 5, 17, 60, 299}) {
      assertThat(align(alignment, slow, ofSeconds(faster))).isEqualTo(slow);
    }
  }

  @Test
  void keepsTheCommonMomentsWhereNanosecondsOverflow() {
    Duration interval = ofSeconds(10);
    Duration early = ofSeconds(7);
    // 2^64 ns later every multiple of a power of two is one again.
    Duration muchLater = early.plusSeconds(18_446_744_073L).plusNanos(709_551_616L);

    assertThat(align(new PollAlignment.Shared(muchLater), interval, interval))
        .isEqualTo(align(new PollAlignment.Shared(early), interval, interval));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 100, 999_999_999_999L})
  void staysWithinALeewayThatIsNotEven(long nanos) {
    Random random = new Random(nanos);
    for (int i = 0; i < 1_000; i++) {
      Duration from = Duration.ofNanos(random.nextLong(36_000_000_000_000L));
      Duration least = Duration.ofNanos(1 + random.nextLong(3_600_000_000_000L));
      var leeway = new Outlook.Leeway(least, least.plusNanos(nanos));
      var alignment = new PollAlignment.Shared(Duration.ofNanos(random.nextLong()));

      assertThat(alignment.align(from, leeway).minus(from))
          .isBetween(leeway.least(), leeway.most());
    }
  }

  private static Duration align(PollAlignment.Shared alignment, Duration due, Duration interval) {
    return alignment.align(due.minus(interval), PollAlignment.FARTHEST.around(interval));
  }
}
