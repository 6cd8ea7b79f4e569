package dev.pollwise.client.request;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer.Miss;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * One call under the attempt timeout: whatever the other side does, there is an end. The clock of
 * the client measures it, so that a call takes virtual time where everything else does.
 */
public final class TimedCall {

  private TimedCall() {}

  /**
   * Begins a call.
   *
   * @param call makes the call, on a worker; when the time is up that thread is interrupted and the
   *     stage, if it is a {@link Future}, is cancelled
   * @param timeout for the whole of it; more than zero
   * @param clock measures it
   * @param worker runs the call, and aborts it when its time is up; never on the thread that hands
   *     it over
   * @param <T> what the call brings
   * @return cancelling it aborts the call; fails with what {@link #miss} explains
   */
  public static <T> CompletableFuture<T> of(
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
  public static <T> BegunCall<T> of(
      Supplier<? extends CompletionStage<T>> call,
      Duration timeout,
      PollClock clock,
      Executor worker,
      Executor asker) {
    requireNonNull(worker, "worker");
    BegunCall<T> begun = new BegunCall<>(requireNonNull(call, "call"));
    begun.timeOutAfter(timeout, clock, worker);
    begun.whenComplete((value, error) -> begun.callOffAlarm());
    asker.execute(begun.asking());
    return begun;
  }

  /** The time of a call is up. */
  static void timeOut(BegunCall<?> call) {
    call.completeExceptionally(new TimeUpException());
    call.cancel(true);
  }

  /** What a failed call means. */
  public static Miss miss(Throwable error, Duration timeout) {
    requireNonNull(timeout, "timeout");
    requireNonNull(error, "error");
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return cause instanceof TimeUpException
        ? new Miss.TimedOut(timeout)
        : new Miss.Unreachable(
            cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
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
