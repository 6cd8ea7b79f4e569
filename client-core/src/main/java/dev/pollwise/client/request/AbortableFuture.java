package dev.pollwise.client.request;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A future whose cancelling ends the work behind it, which cancelling a plain dependent stage would
 * not.
 *
 * @param <T> what the work brings
 */
public final class AbortableFuture<T> extends CompletableFuture<T> {

  private final Runnable abort;

  private AbortableFuture(Runnable abort) {
    this.abort = abort;
  }

  /**
   * Follows a stage.
   *
   * @param stage tells the result
   * @param abort ends the work; run at most once, after this future has become cancelled
   * @param <T> what the work brings
   */
  @SuppressWarnings(
      "FutureReturnValueIgnored") // its only work is to complete the one that is returned
  public static <T> AbortableFuture<T> of(CompletionStage<T> stage, Runnable abort) {
    AbortableFuture<T> future = new AbortableFuture<>(requireNonNull(abort, "abort"));
    stage.whenComplete((value, error) -> {
      if (error == null) {
        future.complete(value);
      } else {
        future.completeExceptionally(error);
      }
    });
    return future;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = !isDone() && super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      abort.run();
    }
    return cancelled;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
