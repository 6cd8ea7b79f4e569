package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

/**
 * The server has accepted a batch, but not all of its jobs could be learned. They exist, and cost:
 * the batch can be taken up again by its id.
 */
public final class BatchLostException extends PollwiseException {

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
