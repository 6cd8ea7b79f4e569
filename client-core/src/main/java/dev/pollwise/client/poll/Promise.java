package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Completes one future for all who ask for it: what one of them does with it touches no other, and
 * asking keeps nothing. {@code complete} and its like do nothing there; {@code orTimeout} and its
 * like give the caller a future of its own; a stage that blocks holds up no other stage and nobody
 * who waits.
 */
final class Promise<T> {

  private final Shared<T> future;

  /**
   * Nothing is known yet.
   *
   * @param worker runs stages; never on the thread that hands them over
   * @param cancel what cancelling the future does while it is not done, and returns; how the future
   *     ends is said here in any case
   */
  Promise(Executor worker, BooleanSupplier cancel) {
    this.future = new Shared<>(requireNonNull(worker, "worker"), requireNonNull(cancel, "cancel"));
  }

  /** The one to hand out. */
  CompletableFuture<T> future() {
    return future;
  }

  /** How many futures of callers' own are to end with this one. */
  int openFutures() {
    synchronized (future.open) {
      return future.open.size();
    }
  }

  /** Completes the future; called once, by a worker, since stages run on its thread. */
  void settle(T value) {
    requireNonNull(value, "value");
    future.end(() -> future.settle(value));
  }

  /** As {@link #settle} or {@link #fail}, with how a stage has ended. */
  void follow(@Nullable T value, @Nullable Throwable error) {
    if (value != null) {
      settle(value);
    } else {
      fail(error == null ? new NullPointerException("no value") : TimedCall.unwrapped(error));
    }
  }

  /** Lets the future fail; called once, by a worker. */
  void fail(Throwable cause) {
    requireNonNull(cause, "cause");
    future.end(() -> future.fail(cause));
  }

  private static final class Shared<T> extends CompletableFuture<T> {

    private static final String OF_OTHERS = "others hold this future as well";

    private final Executor worker;
    private final BooleanSupplier cancel;

    /** For who waits: waiting on this one means to run its stages, those of others among them. */
    private final CompletableFuture<T> ended = new CompletableFuture<>();

    /** The callers' own futures that are open: one that is over must not stay until the end. */
    private final Map<Object, CompletableFuture<T>> open = new LinkedHashMap<>();

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
        leaving().forEach(own -> worker.execute(() -> follow(own)));
      });
      runStages(completing, 1); // that one alone needs no help
    }

    private List<CompletableFuture<T>> leaving() {
      synchronized (open) {
        List<CompletableFuture<T>> left = List.copyOf(open.values());
        open.clear();
        return left;
      }
    }

    /** As {@link #copy()}, but nothing of it stays here once it is over. */
    @SuppressWarnings("FutureReturnValueIgnored") // bookkeeping only
    private CompletableFuture<T> own() {
      CompletableFuture<T> own = new CompletableFuture<>();
      Object place = new Object();
      synchronized (open) {
        if (!isDone()) {
          open.put(place, own);
        }
      }
      own.whenComplete((value, error) -> {
        synchronized (open) {
          open.remove(place);
        }
      });
      if (isDone()) {
        follow(own);
      }
      return own;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // this one is over: nothing is left to hang on it
    private void follow(CompletableFuture<T> own) {
      whenComplete((value, error) -> {
        if (error == null) {
          own.complete(value);
        } else {
          own.completeExceptionally(new CompletionException(error));
        }
      });
    }

    /**
     * Completing runs what stages are left: where there are more than this thread sees to, another
     * one helps. While several take stages away their number may be told too small, but never as
     * none.
     */
    private void runStages(Runnable completing, int own) {
      if (getNumberOfDependents() > own) {
        worker.execute(() -> runStages(completing, 0));
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
      return own().completeAsync(supplier, executor);
    }

    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
      return own().orTimeout(timeout, unit);
    }

    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
      return own().completeOnTimeout(value, timeout, unit);
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
