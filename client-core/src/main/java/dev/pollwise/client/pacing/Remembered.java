package dev.pollwise.client.pacing;

import static java.util.Objects.requireNonNull;

/**
 * One sighting as plain data, to be saved and loaded.
 *
 * @param jobClass what kind of job it was
 * @param sighting what was seen
 * @param source how long its source was
 */
public record Remembered(JobClass jobClass, Sighting sighting, SourceLength source) {

  /** Refuses null. */
  public Remembered {
    requireNonNull(jobClass, "jobClass");
    requireNonNull(sighting, "sighting");
    requireNonNull(source, "source");
  }
}
