package dev.pollwise.dashboard.compare;

import dev.pollwise.client.duration.DurationLaw;
import java.time.Duration;
import java.util.List;

/**
 * A comparison that is wanted: several policies for the same jobs.
 *
 * @param contenders what is tried, at least one
 * @param law how long jobs take
 * @param callPrice r: how many seconds of lateness one call is worth
 * @param jobs how many jobs each waits for
 * @param seed of all that is drawn
 */
public record CompareRequest(
    List<Contender> contenders, DurationLaw law, Duration callPrice, int jobs, long seed) {

  /** Copies the list; refuses an empty one. */
  public CompareRequest {
    contenders = List.copyOf(contenders);
    if (contenders.isEmpty()) {
      throw new IllegalArgumentException("contenders 0: must be at least 1");
    }
  }
}
