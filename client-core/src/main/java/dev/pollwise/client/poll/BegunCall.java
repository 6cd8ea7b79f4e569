package dev.pollwise.client.poll;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call under way, on a thread of its own. Cancelling interrupts that thread as long as the call
 * has not handed over its stage, and cancels the stage, if it is a {@link Future}, after that.
 *
 * @param <T> what the call brings
 */
final class BegunCall<T> extends CompletableFuture<T> {

  private final Supplier<? extends CompletionStage<T>> call;
  private final FutureTask<Boolean> asking = new FutureTask<>(this::ask, true);
  private volatile @Nullable CompletionStage<T> stage;

  BegunCall(Supplier<? extends CompletionStage<T>> call) {
    this.call = call;
  }

  /** Makes the call; to be run once, by a worker. */
  Runnable asking() {
    return asking;
  }

  /** Whatever a call throws is its failure, an {@code Error} too: the wait must go on. */
  @SuppressWarnings("FutureReturnValueIgnored") // its only work is to complete this one
  private void ask() {
    try {
      CompletionStage<T> asked = call.get();
      stage = asked;
      asked.whenComplete(this::settle);
      if (isDone()) {
        abort();
      }
    } catch (Throwable broken) {
      completeExceptionally(broken);
    }
  }

  private void settle(@Nullable T value, @Nullable Throwable error) {
    if (error != null) {
      completeExceptionally(error);
    } else if (value == null) {
      completeExceptionally(new NullPointerException("the call brought null"));
    } else {
      complete(value);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    asking.cancel(true);
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    abort();
    return cancelled;
  }

  private void abort() {
    if (stage instanceof Future<?> open) {
      open.cancel(true);
    }
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
