package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.Durations;
import java.time.Duration;

/**
 * How long a job had been over when that was seen.
 *
 * @param time how long, or the longest that it can have been
 * @param isExact whether a simulator told the true end; otherwise it is a bound
 */
public record JobLateness(Duration time, boolean isExact) {

  /** In one word or two. */
  public String words() {
    return (isExact ? "" : "≤ ") + Durations.text(time);
  }
}
