package dev.pollwise.client;

import dev.pollwise.client.job.PollwiseException;
import dev.pollwise.client.job.PollwiseException.CallInterruptedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for a future as a caller who blocks expects it. */
final class Waiting {

  private Waiting() {}

  /**
   * The value, or the failure as the client's own exception.
   *
   * @param call what is waited for, in words
   */
  static <T> T on(String call, CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(call, interrupted);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof PollwiseException known) {
        // Made on a thread of the client; what its reader wants to find is the call that failed.
        known.fillInStackTrace();
        throw known;
      }
      throw new IllegalStateException(call + " broke: " + failed.getCause(), failed.getCause());
    }
  }
}
