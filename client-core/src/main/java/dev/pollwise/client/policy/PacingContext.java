package dev.pollwise.client.policy;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Rules;
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
public record PacingContext(
    int poll, Duration elapsed, Duration callPrice, Duration horizon, Outlook outlook) {

  /** Refuses null, a poll below 1 and a price that is not positive. */
  public PacingContext {
    requireNonNull(elapsed, "elapsed");
    Rules.positive("callPrice", callPrice);
    requireNonNull(horizon, "horizon");
    requireNonNull(outlook, "outlook");
    if (poll < 1) {
      throw new IllegalArgumentException("poll " + poll + ": must be at least 1");
    }
  }

  /** What a policy gives a job of which nothing is known. */
  public static PacingContext of(PollingPolicy policy, int poll, Duration elapsed) {
    return new PacingContext(
        poll, elapsed, policy.callPrice(), policy.deadline(), Outlook.unknown());
  }
}
