package dev.pollwise.simulator.simulation;

import java.time.Duration;
import java.util.List;

/** What came of a wish for jobs. */
public sealed interface Creation {

  /** All of them, in the order of the wish. */
  record Created(List<Job> jobs) implements Creation {}

  /**
   * None: too many jobs of this owner are unfinished.
   *
   * @param limit how many may be
   * @param retryAfter simulated time until enough of them are over
   */
  record Refused(int limit, Duration retryAfter) implements Creation {}
}
