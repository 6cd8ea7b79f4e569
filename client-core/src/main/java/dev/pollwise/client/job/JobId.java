package dev.pollwise.client.job;

/**
 * What the server calls a job. Opaque: compared, never parsed.
 *
 * @param value 1 to 256 visible ASCII characters
 */
public record JobId(String value) {

  /** Refuses what could not travel in a URL path or a log line. */
  public JobId {
    if (value.isEmpty()
        || value.length() > 256
        || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "job id " + Values.quote(value) + ": must be 1 to 256 visible ASCII characters");
    }
  }

  /** Wraps an id as the server gave it. */
  public static JobId of(String value) {
    return new JobId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
