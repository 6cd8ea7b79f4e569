package dev.pollwise.simulator.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Simulated time: wall-clock time times a scale, which can be frozen and moved on by hand. It
 * counts from the start of the server and never goes backwards. Safe for use by many threads.
 */
public final class SimulatedClock {

  /** The largest scale: 10,000 simulated seconds in one. */
  public static final double FASTEST = 10_000;

  private static final double NANOS = 1e9;

  private final WallClock wall;
  private final List<Runnable> changeListeners = new CopyOnWriteArrayList<>();
  private Duration base = Duration.ZERO;
  private long baseNanos;
  private double scale;
  private boolean frozen;

  /**
   * Starts at zero.
   *
   * @param scale simulated seconds per wall-clock second, more than 0, at most {@link #FASTEST}
   */
  public SimulatedClock(WallClock wall, double scale) {
    this.wall = wall;
    this.scale = requireScale(scale);
    this.baseNanos = wall.nanoTime();
  }

  /** Refuses a scale out of range. */
  public static double requireScale(double scale) {
    if (!(scale > 0 && scale <= FASTEST)) {
      throw new IllegalArgumentException(
          "time-scale " + scale + ": must be more than 0 and at most 10000");
    }
    return scale;
  }

  /** Simulated time since the start. */
  public synchronized Duration now() {
    if (frozen) {
      return base;
    }
    double nanos = Math.max(0, wall.nanoTime() - baseNanos) * scale;
    return base.plusNanos(Math.round(nanos));
  }

  /** The wall clock's instant, for dates on the wire. */
  public Instant wallInstant() {
    return wall.instant();
  }

  /** When, by the wall clock, the simulated time is or was reached, if nobody touches the clock. */
  public synchronized Instant wallInstantOf(Duration simulated) {
    double seconds = simulated.minus(now()).toNanos() / NANOS / scale;
    return wall.instant().plusNanos(Math.round(seconds * NANOS));
  }

  /**
   * What to tell a client that should wait for so much simulated time: whole wall-clock seconds,
   * rounded up, at least 1; always 1 while the clock is frozen.
   */
  public synchronized long waitSeconds(Duration simulated) {
    if (frozen) {
      return 1;
    }
    return Math.max(1, (long) Math.ceil(simulated.toNanos() / NANOS / scale));
  }

  /** Simulated seconds per wall-clock second, also while frozen. */
  public synchronized double scale() {
    return scale;
  }

  /** Whether time stands still. */
  public synchronized boolean isFrozen() {
    return frozen;
  }

  /**
   * Wall-clock time until the simulated time is reached, if nobody touches the clock: zero if it
   * was reached, empty while the clock is frozen before it.
   */
  public synchronized Optional<Duration> wallUntil(Duration simulated) {
    double nanos = simulated.minus(now()).toNanos();
    if (nanos <= 0) {
      return Optional.of(Duration.ZERO);
    }
    return frozen ? Optional.empty() : Optional.of(Duration.ofNanos(Math.round(nanos / scale)));
  }

  /**
   * Has somebody told when the clock is touched, so that what waits for a simulated time can look
   * again; called by whoever touches it, must be quick.
   */
  public void onChange(Runnable listener) {
    changeListeners.add(listener);
  }

  /** Changes the scale from now on. */
  public void scale(double next) {
    requireScale(next);
    synchronized (this) {
      rebase();
      scale = next;
    }
    changeListeners.forEach(Runnable::run);
  }

  /** Stops or restarts time. */
  public void freeze(boolean still) {
    synchronized (this) {
      rebase();
      frozen = still;
    }
    changeListeners.forEach(Runnable::run);
  }

  /** Moves time on. */
  public void advance(Duration by) {
    if (by.isNegative() || by.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException("advance " + by + ": must be between 0 and 365 days");
    }
    synchronized (this) {
      rebase();
      base = base.plus(by);
    }
    changeListeners.forEach(Runnable::run);
  }

  /** Called under the lock. */
  private void rebase() {
    base = now();
    baseNanos = wall.nanoTime();
  }
}
