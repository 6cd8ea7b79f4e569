package dev.pollwise.client.pacing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The moment at which a pacing chooses the next interval.
 *
 * @param poll the number of the poll that the interval leads to, from 1
 * @param elapsed steady time since the wait began; for a job submitted by this client, its age
 * @param callPrice r, how many seconds of lateness one call is worth; where several jobs share a
 *     call, the share of one of them
 * @param horizon the deadline of the wait, in elapsed time
 * @param outlook what is known of the duration of the job
 */
public record Occasion(
    int poll, Duration elapsed, Duration callPrice, Duration horizon, Outlook outlook) {

  /** Refuses null, a poll below 1 and a price that is not positive. */
  public Occasion {
    requireNonNull(elapsed, "elapsed");
    Rules.positive("callPrice", callPrice);
    requireNonNull(horizon, "horizon");
    requireNonNull(outlook, "outlook");
    if (poll < 1) {
      throw new IllegalArgumentException("poll " + poll + ": must be at least 1");
    }
  }

  /** What a policy gives a job of which nothing is known. */
  public static Occasion of(PollingPolicy policy, int poll, Duration elapsed) {
    return new Occasion(poll, elapsed, policy.callPrice(), policy.deadline(), Outlook.unknown());
  }
}
