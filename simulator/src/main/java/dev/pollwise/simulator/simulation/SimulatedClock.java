package dev.pollwise.simulator.simulation;

import java.time.Duration;
import java.time.Instant;

/**
 * Simulated time: wall-clock time times a scale, which can be frozen and moved on by hand. It
 * counts from the start of the server and never goes backwards. Safe for use by many threads.
 */
public final class SimulatedClock {

  /** The largest scale: 10,000 simulated seconds in one. */
  public static final double FASTEST = 10_000;

  private static final double NANOS = 1e9;

  private final WallClock wall;
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

  /** Changes the scale from now on. */
  public synchronized void scale(double next) {
    requireScale(next);
    rebase();
    scale = next;
  }

  /** Stops or restarts time. */
  public synchronized void freeze(boolean still) {
    rebase();
    frozen = still;
  }

  /** Moves time on. */
  public synchronized void advance(Duration by) {
    if (by.isNegative() || by.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException("advance " + by + ": must be between 0 and 365 days");
    }
    rebase();
    base = base.plus(by);
  }

  private void rebase() {
    base = now();
    baseNanos = wall.nanoTime();
  }
}
