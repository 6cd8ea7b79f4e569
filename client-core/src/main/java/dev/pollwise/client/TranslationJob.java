package dev.pollwise.client;

import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A translation that is being waited for. Waiting has begun already; all methods are safe for any
 * thread.
 */
public final class TranslationJob implements JobHandle {

  private final JobHandle handle;
  private final Function<JobId, Optional<URI>> freshUrl;

  TranslationJob(JobHandle handle, Function<JobId, Optional<URI>> freshUrl) {
    this.handle = handle;
    this.freshUrl = freshUrl;
  }

  /**
   * An address of the video that is good from now on, as of {@link TranslationClient#freshUrl}: one
   * look, also after the wait is over; blocks for one attempt timeout at most.
   *
   * @return empty if the job has not completed, or the server gives no address
   * @throws dev.pollwise.client.job.PollwiseException.RequestFailedException if there is no usable
   *     answer
   * @throws dev.pollwise.client.job.PollwiseException.CallInterruptedException if the calling
   *     thread is interrupted
   * @throws IllegalStateException if the client is closed
   */
  public Optional<URI> freshUrl() {
    return freshUrl.apply(id());
  }

  /**
   * What people call it: the target language; the id where the job was started elsewhere, or where
   * the server gave another number of ids than there were languages.
   */
  @Override
  public String title() {
    return handle.title();
  }

  @Override
  public JobId id() {
    return handle.id();
  }

  @Override
  public CompletableFuture<JobOutcome> outcome() {
    return handle.outcome();
  }

  @Override
  public Optional<JobStatus> status() {
    return handle.status();
  }

  @Override
  public Evidence evidence() {
    return handle.evidence();
  }

  @Override
  public PollingPolicy policy() {
    return handle.policy();
  }

  @Override
  public void changePolicy(PollingPolicy policy) {
    handle.changePolicy(policy);
  }

  @Override
  public void pollNow() {
    handle.pollNow();
  }

  @Override
  public void stopWatching() {
    handle.stopWatching();
  }

  @Override
  public ResumeToken resumeToken() {
    return handle.resumeToken();
  }

  @Override
  public String toString() {
    return "TranslationJob[" + title() + ", " + id() + "]";
  }
}
