package dev.pollwise.client.testing;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.PollwiseException.WaitBrokenException;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.request.PollClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock, a timer and a worker in one thread: that of the test, while it lets time pass. Tasks run
 * in the order of their times, and of their setting where these are the same.
 *
 * <p>Any thread may read the time and set or cancel tasks; only one at a time may let time pass,
 * and no task may. Methods that block, {@link JobHandle#await()} for instance, must not be called
 * by the thread that should let time pass: use {@link #await}. Closing a poller blocks as well: use
 * {@link #close}.
 */
public final class VirtualClock implements PollClock, Executor {

  private static final Instant USUAL_START = Instant.parse("2030-01-01T00:00:00Z");

  /** More than any test means to run; so many take about half a minute. */
  private static final int MOST_TASKS = 10_000_000;

  private static final long A_MOMENT_IN_NANOS = 100_000;

  private final ConcurrentSkipListSet<Task> tasks = new ConcurrentSkipListSet<>();
  private final AtomicLong order = new AtomicLong();
  private final AtomicReference<@Nullable Thread> driver = new AtomicReference<>();
  private final Instant start;
  private volatile Duration now = Duration.ZERO;
  private volatile Duration wallOffset = Duration.ZERO;

  /** A clock that stands at the beginning of 2030, in UTC. */
  public VirtualClock() {
    this(USUAL_START);
  }

  /** A clock whose wall clock stands at an instant. */
  public VirtualClock(Instant start) {
    this.start = requireNonNull(start, "start");
  }

  /**
   * A poller that lives by this clock alone.
   *
   * @param builder whose clock, executor and chance are replaced, the chance by one that draws the
   *     same each time
   */
  public Poller poller(Poller.Builder builder) {
    return builder.clock(this).executor(this).random(new Random(1)).build();
  }

  /** Time since the beginning. */
  @Override
  public Duration steady() {
    return now;
  }

  @Override
  public Instant instant() {
    return start.plus(now).plus(wallOffset);
  }

  /** Sets the wall clock forward or, by less than zero, back; steady time knows nothing of it. */
  public void shiftWallClock(Duration by) {
    wallOffset = wallOffset.plus(by);
  }

  @Override
  public Future<?> after(Duration delay, Runnable task) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay " + delay + ": must not be negative");
    }
    return add(now.plus(delay), task);
  }

  /** Runs a task when the test lets time pass next, by however little. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nobody calls off what has no delay
  public void execute(Runnable task) {
    add(now, task);
  }

  private Task add(Duration at, Runnable task) {
    Task added = new Task(at, order.getAndIncrement(), requireNonNull(task, "task"));
    tasks.add(added);
    return added;
  }

  /** Runs what is due now, and lets no time pass. */
  public void settle() {
    advance(Duration.ZERO);
  }

  /**
   * Lets time pass and runs what falls due on the way.
   *
   * @param span zero or more
   * @throws IllegalStateException if a task fails, or if there is no end of them
   */
  public void advance(Duration span) {
    if (span.isNegative()) {
      throw new IllegalArgumentException("span " + span + ": must not be negative");
    }
    Duration end = now.plus(span);
    run(task -> task.at.compareTo(end) <= 0);
    now = end;
  }

  /**
   * Lets time pass until nothing is left to do.
   *
   * @throws IllegalStateException if a task fails, or if there is no end of them
   */
  public void runUntilIdle() {
    run(task -> true);
  }

  /**
   * Lets time pass until a wait is over.
   *
   * @throws IllegalStateException if nothing is left to do and the wait is not over; as for {@link
   *     #advance} as well
   * @throws WaitBrokenException if the wait ended by a defect
   */
  public JobOutcome await(JobHandle job) {
    CompletableFuture<JobOutcome> outcome = job.outcome();
    run(task -> !outcome.isDone());
    return switch (outcome.state()) {
      case SUCCESS -> outcome.resultNow();
      case FAILED ->
          throw outcome.exceptionNow() instanceof WaitBrokenException broken
              ? broken
              : new WaitBrokenException(job.resumeToken(), outcome.exceptionNow());
      case CANCELLED, RUNNING ->
          throw new IllegalStateException(
              "nothing is left to do at "
                  + Durations.text(now)
                  + ", and "
                  + job.id()
                  + " is still waited for: does its poller live by this clock?");
    };
  }

  /**
   * Lets time pass until a future is done, a submit for instance.
   *
   * @return what it brings
   * @throws IllegalStateException if nothing is left to do and it is not done, or it was cancelled;
   *     as for {@link #advance} as well
   * @throws CompletionException if it fails
   */
  public <T> T await(CompletableFuture<T> future) {
    requireNonNull(future, "future");
    run(task -> !future.isDone());
    if (!future.isDone() || future.isCancelled()) {
      throw new IllegalStateException(
          "nothing is left to do at " + Durations.text(now) + ", and " + future);
    }
    return future.join();
  }

  /**
   * Closes a poller that lives by this clock, without letting time pass.
   *
   * @return what takes up the waits that were not over
   */
  public List<ResumeToken> close(Poller poller) {
    return closed(requireNonNull(poller, "poller")::shutdown);
  }

  /** As {@link #close(Poller)}; a submit that is under way is heard out for 5 s of real time. */
  public List<ResumeToken> close(TranslationClient client) {
    return closed(requireNonNull(client, "client")::shutdown);
  }

  private List<ResumeToken> closed(Supplier<List<ResumeToken>> shutdown) {
    // Shutting down waits for what only this thread can run.
    CompletableFuture<List<ResumeToken>> closing =
        CompletableFuture.supplyAsync(shutdown, Thread.ofVirtual()::start);
    while (!closing.isDone()) {
      settle();
      LockSupport.parkNanos(this, A_MOMENT_IN_NANOS);
    }
    settle();
    return closing.join();
  }

  /** How many tasks wait for their time; cancelled ones do not count. */
  public int pendingTasks() {
    return tasks.size();
  }

  /** Runs one task after the other as long as the next one is wanted. */
  private void run(Predicate<Task> isWanted) {
    if (!driver.compareAndSet(null, Thread.currentThread())) {
      throw new IllegalStateException("time is passing already: only one thread may let it pass");
    }
    try {
      int ran = 0;
      for (Task next = first(); next != null && isWanted.test(next); next = first()) {
        if (tasks.remove(next)) {
          requireEnd(++ran);
          now = next.at;
          next.run();
        }
      }
    } finally {
      driver.set(null);
    }
  }

  private @Nullable Task first() {
    Iterator<Task> inOrder = tasks.iterator();
    return inOrder.hasNext() ? inOrder.next() : null;
  }

  private void requireEnd(int ran) {
    if (ran > MOST_TASKS) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "there is no end of tasks: %,d have run, it is %s",
              MOST_TASKS,
              Durations.text(now)));
    }
  }

  private final class Task extends FutureTask<Boolean> implements Comparable<Task> {
    private final Duration at;
    private final long number;

    Task(Duration at, long number, Runnable task) {
      super(task, true);
      this.at = at;
      this.number = number;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      tasks.remove(this);
      return super.cancel(false);
    }

    /** A defect in a task must end the test, not hide in a future. */
    @Override
    protected void setException(Throwable error) {
      super.setException(error);
      throw new IllegalStateException("a task failed at " + Durations.text(at), error);
    }

    @Override
    public int compareTo(Task other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }
}
