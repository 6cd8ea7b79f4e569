package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

/**
 * What the server calls a batch of jobs. Opaque: compared, never parsed.
 *
 * @param value 1 to 256 visible ASCII characters, and neither {@code .} nor {@code ..}
 */
public record BatchId(String value) {

  /**
   * Refuses what could not travel in a URL path or a log line.
   *
   * @throws IllegalArgumentException if the text is empty, too long, a step in a path, or holds
   *     other characters
   */
  public BatchId {
    JobId.requireTravels("batch id", requireNonNull(value, "value"));
  }

  /** Wraps an id as the server gave it. */
  public static BatchId of(String value) {
    return new BatchId(value);
  }

  /** The bare id. */
  @Override
  public String toString() {
    return value;
  }
}
