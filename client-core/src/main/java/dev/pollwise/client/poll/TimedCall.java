package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.failsafe.Failsafe;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import dev.failsafe.spi.Scheduler;
import dev.pollwise.client.job.Miss;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One call under the attempt timeout: whatever the other side does, there is an end.
 *
 * <p>Failsafe's timeout, with three of its traps closed: it cancels without interrupt, for which
 * the JDK's HTTP client does not abort an exchange; it is lost if it fires before the call has
 * handed over its stage; and it does not end a call that blocks. It runs by the machine's clock; a
 * clock of a test that makes calls take virtual time times them itself.
 */
public final class TimedCall {

  /**
   * The bookkeeping is done by whoever asks for the call; only the call itself goes to a worker.
   */
  private static final Scheduler AT_ONCE =
      (callable, delay, unit) -> {
        DoneAtOnce done = new DoneAtOnce(callable);
        done.run();
        return done;
      };

  private TimedCall() {}

  /**
   * Begins a call.
   *
   * @param call makes the call, on a worker; when the time is up that thread is interrupted and the
   *     stage, if it is a {@link Future}, is cancelled
   * @param timeout for the whole of it; more than zero
   * @param worker runs the call; never on the thread that hands it over
   * @param <T> what the call brings
   * @return cancelling it aborts the call; fails with what {@link #miss} explains
   */
  public static <T> CompletableFuture<T> of(
      Supplier<? extends CompletionStage<T>> call, Duration timeout, Executor worker) {
    requireNonNull(call, "call");
    requireNonNull(timeout, "timeout");
    requireNonNull(worker, "worker");
    return Failsafe.with(Timeout.<T>of(timeout))
        .with(AT_ONCE)
        .getStageAsync(context -> {
          BegunCall<T> begun = new BegunCall<>(call);
          context.onCancel(() -> begun.cancel(true));
          if (context.isCancelled()) {
            begun.cancel(true);
          }
          worker.execute(begun.asking());
          return begun;
        });
  }

  /**
   * As {@link #of(Supplier, Duration, Executor)}; a clock that {@linkplain PollClock#measuresCalls
   * measures calls} times this one as well.
   *
   * @param worker aborts the call when its time is up
   * @param asker runs the call; never within this method
   */
  static <T> CompletableFuture<T> of(
      Supplier<? extends CompletionStage<T>> call,
      Duration timeout,
      PollClock clock,
      Executor worker,
      Executor asker) {
    return clock.measuresCalls()
        ? onClock(call, timeout, clock, worker, asker)
        : of(call, timeout, asker);
  }

  /** Failsafe's timeout cannot be given a timer, so the clock's does what it would do. */
  @SuppressWarnings("FutureReturnValueIgnored") // its only work is to call off the alarm
  private static <T> CompletableFuture<T> onClock(
      Supplier<? extends CompletionStage<T>> call,
      Duration timeout,
      PollClock clock,
      Executor worker,
      Executor asker) {
    BegunCall<T> begun = new BegunCall<>(call);
    Future<?> alarm =
        clock.after(
            timeout,
            // Who hangs on the call must not keep the timer from others.
            () ->
                worker.execute(() -> {
                  begun.completeExceptionally(new TimeoutExceededException(Timeout.of(timeout)));
                  begun.cancel(true);
                }));
    begun.whenComplete((value, error) -> alarm.cancel(false));
    asker.execute(begun.asking());
    return begun;
  }

  /** What a failed call means. */
  public static Miss miss(Throwable error, Duration timeout) {
    requireNonNull(timeout, "timeout");
    requireNonNull(error, "error");
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return cause instanceof TimeoutExceededException
        ? new Miss.TimedOut(timeout)
        : new Miss.Unreachable(
            cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
  }

  /** What Failsafe wants back from a scheduler. */
  private static final class DoneAtOnce extends FutureTask<Object>
      implements ScheduledFuture<Object> {

    @SuppressWarnings("unchecked") // what the callable returns is nobody's business but Failsafe's
    DoneAtOnce(Callable<?> callable) {
      super((Callable<Object>) callable);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(0, other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
