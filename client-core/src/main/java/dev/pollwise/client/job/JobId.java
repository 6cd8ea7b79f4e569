package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

/**
 * What the server calls a job. Opaque: compared, never parsed.
 *
 * @param value 1 to 256 visible ASCII characters, and neither {@code .} nor {@code ..}, which on
 *     their way are taken for steps to another path
 */
public record JobId(String value) {

  private static final int SHOWN = 60;

  /**
   * Refuses what could not travel in a URL path or a log line.
   *
   * @throws IllegalArgumentException if the text is empty, too long or holds other characters
   */
  public JobId {
    requireTravels("job id", requireNonNull(value, "value"));
  }

  static void requireTravels(String name, String value) {
    if (value.isEmpty()
        || value.length() > 256
        || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          name + " \"" + head(value) + "\": must be 1 to 256 visible ASCII characters");
    }
    if (value.equals(".") || value.equals("..")) {
      throw new IllegalArgumentException(
          name + " \"" + value + "\": must not be a step in a path, encoded or not");
    }
  }

  /** Wraps an id as the server gave it. */
  public static JobId of(String value) {
    return new JobId(value);
  }

  private static String head(String value) {
    String head = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    return head.replaceAll("\\p{Cntrl}", "?");
  }

  /** The bare id. */
  @Override
  public String toString() {
    return value;
  }
}
