package dev.pollwise.simulator.job;

import dev.pollwise.simulator.document.Durations;
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
      Durations.requireRange("source length", time, Duration.ZERO, DurationLaw.LONGEST);
    }
  }
}
