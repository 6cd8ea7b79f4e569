package dev.pollwise.client.duration;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.DurationText;
import java.time.Duration;

/** How long a job's source is, where somebody knows: a video of twice the length may take twice. */
public sealed interface SourceLength {

  /** The length is known. */
  static SourceLength of(Duration length) {
    return new Known(length);
  }

  /** The length is not known. */
  static SourceLength unknown() {
    return Unknown.INSTANCE;
  }

  /**
   * See {@link #of}.
   *
   * @param length 1 ms to 10 days
   */
  record Known(Duration length) implements SourceLength {

    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofDays(10);

    /** Refuses a length out of range. */
    public Known {
      requireNonNull(length, "length");
      if (length.compareTo(LEAST) < 0 || length.compareTo(MOST) > 0) {
        throw new IllegalArgumentException(
            "length " + DurationText.of(length) + ": must be 1 ms to 10 days");
      }
    }
  }

  /** See {@link #unknown}. */
  enum Unknown implements SourceLength {
    /** The only value. */
    INSTANCE
  }
}
