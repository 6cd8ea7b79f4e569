package dev.pollwise.client.request;

import static java.util.Objects.requireNonNull;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The user's executor, without the ways in which it could lose a task, or hold up who has one: a
 * virtual thread hands over, since executors may block as long as they have no room. A task that it
 * refuses, that it would run on the thread that hands it over, or that has not begun after one to
 * two seconds (since the executor was shut down, say, or all its threads wait for a job) runs on a
 * virtual thread instead. The first time is logged.
 */
final class FallbackExecutor implements Executor {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  private static final Executor VIRTUAL_THREADS = Executors.newVirtualThreadPerTaskExecutor();

  /** Not the timer of a client: what its user hangs on a future must run after closing, too. */
  private static final Executor IN_A_SECOND =
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, VIRTUAL_THREADS);

  private final Executor preferred;
  private final Queue<Handed> comingIn = new ConcurrentLinkedQueue<>();
  private final AtomicInteger notHandedOver = new AtomicInteger();
  private final Queue<Handed> handedOver = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isChecked = new AtomicBoolean();
  private final AtomicBoolean hasWarned = new AtomicBoolean();

  /** Tasks lie there that do not begin; over as soon as one does. */
  private volatile boolean isStuck;

  private FallbackExecutor(Executor preferred) {
    this.preferred = preferred;
  }

  /** Virtual threads: loses nothing. */
  static Executor virtualThreads() {
    return VIRTUAL_THREADS;
  }

  /**
   * Makes an executor safe. One that is a {@link PollClock} as well runs tasks in its own time, and
   * is taken as it is.
   */
  static Executor of(Executor preferred) {
    boolean isSafe =
        requireNonNull(preferred, "executor").equals(VIRTUAL_THREADS)
            || preferred instanceof FallbackExecutor
            || preferred instanceof PollClock;
    return isSafe ? preferred : new FallbackExecutor(preferred);
  }

  @Override
  public void execute(Runnable task) {
    if (isStuck) {
      VIRTUAL_THREADS.execute(task);
      return;
    }
    Handed handed = new Handed(task);
    handedOver.add(handed);
    comingIn.add(handed);
    if (notHandedOver.getAndIncrement() == 0) {
      VIRTUAL_THREADS.execute(this::handOver);
    }
    check();
  }

  private void handOver() {
    do {
      Handed handed = comingIn.poll();
      if (handed != null && handed.isOpen()) {
        handed.to(preferred);
      }
    } while (notHandedOver.decrementAndGet() > 0);
  }

  private void check() {
    if (!handedOver.isEmpty() && isChecked.compareAndSet(false, true)) {
      IN_A_SECOND.execute(() -> {
        handedOver.removeIf(Handed::isSettled);
        isChecked.set(false);
        check();
      });
    }
  }

  private void warn(String why, @Nullable Throwable cause) {
    if (hasWarned.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the executor " + why + ": virtual threads run what it does not",
          cause);
    }
  }

  /** Holds the task until somebody begins it. */
  private final class Handed implements Runnable {

    private final AtomicReference<@Nullable Runnable> task;

    /** The thread that is handing it over; null before and after that. */
    private volatile @Nullable Thread giver;

    private boolean isOld;

    Handed(Runnable task) {
      this.task = new AtomicReference<>(requireNonNull(task, "task"));
    }

    boolean isOpen() {
      return task.get() != null;
    }

    void to(Executor executor) {
      giver = Thread.currentThread();
      try {
        executor.execute(this);
      } catch (RuntimeException | Error refused) { // an Error: there are no threads left
        takeOver("refused a task", refused);
      }
      giver = null;
    }

    @Override
    public void run() {
      if (Thread.currentThread().equals(giver)) {
        takeOver("ran a task on the thread that handed it over", null);
        return;
      }
      Runnable mine = task.getAndSet(null);
      isStuck = false;
      if (mine != null) {
        mine.run();
      }
    }

    private boolean takeOver(String why, @Nullable Throwable cause) {
      Runnable mine = task.getAndSet(null);
      if (mine != null) {
        warn(why, cause);
        VIRTUAL_THREADS.execute(mine);
      }
      return mine != null;
    }

    /** Asked once a second: what has not begun at the second time is taken over. */
    private boolean isSettled() {
      if (isOpen() && isOld) {
        isStuck = true; // before it is taken over: should it begin after that, it says so
        if (!takeOver("did not begin a task within a second", null)) {
          isStuck = false;
        }
      }
      isOld = true;
      return !isOpen();
    }
  }
}
