package dev.pollwise.client.poll;

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
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One call under the attempt timeout: whatever the other side does, there is an end. */
public final class TimedCall {

  /**
   * The call begins on the thread that asks for it; only the timeout needs a timer, which Failsafe
   * brings.
   */
  private static final Scheduler AT_ONCE =
      (callable, delay, unit) -> {
        Begun begun = new Begun(callable);
        begun.run();
        return begun;
      };

  private TimedCall() {}

  /**
   * Begins a call on the calling thread.
   *
   * @param call begins the call; its stage, if it is a {@link CompletableFuture}, is cancelled when
   *     the time is up
   * @param timeout for the whole of it; more than zero
   * @param <T> what the call brings
   * @return cancelling it aborts the call; fails with what {@link #miss} explains
   */
  public static <T> CompletableFuture<T> of(
      Supplier<? extends CompletionStage<T>> call, Duration timeout) {
    return Failsafe.with(Timeout.<T>of(timeout))
        .with(AT_ONCE)
        .getStageAsync(context -> {
          CompletionStage<T> stage = call.get();
          AbortableFuture<T> begun = AbortableFuture.of(stage, () -> abort(stage));
          // A timeout that fires before Failsafe knows the stage would be lost otherwise.
          context.onCancel(() -> begun.cancel(true));
          if (context.isCancelled()) {
            begun.cancel(true);
          }
          return begun;
        });
  }

  /** With interrupt: the JDK's HTTP client does not abort an exchange for less. */
  private static void abort(CompletionStage<?> stage) {
    if (stage instanceof Future<?> future) {
      future.cancel(true);
    }
  }

  /** What a failed call means. */
  public static Miss miss(Throwable error, Duration timeout) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return cause instanceof TimeoutExceededException
        ? new Miss.TimedOut(timeout)
        : new Miss.Unreachable(
            cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
  }

  private static final class Begun extends FutureTask<Object> implements ScheduledFuture<Object> {

    @SuppressWarnings("unchecked") // what the callable returns is nobody's business but Failsafe's
    Begun(Callable<?> callable) {
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
