package dev.pollwise.client.request;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's clocks, and a timer with a single daemon thread. */
final class SystemPollClock implements PollClock, AutoCloseable {

  private static final int IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor timer;

  SystemPollClock() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("pollwise-timer").unstarted(task));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  @Override
  public Duration steady() {
    return Duration.ofNanos(System.nanoTime());
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public Future<?> after(Duration delay, Runnable task) {
    return timer.schedule(
        requireNonNull(task, "task"), TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
  }

  /** What is set still runs, the timeouts of calls under way for instance; then the thread ends. */
  @Override
  public void close() {
    timer.shutdown();
  }
}
