package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** How long a job had been over when its end was seen, as far as the client alone can tell. */
public sealed interface Lateness {

  /** Nothing is known: the end was not seen, or the first answer of all was the end. */
  record Unknown() implements Lateness {}

  /**
   * The end came after the last call that saw the job alive was made.
   *
   * @param duration the greatest possible lateness; zero or more
   */
  record AtMost(Duration duration) implements Lateness {
    /** Refuses a negative bound. */
    public AtMost {
      requireNonNull(duration, "duration");
      if (duration.isNegative()) {
        throw new IllegalArgumentException("lateness " + duration + ": must not be negative");
      }
    }
  }
}
