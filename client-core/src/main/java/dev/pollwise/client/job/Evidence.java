package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a wait has cost so far.
 *
 * @param calls status calls that asked about this job, answered or not, those included that were
 *     sent again below the client; 0 or more
 * @param share what is left of them where a call that asked about m jobs counts as 1/m for each; at
 *     most calls
 * @param lateness how long the job may have been over before that was seen
 */
public record Evidence(int calls, double share, Lateness lateness) {

  /** Refuses a negative count, and a share that is more than the whole. */
  public Evidence {
    requireNonNull(lateness, "lateness");
    if (calls < 0) {
      throw new IllegalArgumentException("calls " + calls + ": must not be negative");
    }
    if (!(share >= 0 && share <= calls)) {
      throw new IllegalArgumentException("share " + share + ": must be from 0 to calls " + calls);
    }
  }

  /** The cost of calls that asked about this job alone. */
  public Evidence(int calls, Lateness lateness) {
    this(calls, calls, lateness);
  }

  /** A single call that was not preceded by any other. */
  static Evidence oneLook() {
    return new Evidence(1, new Lateness.Unknown());
  }

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
}
