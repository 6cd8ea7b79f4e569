package dev.pollwise.client.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A clock, a timer and a worker in one thread: time passes only when a test lets it pass. Other
 * threads may set and cancel tasks; only one may let time pass.
 */
final class VirtualTime implements PollClock, Executor {

  private static final Instant EPOCH = Instant.parse("2026-11-21T12:00:00Z");

  private final ConcurrentSkipListSet<Task> tasks = new ConcurrentSkipListSet<>();
  private final AtomicLong order = new AtomicLong();
  private volatile Duration now = Duration.ZERO;
  private volatile Duration wallOffset = Duration.ZERO;

  @Override
  public Duration steady() {
    return now;
  }

  @Override
  public Instant instant() {
    return EPOCH.plus(now).plus(wallOffset);
  }

  /** Sets the wall clock forward or back; steady time knows nothing of it. */
  void jump(Duration by) {
    wallOffset = wallOffset.plus(by);
  }

  @Override
  public Future<?> after(Duration delay, Runnable task) {
    Task entry = new Task(now.plus(delay), order.getAndIncrement(), task);
    tasks.add(entry);
    return entry;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(new Task(now, order.getAndIncrement(), task));
  }

  /** Runs what is due now. */
  void settle() {
    pass(Duration.ZERO);
  }

  /** Lets time pass and runs what falls due, in order. */
  void pass(Duration span) {
    Duration end = now.plus(span);
    for (Task next = earliest(); next != null && next.at.compareTo(end) <= 0; next = earliest()) {
      if (tasks.remove(next)) {
        now = next.at;
        next.run();
      }
    }
    now = end;
  }

  /** Lets time pass until nothing is left to do. */
  void passAll() {
    for (Task next = earliest(); next != null; next = earliest()) {
      pass(next.at.minus(now));
    }
  }

  private @Nullable Task earliest() {
    Iterator<Task> inOrder = tasks.iterator();
    return inOrder.hasNext() ? inOrder.next() : null;
  }

  /** How many tasks wait for their time, cancelled ones not counted. */
  int pending() {
    return tasks.size();
  }

  private final class Task extends FutureTask<Void> implements Comparable<Task> {
    private final Duration at;
    private final long number;

    Task(Duration at, long number, Runnable task) {
      super(task, null);
      this.at = at;
      this.number = number;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      tasks.remove(this);
      return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public int compareTo(Task other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }

    /** A defect in a task must fail the test, not hide in a future. */
    @Override
    protected void setException(Throwable error) {
      throw new AssertionError("a task failed", error);
    }
  }
}
