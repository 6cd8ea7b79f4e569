package dev.pollwise.simulator.simulation;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Real time, handed in so that a test can be its master. Safe for use by many threads.
 *
 * <p>Steady time drives everything; the instant serves dates on the wire only.
 */
public interface WallClock extends InstantSource {

  /** Nanoseconds of a steady clock with an arbitrary zero, as {@link System#nanoTime()}. */
  long nanoTime();

  @Override
  Instant instant();
}
