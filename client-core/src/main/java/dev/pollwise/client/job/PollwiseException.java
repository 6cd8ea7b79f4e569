package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer.Miss;

/**
 * Something the client could not do. That a job failed is never an exception but a {@link
 * JobStatus.Failed}.
 */
public abstract sealed class PollwiseException extends RuntimeException {

  private static final long serialVersionUID = 1;

  PollwiseException(String message) {
    super(message);
  }

  PollwiseException(String message, Throwable cause) {
    super(message, cause);
  }

  private static String named(String requestId) {
    return requireNonNull(requestId, "requestId").isEmpty() ? "" : "; request id " + requestId;
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

    private static final long serialVersionUID = 2;
    private final transient Miss miss;
    private final String requestId;

    /** Names what was asked for and what came instead, with what the server calls that answer. */
    public RequestFailedException(String request, Miss miss, String requestId) {
      super(requireNonNull(request, "request") + ": " + miss.describe() + named(requestId));
      this.miss = miss;
      this.requestId = requestId;
    }

    /**
     * What the server calls its answer ({@code X-Request-Id}), to ask it about; empty where it says
     * nothing of the kind, or there is no answer.
     */
    public String requestId() {
      return requestId;
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

    private static final long serialVersionUID = 2;
    private final transient BatchId batch;
    private final transient Miss miss;
    private final String requestId;

    /** Names the batch and what happened, with what the server calls its last answer. */
    public BatchLostException(BatchId batch, Miss miss, String requestId) {
      super("batch " + requireNonNull(batch, "batch") + ": " + miss.describe() + named(requestId));
      this.batch = batch;
      this.miss = miss;
      this.requestId = requestId;
    }

    /** What the server calls its last answer, as in {@link RequestFailedException#requestId()}. */
    public String requestId() {
      return requestId;
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

  /**
   * A submit brought no jobs. Its type says whether there may be some all the same: {@link Refused}
   * or {@link FateUnknown}.
   */
  public abstract static sealed class SubmitFailedException extends PollwiseException {

    private static final long serialVersionUID = 3;
    private final transient Miss miss;
    private final String idempotencyKey;
    private final String requestId;

    private SubmitFailedException(
        String idempotencyKey, Miss miss, String requestId, String words) {
      super(
          "submit: "
              + miss.describe()
              + words
              + requireNonNull(idempotencyKey, "idempotencyKey")
              + named(requestId));
      this.miss = miss;
      this.idempotencyKey = idempotencyKey;
      this.requestId = requestId;
    }

    /** What happened last. Not kept by serialization. */
    public Miss miss() {
      return miss;
    }

    /** The key of the submit. */
    public String idempotencyKey() {
      return idempotencyKey;
    }

    /** What the server calls its last answer, as in {@link RequestFailedException#requestId()}. */
    public String requestId() {
      return requestId;
    }

    /**
     * No job has begun and nothing is paid: the server refused the submit, had no room until the
     * deadline, or could not be reached. A new submit is safe under any key.
     */
    public static final class Refused extends SubmitFailedException {

      private static final long serialVersionUID = 1;

      /** Names the key of the submit and what happened last, with the server's request id. */
      public Refused(String idempotencyKey, Miss miss, String requestId) {
        super(idempotencyKey, miss, requestId, "; no job has begun; idempotency key ");
      }
    }

    /**
     * An attempt may have been accepted, and paid, although no answer named its jobs; the last
     * answer may speak of something else. Submit again only <em>with the same idempotency key</em>,
     * within the server's window (HeyGen: 24 hours): that cannot start a second job. At a server
     * that knows no keys, look for its job first.
     */
    public static final class FateUnknown extends SubmitFailedException {

      private static final long serialVersionUID = 1;
      private final transient Miss firstMiss;

      /**
       * Names the key under which to ask again, the first cause of the doubt, and the last miss,
       * with the server's request id.
       */
      public FateUnknown(String idempotencyKey, Miss firstMiss, Miss miss, String requestId) {
        this(idempotencyKey, firstMiss, miss, requestId, true);
      }

      /**
       * As the other one.
       *
       * @param mayRepeat whether the server still knows the key, so that asking again is safe
       */
      public FateUnknown(
          String idempotencyKey, Miss firstMiss, Miss miss, String requestId, boolean mayRepeat) {
        super(
            idempotencyKey,
            miss,
            requestId,
            (firstMiss.equals(miss)
                    ? "; it may have been accepted: "
                    : "; an earlier attempt ("
                        + firstMiss.describe()
                        + ") may have been accepted: ")
                + (mayRepeat
                    ? "submit again only under idempotency key "
                    : "a second submit would pay again, so look for its job first;"
                        + " idempotency key "));
        this.firstMiss = firstMiss;
      }

      /**
       * What happened to the first attempt that may have been accepted. Not kept by serialization.
       */
      public Miss firstMiss() {
        return firstMiss;
      }
    }
  }
}
