package dev.pollwise.client.poll;

import dev.failsafe.spi.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Failsafe scheduler in virtual time. Its clock starts at zero and moves only when a test moves
 * it; tasks run on the thread that does so, due ones first, equals in the order they came. Any
 * thread may schedule and cancel; only one may move the clock.
 */
final class FactsScheduler implements Scheduler {
  private final PriorityBlockingQueue<Task> queue = new PriorityBlockingQueue<>();
  private final Queue<Duration> delays = new ConcurrentLinkedQueue<>();
  private final AtomicLong order = new AtomicLong();
  private volatile long now;

  @Override
  public ScheduledFuture<?> schedule(Callable<?> callable, long delay, TimeUnit unit) {
    long nanos = unit.toNanos(delay);
    delays.add(Duration.ofNanos(nanos));
    Task task = new Task(callable, now + nanos, order.getAndIncrement());
    queue.add(task);
    return task;
  }

  /** Virtual time since the start. */
  Duration now() {
    return Duration.ofNanos(now);
  }

  /** Every delay asked for so far, in order; the first is that of the first attempt. */
  List<Duration> delays() {
    return List.copyOf(delays);
  }

  /** How many tasks wait, cancelled ones not counted. */
  int queued() {
    return queue.size();
  }

  /** Runs task after task, moving the clock to each, until none is left. */
  void runUntilIdle() {
    for (Task task = queue.poll(); task != null; task = queue.poll()) {
      now = Math.max(now, task.due);
      task.run();
    }
  }

  /** Moves the clock on, running what falls due on the way. */
  void advance(Duration step) {
    long end = now + step.toNanos();
    for (Task task = queue.peek(); task != null && task.due <= end; task = queue.peek()) {
      queue.remove(task);
      now = Math.max(now, task.due);
      task.run();
    }
    now = end;
  }

  /** Runs the next task now, however far off it is due; the clock stays where it is. */
  void fireNextEarly() {
    Task task = queue.poll();
    if (task == null) {
      throw new IllegalStateException("no task is queued");
    }
    task.run();
  }

  private final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {
    private final long due;
    private final long place;

    Task(Callable<?> callable, long due, long place) {
      super(callable::call);
      this.due = due;
      this.place = place;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      queue.remove(this);
      return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - now, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Task that = (Task) other;
      int byTime = Long.compare(due, that.due);
      return byTime != 0 ? byTime : Long.compare(place, that.place);
    }
  }
}
