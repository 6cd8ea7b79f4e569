package dev.pollwise.client.job;

/**
 * The thread was interrupted in a blocking call; its interrupt flag is set again. What was asked of
 * the server may have happened.
 */
public final class CallInterruptedException extends PollwiseException {

  private static final long serialVersionUID = 1;

  /** Names the call that was interrupted. */
  public CallInterruptedException(String call, InterruptedException cause) {
    super("interrupted while waiting for: " + call, cause);
  }
}
