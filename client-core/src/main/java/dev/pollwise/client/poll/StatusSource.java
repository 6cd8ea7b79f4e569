package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import java.util.concurrent.CompletionStage;

/**
 * Asks once where a job stands: the one thing a poller needs to know about a server. A source that
 * is {@link AutoCloseable} is closed with its poller.
 */
@FunctionalInterface
public interface StatusSource {

  /**
   * Begins a call and returns at once.
   *
   * <p>The call is given up when the attempt timeout of the policy passes or watching is stopped:
   * then the returned stage, if it is a {@link java.util.concurrent.CompletableFuture}, is
   * cancelled. A stage that fails, and an exception thrown here, counts as {@link
   * dev.pollwise.client.job.Miss.Unreachable}.
   *
   * @param job the job to ask about
   * @return the answer to come
   */
  CompletionStage<Answer> ask(JobId job);
}
