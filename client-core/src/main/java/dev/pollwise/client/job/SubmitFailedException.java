package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer.Miss;

/**
 * A submit brought no jobs. Its type says whether there may be some all the same: {@link Refused}
 * or {@link FateUnknown}.
 */
public abstract sealed class SubmitFailedException extends PollwiseException {

  private static final long serialVersionUID = 2;
  private final transient Miss miss;
  private final String idempotencyKey;

  private SubmitFailedException(String idempotencyKey, Miss miss, String words) {
    super("submit: " + miss.describe() + words + requireNonNull(idempotencyKey, "idempotencyKey"));
    this.miss = miss;
    this.idempotencyKey = idempotencyKey;
  }

  /** What happened last. Not kept by serialization. */
  public Miss miss() {
    return miss;
  }

  /** The key of the submit. */
  public String idempotencyKey() {
    return idempotencyKey;
  }

  /**
   * No job has begun and nothing is paid: the server refused the submit, had no room until the
   * deadline, or could not be reached. A new submit is safe under any key.
   */
  public static final class Refused extends SubmitFailedException {

    private static final long serialVersionUID = 1;

    /** Names the key of the submit and what happened last. */
    public Refused(String idempotencyKey, Miss miss) {
      super(idempotencyKey, miss, "; no job has begun; idempotency key ");
    }
  }

  /**
   * An attempt may have been accepted, and paid, although no answer named its jobs; the last answer
   * may speak of something else. Submit again only <em>with the same idempotency key</em>, within
   * the server's window (HeyGen: 24 hours): that cannot start a second job.
   */
  public static final class FateUnknown extends SubmitFailedException {

    private static final long serialVersionUID = 1;
    private final transient Miss firstMiss;

    /** Names the key under which to ask again, the first cause of the doubt, and the last miss. */
    public FateUnknown(String idempotencyKey, Miss firstMiss, Miss miss) {
      super(
          idempotencyKey,
          miss,
          firstMiss.equals(miss)
              ? "; it may have been accepted: submit again only under idempotency key "
              : "; an earlier attempt ("
                  + firstMiss.describe()
                  + ") may have been accepted: "
                  + "submit again only under idempotency key ");
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
