package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.spi.Scheduler;
import dev.pollwise.client.request.PollClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Parks the next step of one wait on the common timer and can fire it early, which Failsafe's own
 * delays cannot.
 *
 * <p>No wake-up is lost: whoever has news first makes it visible and then calls {@link #wake}; a
 * task that is being parked looks for news after it has become visible itself.
 */
final class WakeableScheduler implements Scheduler {

  private final PollClock clock;
  private final Executor worker;
  private final BooleanSupplier news;
  private volatile @Nullable ParkedTask parked;

  /** The one that runs; only that one looks at it. */
  private volatile @Nullable ParkedTask running;

  /**
   * Nothing is parked yet.
   *
   * @param clock fires the parked task
   * @param worker runs it; never on the thread that hands it over
   * @param news whether a task that is being parked is to be fired at once
   */
  public WakeableScheduler(PollClock clock, Executor worker, BooleanSupplier news) {
    this.clock = requireNonNull(clock, "clock");
    this.worker = requireNonNull(worker, "worker");
    this.news = requireNonNull(news, "news");
  }

  /**
   * The policy of a fold: what is repeated is repeated until a step settles it. It keeps nothing of
   * a fold, so that one serves any number of them.
   *
   * @param delay how long to wait after a step; empty if it settles the matter
   */
  public static <S> RetryPolicy<S> untilSettled(Function<S, Optional<Duration>> delay) {
    requireNonNull(delay, "delay");
    return RetryPolicy.<S>builder()
        .handleIf((step, error) -> step != null && delay.apply(step).isPresent())
        .withMaxRetries(-1)
        .withDelayFn(context -> delay.apply(context.getLastResult()).orElse(Duration.ZERO))
        .build();
  }

  /**
   * Repeats something asynchronous until it is settled: a fold on Failsafe, in which each attempt
   * makes the next step out of the step before it. Nothing but the step decides whether and when to
   * go on; an attempt that throws ends the fold with that exception.
   *
   * @param untilSettled made by {@link #untilSettled}
   * @param attempt takes the step before it, null at first, and makes the next
   * @return the step that settled the matter; stages hung on it run under locks of Failsafe, so
   *     that they must not block
   */
  public <S> CompletableFuture<S> repeat(
      RetryPolicy<S> untilSettled, Function<@Nullable S, CompletionStage<S>> attempt) {
    requireNonNull(untilSettled, "untilSettled");
    requireNonNull(attempt, "attempt");
    return Failsafe.with(untilSettled)
        .with(this)
        .getStageAsync(context -> attempt.apply(context.getLastResult()));
  }

  /** Never runs the task on the calling thread: Failsafe calls this under its own locks. */
  @Override
  public ScheduledFuture<?> schedule(Callable<?> callable, long delay, TimeUnit unit) {
    requireNonNull(unit, "unit");
    ParkedTask task = new ParkedTask(callable);
    if (delay <= 0) {
      task.fire();
      return task;
    }
    parked = task;
    task.park(Duration.of(delay, unit.toChronoUnit()));
    if (news.getAsBoolean()) {
      task.fire();
    }
    return task;
  }

  /**
   * Leaves something to the thread that runs the present task, for when Failsafe has taken over
   * what the task brings: as if handed to another thread, without one.
   *
   * @param task may block; once for each task that is run
   */
  public void afterwards(Runnable task) {
    requireNonNull(task, "task");
    ParkedTask present = running;
    if (present == null) {
      worker.execute(task);
    } else {
      running = null;
      present.afterwards = task;
    }
  }

  /** Fires the parked task, if there is one. */
  public void wake() {
    ParkedTask task = parked;
    if (task != null) {
      task.fire();
    }
  }

  private final class ParkedTask extends FutureTask<Object> implements ScheduledFuture<Object> {

    private final AtomicBoolean fired = new AtomicBoolean();
    private volatile @Nullable Future<?> alarm;
    private @Nullable Runnable afterwards;

    @SuppressWarnings("unchecked") // what the callable returns is nobody's business but Failsafe's
    ParkedTask(Callable<?> callable) {
      super((Callable<Object>) callable);
    }

    void park(Duration delay) {
      Future<?> pending = clock.after(delay, this::fire);
      alarm = pending;
      if (fired.get()) {
        pending.cancel(false);
      }
    }

    void fire() {
      if (fired.compareAndSet(false, true)) {
        leave();
        worker.execute(this);
      }
    }

    @Override
    public void run() {
      running = this;
      super.run();
      Runnable left = afterwards;
      if (left != null) {
        afterwards = null;
        left.run();
      }
    }

    private void leave() {
      parked = null;
      Future<?> pending = alarm;
      if (pending != null) {
        pending.cancel(false);
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      if (fired.compareAndSet(false, true)) {
        leave();
      }
      return super.cancel(false);
    }

    /** Nobody asks: Failsafe only cancels what it has scheduled. */
    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
