package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer.Miss;

/**
 * Something the client could not do. That a job failed is never an exception but a {@link
 * JobStatus.Failed}.
 */
public abstract sealed class PollwiseException extends RuntimeException
    permits PollwiseException.RequestFailedException,
        SubmitFailedException,
        PollwiseException.BatchLostException,
        PollwiseException.CallInterruptedException,
        PollwiseException.WaitBrokenException {

  private static final long serialVersionUID = 1;

  PollwiseException(String message) {
    super(message);
  }

  PollwiseException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The thread was interrupted in a blocking call; its interrupt flag is set again. What was asked
   * of the server may have happened.
   */
  public static final class CallInterruptedException extends PollwiseException {

    private static final long serialVersionUID = 1;

    /** Names the call that was interrupted. */
    public CallInterruptedException(String call, InterruptedException cause) {
      super(
          "interrupted while waiting for: " + requireNonNull(call, "call"),
          requireNonNull(cause, "cause"));
    }
  }

  /** A single request brought no usable answer: a one-shot status, the list of languages. */
  public static final class RequestFailedException extends PollwiseException {

    private static final long serialVersionUID = 1;
    private final transient Miss miss;

    /** Names what was asked for and what came instead. */
    public RequestFailedException(String request, Miss miss) {
      super(requireNonNull(request, "request") + ": " + miss.describe());
      this.miss = miss;
    }

    /** What happened. Not kept by serialization. */
    public Miss miss() {
      return miss;
    }
  }

  /**
   * The server has accepted a batch, but not all of its jobs could be learned. They exist, and
   * cost: the batch can be taken up again by its id.
   */
  public static final class BatchLostException extends PollwiseException {

    private static final long serialVersionUID = 1;
    private final transient BatchId batch;
    private final transient Miss miss;

    /** Names the batch and what happened. */
    public BatchLostException(BatchId batch, Miss miss) {
      super("batch " + requireNonNull(batch, "batch") + ": " + miss.describe());
      this.batch = batch;
      this.miss = miss;
    }

    /** The batch, to be taken up again. Not kept by serialization; the message holds it too. */
    public BatchId batch() {
      return batch;
    }

    /** What happened last. Not kept by serialization. */
    public Miss miss() {
      return miss;
    }
  }

  /**
   * A wait ended by a defect: in this library, in a pacing function or in a status source of the
   * user. The job is not affected.
   */
  public static final class WaitBrokenException extends PollwiseException {

    private static final long serialVersionUID = 1;
    private final transient ResumeToken resumeToken;

    /** Names the wait and the defect. */
    public WaitBrokenException(ResumeToken resumeToken, Throwable cause) {
      super(
          "the wait for " + resumeToken.jobId() + " broke: " + cause,
          requireNonNull(cause, "cause"));
      this.resumeToken = resumeToken;
    }

    /** Takes up the wait again. Not kept by serialization. */
    public ResumeToken resumeToken() {
      return resumeToken;
    }
  }
}
