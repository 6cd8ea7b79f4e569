package dev.pollwise.simulator.simulation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The work of the server's own threads, done in turns. A turn that fails, in whatever way, ends no
 * thread: it is logged, once until a turn succeeds again, and the next one is tried a second later.
 * Meanwhile the work is among the {@link #failing()}, which the health of the server tells. So is
 * {@code memory} once there was none for something, as that is left half done, until {@link
 * #recovered()}. Safe for use by many threads.
 */
public final class BackgroundWork {

  private static final Logger LOG = System.getLogger(BackgroundWork.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Map<String, Throwable> failing = new ConcurrentHashMap<>();
  private volatile boolean outOfMemory;

  /** One turn of some work. */
  @FunctionalInterface
  public interface Turn {

    /** Does it; returns whether there is to be another one. */
    boolean take() throws InterruptedException;
  }

  /** Takes turns in the calling thread until one says that it was the last, or is interrupted. */
  public void run(String name, Turn turn) {
    boolean goesOn = true;
    while (goesOn && !Thread.currentThread().isInterrupted()) {
      try {
        goesOn = turn.take();
        failing.remove(name);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        goesOn = false;
      } catch (RuntimeException | Error e) {
        note(name, e);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void note(String name, Throwable failure) {
    failed(failure);
    try {
      if (failing.put(name, failure) == null) {
        LOG.log(Level.ERROR, name + " failed, and is tried again every second", failure);
      }
    } catch (RuntimeException | Error e) {
      failed(e); // to say so takes memory, too
    }
  }

  /** Notes that something else failed, whose failure somebody tells in another way. */
  public void failed(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      outOfMemory = true;
    }
  }

  /** What was left half done for want of memory is forgotten. */
  public void recovered() {
    outOfMemory = false;
  }

  /** The names of the works whose last turn failed. */
  public Set<String> failing() {
    Set<String> names = new TreeSet<>(failing.keySet());
    if (outOfMemory) {
      names.add("memory");
    }
    return names;
  }
}
