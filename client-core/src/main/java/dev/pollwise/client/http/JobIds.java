package dev.pollwise.client.http;

import dev.pollwise.client.job.JobId;
import java.util.Optional;

/** Ids as a server sent them. */
public final class JobIds {

  private JobIds() {}

  /** The id; empty if it could not travel in a request. */
  public static Optional<JobId> read(String text) {
    try {
      return Optional.of(JobId.of(text));
    } catch (IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }
}
