package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What the server said about when to ask again. A floor: never undercut, read anew with each
 * answer.
 */
public sealed interface Hint {

  /** The server said nothing. */
  record None() implements Hint {}

  /**
   * The server asked for a pause.
   *
   * @param delay counted from the arrival of the answer; zero or more
   */
  record RetryAfter(Duration delay) implements Hint {
    /** Refuses a negative pause. */
    public RetryAfter {
      requireNonNull(delay, "delay");
      if (delay.isNegative()) {
        throw new IllegalArgumentException("Retry-After " + delay + ": must not be negative");
      }
    }
  }

  /** No hint. */
  static Hint none() {
    return new None();
  }

  /** The pause asked for; zero where the server said nothing. */
  default Duration floor() {
    return switch (this) {
      case None() -> Duration.ZERO;
      case RetryAfter(Duration delay) -> delay;
    };
  }
}
