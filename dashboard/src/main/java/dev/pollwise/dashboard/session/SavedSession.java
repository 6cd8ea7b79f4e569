package dev.pollwise.dashboard.session;

import dev.pollwise.dashboard.jobs.SavedJob;
import dev.pollwise.dashboard.jobs.SavedRun;
import java.time.Instant;
import java.util.List;

/**
 * What a session has shown. Holds no API key, no token and no address of a video.
 *
 * @param version of the format: {@link #VERSION}
 * @param savedAt when
 * @param server at which server, in words
 * @param scenario what its jobs were like, with the seed, in words; empty where nobody knows
 * @param policy the policy in force, in words
 * @param javaCode the same as a Java class
 * @param verdict what the polling came to, a sentence each
 * @param runs the launches
 * @param jobs the jobs, in the order of their launch
 */
public record SavedSession(
    int version,
    Instant savedAt,
    String server,
    String scenario,
    String policy,
    String javaCode,
    List<String> verdict,
    List<SavedRun> runs,
    List<SavedJob> jobs) {

  /** The version of the format that is written. */
  public static final int VERSION = 1;

  /** As many as a window can show. */
  private static final int MOST_JOBS = 20_000;

  /** Refuses what cannot be shown. */
  public SavedSession {
    verdict = List.copyOf(verdict);
    runs = List.copyOf(runs);
    jobs = List.copyOf(jobs);
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "it has version " + version + "; this program reads version " + VERSION);
    }
    if (jobs.size() > MOST_JOBS) {
      throw new IllegalArgumentException("it has more than " + MOST_JOBS + " jobs");
    }
  }
}
