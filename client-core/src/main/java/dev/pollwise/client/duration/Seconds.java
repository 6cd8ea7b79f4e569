package dev.pollwise.client.duration;

import dev.pollwise.client.job.Durations;
import java.time.Duration;

/** Durations as floating seconds, in which the mathematics is done. */
final class Seconds {

  private Seconds() {}

  static double of(Duration duration) {
    return Durations.seconds(duration);
  }

  /** Rounded up to the nanosecond, so that a poll aimed at a sure end does not come just before. */
  static Duration upward(double seconds) {
    return Duration.ofNanos((long) Math.ceil(seconds * 1e9 - 1e-3));
  }

  static String text(double seconds) {
    return Durations.text(upward(seconds));
  }
}
