package dev.pollwise.client.duration;

import dev.pollwise.client.job.DurationText;
import java.time.Duration;

/** Durations as floating seconds, in which the mathematics is done. */
final class Seconds {

  private Seconds() {}

  static double of(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  /** Rounded up to the nanosecond, so that a poll aimed at a sure end does not come just before. */
  static Duration upward(double seconds) {
    return Duration.ofNanos((long) Math.ceil(seconds * 1e9 - 1e-3));
  }

  static String text(double seconds) {
    return DurationText.of(upward(seconds));
  }
}
