package dev.pollwise.simulator.job;

import java.time.Duration;

/** How long the video is that a job works on. */
public sealed interface SourceLength {

  /** Nobody knows. */
  record Unknown() implements SourceLength {}

  /**
   * So long.
   *
   * @param time not negative, at most {@link DurationLaw#LONGEST}
   */
  record Of(Duration time) implements SourceLength {

    /** Refuses a length out of range. */
    public Of {
      if (time.isNegative() || time.compareTo(DurationLaw.LONGEST) > 0) {
        throw new IllegalArgumentException(
            "source length " + time + ": must be between 0 and 365 days");
      }
    }
  }
}
