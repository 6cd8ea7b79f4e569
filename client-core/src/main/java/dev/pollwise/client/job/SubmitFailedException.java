package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

/**
 * A submit was refused, or its fate is unknown. Submitting again <em>with the same idempotency
 * key</em> within the server's window (HeyGen: 24 hours) cannot start a second paid job.
 */
public final class SubmitFailedException extends PollwiseException {

  private static final long serialVersionUID = 1;
  private final transient Miss miss;
  private final String idempotencyKey;

  /** Names the key under which to try again and what happened. */
  public SubmitFailedException(String idempotencyKey, Miss miss) {
    super(
        "submit: "
            + miss.describe()
            + " (idempotency key "
            + requireNonNull(idempotencyKey, "idempotencyKey")
            + ")");
    this.miss = miss;
    this.idempotencyKey = idempotencyKey;
  }

  /** What happened last. Not kept by serialization. */
  public Miss miss() {
    return miss;
  }

  /** The key of the submit, to try again safely. */
  public String idempotencyKey() {
    return idempotencyKey;
  }
}
