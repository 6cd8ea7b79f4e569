package dev.pollwise.client.measure;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's own timer with a single task, beside the waits: what the machine can do meanwhile. What
 * is late does not put off what follows, so that a stall counts in full.
 */
final class BareTimer implements AutoCloseable {

  private static final long MILLIS = 2;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final TimerErrors errors = new TimerErrors();

  BareTimer() {
    begin(System.nanoTime());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it goes on until it is closed
  private void begin(long before) {
    long due = before + TimeUnit.MILLISECONDS.toNanos(MILLIS);
    timer.schedule(
        () -> {
          errors.add(System.nanoTime() - due);
          begin(due);
        },
        due - System.nanoTime(),
        TimeUnit.NANOSECONDS);
  }

  /** How late it was so far. */
  TimerErrors errors() {
    return errors;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
