package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

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

  /**
   * As {@link #ask(JobId)}, with what the two sides may tell each other; a source that knows
   * neither long polls nor hidden repeats need not care. It may take until the answer is there if
   * the attempt {@linkplain Attempt#mayBlock says so}.
   *
   * @param job the job to ask about
   * @param attempt what the poller allows, and is told
   * @return the answer to come
   */
  default CompletionStage<Answer> ask(JobId job, Attempt attempt) {
    requireNonNull(attempt, "attempt");
    return ask(job);
  }
}
