package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

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
public final class WebhookReliability {

  private static final double FADING = Math.pow(0.5, 1.0 / 50);
  private static final double IMAGINED = 2;

  /** How much later than polling, or earlier than the status, one may come and still count. */
  static final Duration GRACE = Duration.ofSeconds(10);

  /** How much later than an announcement the answer to the submit may come that names the job. */
  private static final Duration LONGEST_SUBMIT = Duration.ofHours(1);

  private static final int MOST_REMEMBERED = 10_000;

  /** Ends that polling found, by job, with the time. */
  private final Map<JobId, Duration> unannounced = new LinkedHashMap<>();

  /** Announcements of jobs for which nobody waits, with the time. */
  private final Map<JobId, Duration> early = new LinkedHashMap<>();

  private double ends;
  private double announced;

  /** Nothing has ended yet. */
  public WebhookReliability() {}

  /**
   * Polling, or the call that confirms an announcement, has found an end.
   *
   * @param wasAnnounced as {@link DurableWait#wasAnnounced} tells
   * @param now steady time; only its differences count
   */
  public synchronized void ended(JobId job, boolean wasAnnounced, Duration now) {
    requireNonNull(job, "job");
    requireNonNull(now, "now");
    ends = ends * FADING + 1;
    announced = announced * FADING + (wasAnnounced ? 1 : 0);
    if (!wasAnnounced) {
      remember(unannounced, job, now);
    }
  }

  /** There is an announcement of a job for which nobody waits any more, or nobody does yet. */
  synchronized void announcedToNobody(JobId job, Duration now) {
    Duration found = unannounced.remove(job);
    if (found == null) {
      remember(early, job, now);
    } else if (now.minus(found).compareTo(GRACE) <= 0) {
      announced = Math.min(ends, announced + 1);
    }
  }

  /** Whether a job for which a wait begins was announced before; says so once. */
  synchronized boolean wasEarly(JobId job, Duration now) {
    Duration at = early.remove(job);
    return at != null && now.minus(at).compareTo(LONGEST_SUBMIT) <= 0;
  }

  private static void remember(Map<JobId, Duration> jobs, JobId job, Duration now) {
    jobs.remove(job);
    jobs.put(job, now);
    Iterator<JobId> eldest = jobs.keySet().iterator();
    if (jobs.size() > MOST_REMEMBERED && eldest.hasNext()) {
      eldest.next();
      eldest.remove();
    }
  }

  /** The share that is announced, from 0 to below 1. */
  public synchronized double share() {
    return announced / (ends + IMAGINED);
  }
}
