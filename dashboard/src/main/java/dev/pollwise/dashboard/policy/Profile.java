package dev.pollwise.dashboard.policy;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.PollingPolicy;
import java.util.regex.Pattern;

/**
 * A policy with a name, kept as a file.
 *
 * @param name 1 to 60 letters, digits, spaces, dots, dashes and underscores; begins with a letter
 *     or digit and ends with neither a space nor a dot
 * @param policy what it stands for
 * @param expectation how long jobs are expected to take
 */
public record Profile(String name, PollingPolicy policy, Expectation expectation) {

  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N} ._-]{0,58}[\\p{L}\\p{N}_-])?");

  /** Refuses a name that could not be a file name everywhere. */
  public Profile {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "profile name \""
              + name
              + "\": must be 1 to 60 letters, digits, spaces, dots, dashes or underscores, from a"
              + " letter or digit to anything but a space or a dot");
    }
  }

  /** Expects nothing. */
  public Profile(String name, PollingPolicy policy) {
    this(name, policy, Expectation.none());
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
