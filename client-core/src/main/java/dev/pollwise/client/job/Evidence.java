package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

/**
 * What a wait has cost so far.
 *
 * @param calls status calls made, answered or not; 0 or more
 * @param lateness how long the job may have been over before that was seen
 */
public record Evidence(int calls, Lateness lateness) {

  /** Refuses a negative count. */
  public Evidence {
    requireNonNull(lateness, "lateness");
    if (calls < 0) {
      throw new IllegalArgumentException("calls " + calls + ": must not be negative");
    }
  }

  /** A single call that was not preceded by any other. */
  public static Evidence oneLook() {
    return new Evidence(1, new Lateness.Unknown());
  }
}
