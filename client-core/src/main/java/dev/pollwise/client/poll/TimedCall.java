package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.request.PollClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call under way, on a thread of its own and under the attempt timeout: whatever the other side
 * does, there is an end. The clock of the client measures it, so that a call takes virtual time
 * where everything else does. Cancelling interrupts that thread as long as the call has not handed
 * over its stage, and cancels the stage, if it is a {@link Future}, after that.
 */
final class TimedCall<T> extends CompletableFuture<T> {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  private final FutureTask<Boolean> asking;
  private volatile @Nullable CompletionStage<T> stage;

  /** The thread that asks, once the call has left it. */
  private volatile @Nullable Thread free;

  private @Nullable Future<?> alarm;

  /** A call that is not made yet, and has no timeout yet. */
  TimedCall(Supplier<? extends CompletionStage<T>> call) {
    requireNonNull(call, "call");
    asking = new FutureTask<>(() -> stage = call.get(), true);
  }

  /** Ends it a while from now, whatever was said of its end before, if it is not over by then. */
  synchronized void timeOutAfter(Duration time, PollClock clock, Executor worker) {
    requireNonNull(time, "time");
    requireNonNull(clock, "clock");
    requireNonNull(worker, "worker");
    callOffAlarm();
    if (!isDone()) {
      // Who hangs on the call must not keep the timer from others.
      alarm = clock.after(time, () -> worker.execute(this::timeOut));
    }
  }

  private synchronized void callOffAlarm() {
    Future<?> set = alarm;
    if (set != null) {
      set.cancel(false);
    }
  }

  private void timeOut() {
    completeExceptionally(new TimeUpException());
    cancel(true);
  }

  /** Makes the call; to be run once, by a worker. */
  Runnable asking() {
    return this::ask;
  }

  /**
   * Where to go on after a call: on the thread that asked if the answer was there before the call
   * had left it, for then that thread has nothing else to do and holds no lock of anybody; on a
   * worker otherwise.
   */
  static Executor goingOn(CompletableFuture<?> call, Executor worker) {
    requireNonNull(call, "call");
    requireNonNull(worker, "worker");
    return call instanceof TimedCall<?> own ? own.goingOn(worker) : worker;
  }

  private Executor goingOn(Executor worker) {
    return task -> {
      if (Thread.currentThread().equals(free)) {
        task.run();
      } else {
        worker.execute(task);
      }
    };
  }

  /** Whatever a call throws is its failure, an {@code Error} too: the wait must go on. */
  @SuppressWarnings("FutureReturnValueIgnored") // its only work is to complete this one
  private void ask() {
    asking.run();
    // Whoever cancels has interrupted this thread by now, or never will.
    Thread.interrupted();
    free = Thread.currentThread();
    CompletionStage<T> asked = stage;
    if (asked != null) {
      asked.whenComplete(this::settle);
    } else if (asking.state() == Future.State.FAILED) {
      completeExceptionally(asking.exceptionNow());
    } else {
      completeExceptionally(new NullPointerException("the call brought no stage"));
    }
    free = null;
    if (isDone()) {
      abort();
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

  /** A stage that cannot be cancelled, and says so by throwing, is none the less given up. */
  private void abort() {
    if (stage instanceof Future<?> open) {
      try {
        open.cancel(true);
      } catch (RuntimeException refused) {
        LOG.log(System.Logger.Level.DEBUG, "a call that was given up cannot be aborted", refused);
      }
    }
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  /**
   * What becomes of a call in any case; cancelling it aborts the call, and it tells that then.
   *
   * @param told makes it of the answer, or of why there is none
   * @param executor runs that
   */
  @SuppressWarnings("FutureReturnValueIgnored") // its only work is to complete the one returned
  <U> CompletableFuture<U> inAnyCase(
      BiFunction<@Nullable T, @Nullable Throwable, U> told, Executor executor) {
    CompletableFuture<U> known =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            return TimedCall.this.cancel(mayInterruptIfRunning);
          }
        };
    handleAsync(told, executor)
        .whenComplete((value, defect) -> {
          if (defect == null) {
            known.complete(value);
          } else {
            known.completeExceptionally(defect);
          }
        });
    return known;
  }

  /**
   * Begins a call.
   *
   * @param call makes the call, on a worker; when the time is up that thread is interrupted and the
   *     stage, if it is a {@link Future}, is cancelled
   * @param timeout for the whole of it; more than zero
   * @param clock measures it
   * @param worker runs the call, and aborts it when its time is up; never on the thread that hands
   *     it over
   * @return cancelling it aborts the call; fails with what {@link #miss} explains
   */
  static <T> CompletableFuture<T> of(
      Supplier<? extends CompletionStage<T>> call,
      Duration timeout,
      PollClock clock,
      Executor worker) {
    return of(call, timeout, clock, worker, worker);
  }

  /**
   * As {@link #of(Supplier, Duration, PollClock, Executor)}, with the call on a thread of its own.
   *
   * @param asker runs the call; never within this method
   */
  @SuppressWarnings("FutureReturnValueIgnored") // its only work is to call off the alarm
  static <T> TimedCall<T> of(
      Supplier<? extends CompletionStage<T>> call,
      Duration timeout,
      PollClock clock,
      Executor worker,
      Executor asker) {
    requireNonNull(worker, "worker");
    TimedCall<T> begun = new TimedCall<>(requireNonNull(call, "call"));
    begun.timeOutAfter(timeout, clock, worker);
    begun.whenComplete((value, error) -> begun.callOffAlarm());
    asker.execute(begun.asking());
    return begun;
  }

  /** What a failed call means. */
  static Miss miss(Throwable error, Duration timeout) {
    requireNonNull(timeout, "timeout");
    Throwable cause = unwrapped(error);
    return cause instanceof TimeUpException
        ? new Miss.TimedOut(timeout)
        : new Miss.Unreachable(
            cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
  }

  /** The failure without the wrapper that stages put around it. */
  static Throwable unwrapped(Throwable error) {
    return requireNonNull(error, "error") instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  /** Told from every timeout that a call may end with by itself. */
  private static final class TimeUpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Nobody looks at where the alarm went off. */
    TimeUpException() {
      super("the attempt timeout", null, false, false);
    }
  }
}
