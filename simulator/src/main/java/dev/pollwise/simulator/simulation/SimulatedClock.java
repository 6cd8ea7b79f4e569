package dev.pollwise.simulator.simulation;

import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.document.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/**
 * Simulated time: wall-clock time times a scale, which can be frozen and moved on by hand. It
 * counts from the start of the server or its last reset, never goes backwards between two resets,
 * and stands still at its {@link #END}. Safe for use by many threads.
 */
public final class SimulatedClock {

  /** Simulated seconds per second that there can be. */
  public static final Range<Double> SCALES = Range.of(0.001, 10_000.0);

  /** How far simulated time goes: 100 years. Only a reset of the server goes on from there. */
  public static final Duration END = Durations.LONGEST;

  private static final double NANOS = 1e9;
  private static final double END_NANOS = END.toNanos();

  private final WallClock wall;
  private final List<Runnable> changeListeners = new CopyOnWriteArrayList<>();
  // Each request reads the clock several times, hardly anybody ever touches it.
  private final StampedLock lock = new StampedLock();
  private Duration base = Duration.ZERO;
  private long baseNanos;
  private double scale;
  private boolean frozen;
  private volatile boolean clientsKeepPace;

  /**
   * Starts at zero.
   *
   * @param scale simulated seconds per wall-clock second, 0.001 to 10,000
   */
  public SimulatedClock(WallClock wall, double scale) {
    this.wall = wall;
    SCALES.require("time-scale", scale);
    this.scale = scale;
    this.baseNanos = wall.nanoTime();
  }

  /** Simulated time since the start, or the last {@link #restart}; at most {@link #END}. */
  public Duration now() {
    return read(this::reading);
  }

  /** The wall clock's steady time in nanoseconds, which nobody can move. */
  public long nanoTime() {
    return wall.nanoTime();
  }

  /** The wall clock's instant, for dates on the wire. */
  public Instant wallInstant() {
    return wall.instant();
  }

  /**
   * When, by the wall clock, the simulated time is or was reached, if nobody touches the clock; cut
   * at 100 years from now.
   */
  public Instant wallInstantOf(Duration simulated) {
    return read(() -> {
      double seconds = nanosUntil(simulated) / NANOS / scale;
      double cut = Math.clamp(seconds * NANOS, -END_NANOS, END_NANOS);
      return wall.instant().plusNanos(Math.round(cut));
    });
  }

  /**
   * What to tell a client that should wait for so much simulated time: whole seconds by its clock,
   * which is the wall clock unless {@linkplain #clientsKeepPace clients keep pace}, rounded up,
   * from 1 to 100 years; always 1 while the clock is frozen.
   */
  public long waitSeconds(Duration simulated) {
    return read(() ->
        frozen
            ? 1
            : Math.clamp(
                (long) Math.ceil(nanos(simulated) / NANOS / (clientsKeepPace ? 1 : scale)),
                1,
                END.toSeconds()));
  }

  /** From now on clients are told waits in simulated time, since their own clocks run as fast. */
  public void clientsKeepPace() {
    clientsKeepPace = true;
  }

  /** How many simulated seconds pass in a second of the clients' clocks. */
  public double scaleForClients() {
    return clientsKeepPace ? 1 : scale();
  }

  /** How long so much simulated time takes on the wall clock, as if time were not frozen. */
  public Duration wallSpan(Duration simulated) {
    return read(() -> Duration.ofNanos(Math.round(simulated.toNanos() / scale)));
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
   * Wall-clock time until the simulated time is reached, if nobody touches the clock, cut at 100
   * years: zero if it was reached, empty while the clock is frozen before it.
   */
  public Optional<Duration> wallUntil(Duration simulated) {
    return read(() -> {
      double nanos = nanosUntil(simulated);
      if (nanos <= 0) {
        return Optional.of(Duration.ZERO);
      }
      return frozen
          ? Optional.empty()
          : Optional.of(Duration.ofNanos(Math.round(Math.min(nanos / scale, END_NANOS))));
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
    SCALES.require("time-scale", next);
    change(() -> scale = next);
  }

  /** Stops or restarts time. */
  public void freeze(boolean still) {
    change(() -> frozen = still);
  }

  /**
   * Moves time on.
   *
   * @param by 0 to 365 days
   * @throws IllegalArgumentException if it is out of range, or leads past the {@link #END}
   */
  public void advance(Duration by) {
    Range.of(Duration.ZERO, Duration.ofDays(365)).require("advance", by);
    change(() -> {
      Duration left = END.minus(base);
      if (by.compareTo(left) > 0) {
        throw new IllegalArgumentException(
            "advance "
                + by
                + ": simulated time ends in "
                + Durations.format(left)
                + ", 100 years after its start; a reset starts it anew");
      }
      base = base.plus(by);
    });
  }

  /** Begins at zero again, as scaled and as frozen as it is. */
  void restart() {
    change(() -> base = Duration.ZERO);
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
    return base.plusNanos(Math.min(Math.round(nanos), END.minus(base).toNanos()));
  }

  private double nanosUntil(Duration simulated) {
    return nanos(simulated.minus(reading()));
  }

  /** Of any length, as not every one is a {@code long} of nanoseconds. */
  private static double nanos(Duration time) {
    return time.getSeconds() * NANOS + time.getNano();
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
