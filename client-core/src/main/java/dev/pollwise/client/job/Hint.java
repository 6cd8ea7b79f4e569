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

  /**
   * The server told how many calls it has left for this client, all jobs together.
   *
   * @param remaining calls left until the reset; zero or more
   * @param reset counted from the arrival of the answer, when there will be more; zero or more
   */
  record Quota(long remaining, Duration reset) implements Hint {
    /** Refuses negative values. */
    public Quota {
      requireNonNull(reset, "reset");
      if (remaining < 0) {
        throw new IllegalArgumentException("remaining " + remaining + ": must not be negative");
      }
      if (reset.isNegative()) {
        throw new IllegalArgumentException("reset " + reset + ": must not be negative");
      }
    }
  }

  /** No hint. */
  static Hint none() {
    return new None();
  }

  /** The time before which the server wants no call; zero where it said nothing of the kind. */
  default Duration floor() {
    return switch (this) {
      case None() -> Duration.ZERO;
      case RetryAfter(Duration delay) -> delay;
      case Quota(long remaining, Duration reset) -> remaining == 0 ? reset : Duration.ZERO;
    };
  }
}
