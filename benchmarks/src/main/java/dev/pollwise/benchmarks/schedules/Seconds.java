package dev.pollwise.benchmarks.schedules;

import java.time.Duration;

/** Between durations and the seconds that schedules are counted in. */
final class Seconds {

  private Seconds() {}

  static double of(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
