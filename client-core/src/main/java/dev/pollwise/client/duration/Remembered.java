package dev.pollwise.client.duration;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Rules;

/**
 * One sighting as plain data, to be saved and loaded.
 *
 * @param jobClass what kind of job it was
 * @param sighting what was seen
 * @param source how long its source was
 * @param jobs how many jobs it stands for, more than 0 and at most a thousand million; not 1 only
 *     where many were seen alive
 */
public record Remembered(JobClass jobClass, Sighting sighting, SourceLength source, double jobs) {

  /** Refuses null and a number out of range. */
  public Remembered {
    requireNonNull(jobClass, "jobClass");
    requireNonNull(sighting, "sighting");
    requireNonNull(source, "source");
    Rules.within("jobs", jobs, Double.MIN_NORMAL, 1e9);
  }

  /** Stands for one job. */
  public Remembered(JobClass jobClass, Sighting sighting, SourceLength source) {
    this(jobClass, sighting, source, 1);
  }

  /** Stands for those of another as well. */
  Remembered with(Remembered other) {
    return new Remembered(jobClass, sighting, source, Math.min(1e9, jobs + other.jobs));
  }

  boolean isAlive() {
    return sighting instanceof Sighting.StillAlive;
  }
}
