package dev.pollwise.client.poll;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments of different waits meet on common multiples. */
class BeatTest {

  @Test
  void movesACallByAnEighthOfItsIntervalAtMost() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      Duration interval = Duration.ofNanos(1 + random.nextLong(3_600_000_000_000L));
      Duration due = Duration.ofNanos(random.nextLong(36_000_000_000_000L));
      var beat = new Beat.Shared(Duration.ofNanos(random.nextLong()));

      Duration moved = beat.align(due, interval).minus(due).abs();

      assertThat(moved.multipliedBy(8))
          .as("interval %s, due %s, %s", interval, due, beat)
          .isLessThanOrEqualTo(interval.plusNanos(4));
    }
  }

  @Test
  void bringsWaitsThatBeganAtDifferentTimesToTheSameMoment() {
    Duration interval = ofSeconds(60);
    Duration beganAt = Duration.ofMillis(98_765);
    Duration laterBy = Duration.ofMillis(100);

    Duration first = beganAt.plus(new Beat.Shared(beganAt).align(interval, interval));
    Duration second =
        beganAt
            .plus(laterBy)
            .plus(new Beat.Shared(beganAt.plus(laterBy)).align(interval, interval));

    assertThat(first).isEqualTo(second);
  }

  @Test
  void aMomentOfASlowPaceIsOneOfEveryFasterPace() {
    var beat = new Beat.Shared(Duration.ofMillis(-12_345));
    Duration slow = beat.align(ofSeconds(1000), ofSeconds(300));

    for (long faster : new long[] {1, 5, 17, 60, 299}) {
      assertThat(beat.align(slow, ofSeconds(faster))).isEqualTo(slow);
    }
  }

  @Test
  void keepsTheCommonMomentsWhereNanosecondsOverflow() {
    Duration interval = ofSeconds(10);
    Duration early = ofSeconds(7);
    // 2^64 ns later every multiple of a power of two is one again.
    Duration muchLater = early.plusSeconds(18_446_744_073L).plusNanos(709_551_616L);

    assertThat(new Beat.Shared(muchLater).align(interval, interval))
        .isEqualTo(new Beat.Shared(early).align(interval, interval));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 7})
  void doesNotMoveWhatIsDueWithinAFewNanoseconds(long nanos) {
    Duration due = ofSeconds(5);

    assertThat(new Beat.Shared(Duration.ZERO).align(due, Duration.ofNanos(nanos))).isEqualTo(due);
  }
}
