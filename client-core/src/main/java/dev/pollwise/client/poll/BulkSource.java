package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A source that can ask about several jobs in one call. */
public interface BulkSource extends StatusSource {

  /** The greatest number of jobs in one call; 2 or more. */
  int mostJobs();

  /**
   * Whether a job can be asked about together with others; default any. One that cannot is asked
   * about alone.
   */
  default boolean takes(JobId job) {
    return true;
  }

  /**
   * Begins one call about several jobs and returns at once. Timeout, cancel and failure are as for
   * {@link #ask(JobId)}, and count for every job of the call.
   *
   * @param jobs which jobs; 2 to {@link #mostJobs()}, each once
   * @param attempt what the poller is told
   * @return an answer for each job, {@link Answer.Detail#ELSEWHERE} where only a call of its own
   *     can tell how it ended; a job that is missing counts as {@link
   *     dev.pollwise.client.job.Miss.Unreadable}
   */
  CompletionStage<Map<JobId, Answer>> askAll(List<JobId> jobs, Attempt attempt);
}
