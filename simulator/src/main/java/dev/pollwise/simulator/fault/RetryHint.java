package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.document.Durations;
import java.time.Duration;

/**
 * What an injected error says about coming back. Times are simulated; the client is told wall-clock
 * time.
 */
public sealed interface RetryHint {

  /** Nothing. */
  record None() implements RetryHint {}

  /** {@code Retry-After} in seconds. */
  record InSeconds(Duration time) implements RetryHint {

    /** Refuses a time that is negative, or longer than 100 years. */
    public InSeconds {
      requireTime(time);
    }
  }

  /** {@code Retry-After} as an HTTP date. */
  record AtDate(Duration time) implements RetryHint {

    /** Refuses a time that is negative, or longer than 100 years. */
    public AtDate {
      requireTime(time);
    }
  }

  private static void requireTime(Duration time) {
    Durations.requireRange("retry-after", time, Duration.ZERO, Durations.LONGEST);
  }
}
