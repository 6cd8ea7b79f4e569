package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.document.Durations;
import java.time.Duration;

/**
 * What the HeyGen face can do that HeyGen's service does not. All of it is off by default.
 *
 * @param longPoll whether {@code Prefer: wait=N} holds a poll about one job until its status
 *     changes or N wall-clock seconds have passed, 60 at most; the answer then says {@code
 *     Preference-Applied}
 * @param pendingRetryAfter simulated time after which a client is told to ask again about a job
 *     that is not over; zero for no such hint
 * @param progress whether a translation has a {@code progress}, 0 to 100
 * @param rateLimitHeaders whether answers carry {@code RateLimit} and {@code RateLimit-Policy}
 *     where a limit applies
 */
public record Extensions(
    boolean longPoll, Duration pendingRetryAfter, boolean progress, boolean rateLimitHeaders) {

  /** Refuses a time that is negative, or longer than 100 years. */
  public Extensions {
    Durations.requireRange(
        "pending-retry-after", pendingRetryAfter, Duration.ZERO, Durations.LONGEST);
  }

  /** Nothing that HeyGen does not do. */
  public static Extensions none() {
    return new Extensions(false, Duration.ZERO, false, false);
  }

  /** With or without long polls. */
  public Extensions withLongPoll(boolean on) {
    return new Extensions(on, pendingRetryAfter, progress, rateLimitHeaders);
  }

  /** With that hint on pending answers; zero for none. */
  public Extensions withPendingRetryAfter(Duration time) {
    return new Extensions(longPoll, time, progress, rateLimitHeaders);
  }

  /** With or without progress. */
  public Extensions withProgress(boolean on) {
    return new Extensions(longPoll, pendingRetryAfter, on, rateLimitHeaders);
  }

  /** With or without headers about limits. */
  public Extensions withRateLimitHeaders(boolean on) {
    return new Extensions(longPoll, pendingRetryAfter, progress, on);
  }
}
