package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

/**
 * The thread was interrupted in a blocking call; its interrupt flag is set again. What was asked of
 * the server may have happened.
 */
public final class CallInterruptedException extends PollwiseException {

  private static final long serialVersionUID = 1;

  /** Names the call that was interrupted. */
  public CallInterruptedException(String call, InterruptedException cause) {
    super(
        "interrupted while waiting for: " + requireNonNull(call, "call"),
        requireNonNull(cause, "cause"));
  }
}
