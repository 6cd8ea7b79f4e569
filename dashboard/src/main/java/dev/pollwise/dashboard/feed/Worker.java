package dev.pollwise.dashboard.feed;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A virtual thread that does one task after the other. A task that breaks is told of and ends
 * neither the thread nor its own repetition. After closing, tasks are left out: the window is going
 * away, and nobody waits for them any more.
 */
final class Worker implements Executor, AutoCloseable {

  private final ScheduledExecutorService thread;
  private final Consumer<Throwable> broken;

  /**
   * A thread with nothing to do yet.
   *
   * @param broken told what a task threw, on that thread
   */
  Worker(String name, Consumer<Throwable> broken) {
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("dashboard-" + name).factory());
    this.broken = broken;
  }

  /** Whatever it is: an executor would keep it to itself. */
  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Throwable defect) {
        broken.accept(defect);
      }
    };
  }

  @Override
  public void execute(Runnable task) {
    after(Duration.ZERO, task);
  }

  /** Does something later; says whether it will be done. */
  boolean after(Duration pause, Runnable task) {
    try {
      var _ = thread.schedule(guarded(task), pause.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (RejectedExecutionException closing) {
      return false;
    }
  }

  /** Does something now and after each pause, until what is returned is cancelled. */
  Future<?> every(Duration pause, Runnable task) {
    return thread.scheduleWithFixedDelay(guarded(task), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for the task under way after closing; says whether it has ended. */
  boolean hasEnded(Duration atMost) throws InterruptedException {
    return thread.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Interrupts what is under way, and leaves out the rest; returns at once. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
