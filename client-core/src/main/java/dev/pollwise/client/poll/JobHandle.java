package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.PollwiseException.WaitBrokenException;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** A wait that goes on in the background. Safe for any thread. */
public interface JobHandle {

  /** The job waited for. */
  JobId id();

  /** What people call it; its id, unless somebody knows better. */
  default String title() {
    return id().value();
  }

  /**
   * Blocks until the wait is over. Interrupting the caller leaves the wait running.
   *
   * @throws InterruptedException if the calling thread is interrupted
   * @throws WaitBrokenException if the wait ended by a defect
   */
  default JobOutcome await() throws InterruptedException {
    try {
      return outcome().get();
    } catch (ExecutionException broken) {
      throw broken(broken);
    }
  }

  /**
   * Blocks until the wait is over, but no longer than a time; the wait goes on.
   *
   * @return the outcome; empty if the wait is not over by then
   * @throws InterruptedException if the calling thread is interrupted
   * @throws WaitBrokenException if the wait ended by a defect
   */
  default Optional<JobOutcome> await(Duration atMost) throws InterruptedException {
    try {
      return Optional.of(outcome().get(NANOSECONDS.convert(atMost), NANOSECONDS));
    } catch (TimeoutException notYet) {
      return Optional.empty();
    } catch (ExecutionException broken) {
      throw broken(broken);
    }
  }

  /** One for each caller, since it tells where that one waited. */
  private WaitBrokenException broken(ExecutionException broken) {
    Throwable cause =
        broken.getCause() instanceof WaitBrokenException known ? known.getCause() : broken;
    return new WaitBrokenException(resumeToken(), requireNonNull(cause));
  }

  /**
   * The outcome to come: one future for all who ask, which nobody but the wait completes.
   * Cancelling it stops watching, and it ends with {@link JobOutcome.Cancelled} then; completing it
   * does nothing; {@code orTimeout} and its like give a future of the caller's own. A stage that
   * blocks holds up no other. Fails only with {@link WaitBrokenException}.
   */
  CompletableFuture<JobOutcome> outcome();

  /** The last status seen; empty before the first usable answer. */
  Optional<JobStatus> status();

  /** What the wait has cost so far. */
  Evidence evidence();

  /** The policy in force. */
  PollingPolicy policy();

  /**
   * Puts another policy in force at once, also on a call that is being waited for. Limits count
   * from the beginning of the wait.
   */
  void changePolicy(PollingPolicy policy);

  /** Asks now rather than later, yet never before a pause that the server asked for is over. */
  void pollNow();

  /**
   * Stops watching: aborts a call in flight, makes no other, and ends with {@link
   * JobOutcome.Cancelled}. The job goes on.
   */
  void stopWatching();

  /** A text with which the wait can be taken up again, in another process too. */
  ResumeToken resumeToken();
}
