package dev.pollwise.simulator.fault;

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

    /** Refuses a negative time. */
    public InSeconds {
      requireNotNegative(time);
    }
  }

  /** {@code Retry-After} as an HTTP date. */
  record AtDate(Duration time) implements RetryHint {

    /** Refuses a negative time. */
    public AtDate {
      requireNotNegative(time);
    }
  }

  private static void requireNotNegative(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("retry-after " + time + ": must not be negative");
    }
  }
}
