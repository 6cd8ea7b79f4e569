package dev.pollwise.client.request;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Completes one future for all who ask for it: what one of them does with it touches no other, and
 * asking keeps nothing. {@code complete} and its like do nothing there; {@code orTimeout} and its
 * like give the caller a future of its own; a stage that blocks holds up no other stage and nobody
 * who waits.
 *
 * @param <T> what the future brings
 */
public final class Promise<T> {

  private final Shared<T> future;

  /**
   * Nothing is known yet.
   *
   * @param worker runs stages; never on the thread that hands them over
   * @param cancel what cancelling the future does while it is not done, and returns; how the future
   *     ends is said here in any case
   */
  public Promise(Executor worker, BooleanSupplier cancel) {
    this.future = new Shared<>(requireNonNull(worker, "worker"), requireNonNull(cancel, "cancel"));
  }

  /** The one to hand out. */
  public CompletableFuture<T> future() {
    return future;
  }

  /** Completes the future; called once, by a worker, since stages run on its thread. */
  public void settle(T value) {
    requireNonNull(value, "value");
    future.end(() -> future.settle(value));
  }

  /** Lets the future fail; called once, by a worker. */
  public void fail(Throwable cause) {
    requireNonNull(cause, "cause");
    future.end(() -> future.fail(cause));
  }

  private static final class Shared<T> extends CompletableFuture<T> {

    private static final String OF_OTHERS = "others hold this future as well";

    private final Executor worker;
    private final BooleanSupplier cancel;

    /** For who waits: waiting on this one means to run its stages, those of others among them. */
    private final CompletableFuture<T> ended = new CompletableFuture<>();

    Shared(Executor worker, BooleanSupplier cancel) {
      this.worker = worker;
      this.cancel = cancel;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what the stage does is all there is to do
    void end(Runnable completing) {
      whenComplete((value, error) -> {
        if (error == null) {
          ended.complete(value);
        } else {
          ended.completeExceptionally(error);
        }
      });
      runStages(completing);
    }

    /** Completing runs what stages are left: where there is more than one, another thread helps. */
    private void runStages(Runnable completing) {
      if (getNumberOfDependents() > 1) {
        worker.execute(() -> runStages(completing));
      }
      completing.run();
    }

    void settle(T value) {
      super.complete(value);
    }

    void fail(Throwable cause) {
      super.completeExceptionally(cause);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
      return ended.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      return isDone() ? ended.get() : ended.get(timeout, unit);
    }

    @Override
    public T join() {
      return ended.join();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      return !isDone() && cancel.getAsBoolean();
    }

    @Override
    public boolean complete(T value) {
      return false;
    }

    @Override
    public boolean completeExceptionally(Throwable ex) {
      return false;
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
      return copy().completeAsync(supplier, executor);
    }

    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
      return copy().orTimeout(timeout, unit);
    }

    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
      return copy().completeOnTimeout(value, timeout, unit);
    }

    @Override
    public void obtrudeValue(T value) {
      throw new UnsupportedOperationException(OF_OTHERS);
    }

    @Override
    public void obtrudeException(Throwable ex) {
      throw new UnsupportedOperationException(OF_OTHERS);
    }

    /** What is derived belongs to who has derived it. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>();
    }
  }
}
