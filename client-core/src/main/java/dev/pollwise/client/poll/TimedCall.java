package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.Miss;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * One call under the attempt timeout: whatever the source does, there is an answer or a miss in the
 * end. Only cancelling makes it fail; that aborts the call.
 *
 * <p>Timed by the poller's own timer rather than by Failsafe's timeout, which always takes a second
 * timer of its own, wakes its thread for each call, and does not exist in virtual time.
 */
final class TimedCall extends CompletableFuture<Answer> {

  private final StatusSource source;
  private final JobId job;
  private final FutureTask<Boolean> asking = new FutureTask<>(this::ask, true);
  private volatile @Nullable CompletableFuture<?> stage;

  private TimedCall(StatusSource source, JobId job) {
    this.source = source;
    this.job = job;
  }

  /**
   * Begins a call. The source runs on a worker, so that one that blocks is bounded and stoppable
   * too.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // whoever gets the call learns how it ended
  static CompletableFuture<Answer> of(PollRuntime runtime, JobId job, Duration timeout) {
    TimedCall call = new TimedCall(runtime.source(), job);
    Future<?> alarm =
        runtime.clock().after(timeout, () -> runtime.worker().execute(() -> call.timeOut(timeout)));
    call.whenComplete((answer, cancelled) -> alarm.cancel(false));
    runtime.worker().execute(call.asking);
    return call;
  }

  private void timeOut(Duration timeout) {
    if (complete(new Miss.TimedOut(timeout))) {
      abort();
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      abort();
    }
    return cancelled;
  }

  /** Whatever a source throws is a miss, an {@code Error} too: the wait must go on. */
  @SuppressWarnings("FutureReturnValueIgnored") // what the last stage does is all there is to do
  private void ask() {
    try {
      CompletableFuture<Answer> asked = source.ask(job).toCompletableFuture();
      stage = asked;
      asked.whenComplete((answer, error) -> complete(known(answer, error)));
      if (isDone()) {
        asked.cancel(true);
      }
    } catch (Throwable broken) {
      complete(known(null, broken));
    }
  }

  private void abort() {
    asking.cancel(true);
    CompletableFuture<?> open = stage;
    if (open != null) {
      open.cancel(true);
    }
  }

  private static Answer known(@Nullable Answer answer, @Nullable Throwable error) {
    if (error != null) {
      Throwable cause =
          error instanceof CompletionException && error.getCause() != null
              ? error.getCause()
              : error;
      String detail = cause.getMessage();
      return new Miss.Unreachable(detail == null ? cause.getClass().getSimpleName() : detail);
    }
    return answer == null ? new Miss.Unreadable("the status source answered null") : answer;
  }
}
