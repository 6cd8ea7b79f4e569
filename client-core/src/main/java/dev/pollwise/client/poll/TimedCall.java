package dev.pollwise.client.poll;

import dev.failsafe.Failsafe;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import dev.failsafe.spi.Scheduler;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.Miss;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One call under the attempt timeout: whatever the source does, there is an answer or a miss in the
 * end.
 */
final class TimedCall {

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

  /** Cancelling the future that is returned aborts the call. */
  static CompletableFuture<Answer> of(StatusSource source, JobId job, Duration timeout) {
    return Failsafe.with(Timeout.<Answer>of(timeout))
        .with(AT_ONCE)
        .getStageAsync(() -> source.ask(job).toCompletableFuture());
  }

  /** What a failed call means. */
  static Miss miss(Throwable error, Duration timeout) {
    return error instanceof TimeoutExceededException
        ? new Miss.TimedOut(timeout)
        : new Miss.Unreachable(
            error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage());
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
