package dev.pollwise.benchmarks.schedules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Time that jumps from one task to the next, for the pollers that let their timer be handed in. Of
 * one thread.
 */
final class VirtualTime extends AbstractExecutorService implements ScheduledExecutorService {

  private final PriorityQueue<Task<?>> tasks =
      new PriorityQueue<>(
          Comparator.<Task<?>>comparingLong(task -> task.due)
              .thenComparingLong(task -> task.number));
  private long now;
  private long numbers;

  /** Seconds since the beginning. */
  double seconds() {
    return now / 1e9;
  }

  /** Nanoseconds since the beginning. */
  long nanos() {
    return now;
  }

  /** Lets time pass. */
  void advance(long nanos) {
    now += nanos;
  }

  /** Runs what comes due up to a moment, or until nothing is left. */
  void runUntil(double seconds) {
    for (Task<?> next = tasks.peek(); next != null && next.due <= seconds * 1e9; ) {
      tasks.remove(next);
      now = Math.max(now, next.due);
      next.run();
      next = tasks.peek();
    }
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    Task<V> scheduled = new Task<>(task, now + unit.toNanos(delay));
    tasks.add(scheduled);
    return scheduled;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return schedule(
        () -> {
          task.run();
          return true;
        },
        delay,
        unit);
  }

  @Override
  public void execute(Runnable task) {
    ScheduledFuture<?> _ = schedule(task, 0, TimeUnit.NANOSECONDS);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    throw new UnsupportedOperationException("no poller of these repeats by rate");
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initialDelay, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException("no poller of these repeats by delay");
  }

  @Override
  public void shutdown() {
    tasks.clear();
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> left = new ArrayList<>(tasks);
    tasks.clear();
    return left;
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }

  private final class Task<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {

    private final long due;
    private final long number = numbers++;

    Task(Callable<V> task, long due) {
      super(task);
      this.due = due;
    }

    @Override
    public boolean isPeriodic() {
      return false;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - now, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
