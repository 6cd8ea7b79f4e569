package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.ResumeToken;

/**
 * A paid job that can be watched again.
 *
 * @param token takes up the wait
 * @param title what people call the job; empty where only its id is known
 */
public record KeptWait(ResumeToken token, String title) {

  /** The job. */
  public JobKey key() {
    return new JobKey(token.server(), token.jobId());
  }

  /** What to call it where there is no other name. */
  String name() {
    return title.isEmpty() ? token.jobId().value() : title;
  }
}
