package dev.pollwise.client.duration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A sighting and how much it weighs: 1 for a job, less where it is old, 0 or more. */
record Weighted(LearnedDurations.Remembered remembered, double weight) {

  /**
   * Half as much for every {@value ClassMemory#HALF_LIFE} jobs that began later and have ended,
   * ends and jobs without an end alike.
   *
   * @param sightings the first to begin first
   */
  static List<Weighted> of(List<LearnedDurations.Remembered> sightings) {
    List<Weighted> weighted = new ArrayList<>();
    int younger = 0;
    for (LearnedDurations.Remembered one : sightings.reversed()) {
      if (!one.sighting().equals(LearnedDurations.Sighting.NOTHING)) {
        double faded = Math.pow(2, -younger / (double) ClassMemory.HALF_LIFE);
        weighted.add(new Weighted(one, faded * one.jobs()));
        younger += one.isAlive() ? 0 : 1;
      }
    }
    return weighted;
  }

  /** As times the given unit: seconds, or lengths of the source. */
  CensoredSample.Element seen(double unit) {
    return switch (remembered.sighting()) {
      case LearnedDurations.Sighting.Ended ended -> ended(ended, unit);
      case LearnedDurations.Sighting.StillAlive alive ->
          new CensoredSample.Element(
              Seconds.of(alive.at()) / unit, Double.POSITIVE_INFINITY, weight);
    };
  }

  /** An end that is known exactly still needs an interval to have a probability. */
  private CensoredSample.Element ended(LearnedDurations.Sighting.Ended ended, double unit) {
    double by = Seconds.of(ended.by()) / unit;
    double after = Seconds.of(ended.after()) / unit;
    return new CensoredSample.Element(Math.min(after, by * (1 - 1e-4)), by, weight);
  }

  boolean sourceIsKnown() {
    return remembered.source() instanceof LearnedDurations.SourceLength.Known;
  }

  CensoredSample.Element perSource() {
    return switch (remembered.source()) {
      case LearnedDurations.SourceLength.Known known -> seen(Seconds.of(known.length()));
      case LearnedDurations.SourceLength.Unknown unknown -> seen(Seconds.of(Duration.ofSeconds(1)));
    };
  }
}
