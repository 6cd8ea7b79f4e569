package dev.pollwise.simulator;

import dev.pollwise.simulator.simulation.WallClock;
import java.time.Duration;
import java.time.Instant;

/** Real time that a test moves on by hand. */
public final class ManualWallClock implements WallClock {

  public static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

  private Duration elapsed = Duration.ZERO;
  private Duration putBack = Duration.ZERO;

  public synchronized void pass(Duration time) {
    elapsed = elapsed.plus(time);
  }

  /** Puts the clock back, as an operator may; steady time goes on. */
  public synchronized void putBack(Duration time) {
    putBack = putBack.plus(time);
  }

  @Override
  public synchronized long nanoTime() {
    return elapsed.toNanos();
  }

  @Override
  public synchronized Instant instant() {
    return START.plus(elapsed).minus(putBack);
  }
}
