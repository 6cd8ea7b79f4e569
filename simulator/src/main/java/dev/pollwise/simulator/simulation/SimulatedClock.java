package dev.pollwise.simulator.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

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
  // Each request reads the clock several times, hardly anybody ever touches it.
  private final StampedLock lock = new StampedLock();
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
  public Duration now() {
    return read(this::reading);
  }

  /** The wall clock's instant, for dates on the wire. */
  public Instant wallInstant() {
    return wall.instant();
  }

  /** When, by the wall clock, the simulated time is or was reached, if nobody touches the clock. */
  public Instant wallInstantOf(Duration simulated) {
    return read(() -> {
      double seconds = simulated.minus(reading()).toNanos() / NANOS / scale;
      return wall.instant().plusNanos(Math.round(seconds * NANOS));
    });
  }

  /**
   * What to tell a client that should wait for so much simulated time: whole wall-clock seconds,
   * rounded up, at least 1; always 1 while the clock is frozen.
   */
  public long waitSeconds(Duration simulated) {
    return read(
        () -> frozen ? 1 : Math.max(1, (long) Math.ceil(simulated.toNanos() / NANOS / scale)));
  }

  /** Simulated seconds per wall-clock second, also while frozen. */
  public double scale() {
    return read(() -> scale);
  }

  /** Whether time stands still. */
  public boolean isFrozen() {
    return read(() -> frozen);
  }

  /**
   * Wall-clock time until the simulated time is reached, if nobody touches the clock: zero if it
   * was reached, empty while the clock is frozen before it.
   */
  public Optional<Duration> wallUntil(Duration simulated) {
    return read(() -> {
      double nanos = simulated.minus(reading()).toNanos();
      if (nanos <= 0) {
        return Optional.of(Duration.ZERO);
      }
      return frozen ? Optional.empty() : Optional.of(Duration.ofNanos(Math.round(nanos / scale)));
    });
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
    change(() -> scale = next);
  }

  /** Stops or restarts time. */
  public void freeze(boolean still) {
    change(() -> frozen = still);
  }

  /** Moves time on. */
  public void advance(Duration by) {
    if (by.isNegative() || by.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException("advance " + by + ": must be between 0 and 365 days");
    }
    change(() -> base = base.plus(by));
  }

  /** Changes how time passes from now on, and tells those who wait for it. */
  private void change(Runnable change) {
    long stamp = lock.writeLock();
    try {
      base = reading();
      baseNanos = wall.nanoTime();
      change.run();
    } finally {
      lock.unlockWrite(stamp);
    }
    changeListeners.forEach(Runnable::run);
  }

  /** The time by the fields as they are; to be called from within {@link #read} or a change. */
  private Duration reading() {
    if (frozen) {
      return base;
    }
    double nanos = Math.max(0, wall.nanoTime() - baseNanos) * scale;
    return base.plusNanos(Math.round(nanos));
  }

  /**
   * Reads between two changes, nearly always without locking. What was read while a change began is
   * read again, or a reader could be ahead of the change.
   */
  private <T> T read(Supplier<T> reader) {
    long stamp = lock.tryOptimisticRead();
    if (stamp != 0) {
      T seen = reader.get();
      if (lock.validate(stamp)) {
        return seen;
      }
    }
    long locked = lock.readLock();
    try {
      return reader.get();
    } finally {
      lock.unlockRead(locked);
    }
  }
}
