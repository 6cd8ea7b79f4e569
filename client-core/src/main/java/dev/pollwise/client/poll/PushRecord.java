package dev.pollwise.client.poll;

import dev.pollwise.client.job.JobId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures how well announcements, webhooks for instance, can be relied on: the share of ends that
 * was announced before polling found out, or soon after. Safe for any thread.
 *
 * <p>Old experience fades with a half-life of 50 ends; and two ends that nobody announced are
 * imagined at the beginning, so that a few announcements alone do not make polling rare.
 */
final class PushRecord {

  private static final double FADING = Math.pow(0.5, 1.0 / 50);
  private static final double IMAGINED = 2;

  /** How much later than polling an announcement may come and still count. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final int MOST_REMEMBERED = 10_000;

  /** Ends that polling found, by job, with the time. */
  private final Map<JobId, Duration> unannounced = new LinkedHashMap<>();

  private double ends;
  private double announced;

  /** Polling, or the call that confirms an announcement, has found an end. */
  synchronized void ended(JobId job, boolean wasAnnounced, Duration now) {
    ends = ends * FADING + 1;
    announced = announced * FADING + (wasAnnounced ? 1 : 0);
    if (!wasAnnounced) {
      unannounced.put(job, now);
      forget();
    }
  }

  /** There is an announcement of a job for which nobody waits any more. */
  synchronized void announcedLate(JobId job, Duration now) {
    Duration found = unannounced.remove(job);
    if (found != null && now.minus(found).compareTo(GRACE) <= 0) {
      announced = Math.min(ends, announced + 1);
    }
  }

  private void forget() {
    Iterator<JobId> eldest = unannounced.keySet().iterator();
    if (unannounced.size() > MOST_REMEMBERED && eldest.hasNext()) {
      eldest.next();
      eldest.remove();
    }
  }

  /** The share that is announced, from 0 to below 1. */
  synchronized double share() {
    return announced / (ends + IMAGINED);
  }
}
