package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What is known of a job before anybody asks about it; jobs that share mode and label are expected
 * to take similarly long.
 *
 * @param isFresh whether the wait began with the submit of the job, so that its age is known
 * @param mode how the server works on it, in the server's word; empty if unknown. At most 100
 *     characters
 * @param label a word of the user's own for jobs that are alike; empty for none. At most 100
 *     characters
 * @param sourceLength how long the source is; zero if unknown
 * @param expectation how long the job is expected to take, before any like it was seen
 */
public record JobTraits(
    boolean isFresh, String mode, String label, Duration sourceLength, Expectation expectation) {

  /** The greatest number of characters of a mode and of a label. */
  public static final int LONGEST_WORD = 100;

  private static final Duration LONGEST_SOURCE = Duration.ofDays(10);

  /** Refuses words that are too long and a length out of range. */
  public JobTraits {
    requireWord("mode", mode);
    requireWord("label", label);
    requireNonNull(sourceLength, "sourceLength");
    requireNonNull(expectation, "expectation");
    if (sourceLength.isNegative() || sourceLength.compareTo(LONGEST_SOURCE) > 0) {
      throw new IllegalArgumentException(
          "sourceLength " + DurationText.of(sourceLength) + ": must be 0 to 10 days");
    }
  }

  /** Nothing is expected. */
  public JobTraits(boolean isFresh, String mode, String label, Duration sourceLength) {
    this(isFresh, mode, label, sourceLength, Expectation.none());
  }

  /** The same job, of which something else is expected. */
  public JobTraits expecting(Expectation expectation) {
    return new JobTraits(isFresh, mode, label, sourceLength, expectation);
  }

  private static void requireWord(String name, String word) {
    requireNonNull(word, name);
    if (word.length() > LONGEST_WORD) {
      throw new IllegalArgumentException(
          name + " of " + word.length() + " characters: must be at most " + LONGEST_WORD);
    }
  }

  /** The same job, of whose age nothing is known. */
  public JobTraits ofUnknownAge() {
    return new JobTraits(false, mode, label, sourceLength, expectation);
  }

  /** A job that was started elsewhere, at a time unknown. */
  public static JobTraits unknown() {
    return new JobTraits(false, "", "", Duration.ZERO);
  }

  /** A job that was submitted just now. */
  public static JobTraits fresh() {
    return new JobTraits(true, "", "", Duration.ZERO);
  }
}
