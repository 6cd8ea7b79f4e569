package dev.pollwise.simulator;

import dev.pollwise.simulator.simulation.WallClock;
import java.time.Instant;
import java.time.InstantSource;

/** The clocks of the machine; the only place that reads them. */
final class SystemWallClock implements WallClock {

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant instant() {
    return InstantSource.system().instant();
  }
}
