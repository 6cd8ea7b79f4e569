package dev.pollwise.client.pacing;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.DurationText;
import java.time.Duration;

/** Refuses illegal settings with name, value and rule. */
final class Rules {

  /** Longer than any job; keeps sums of durations far from overflow. */
  static final Duration LONGEST = Duration.ofDays(365);

  private Rules() {}

  static void positive(String name, Duration value) {
    requireNonNull(value, name);
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " " + DurationText.of(value) + ": must be more than 0 and at most 365 days");
    }
  }

  static void notNegative(String name, Duration value) {
    requireNonNull(value, name);
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " " + DurationText.of(value) + ": must be 0 to 365 days");
    }
  }

  static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + " " + value + ": must be from " + least + " to " + most);
    }
  }

  static void notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " " + value + ": must be 0 or more, and finite");
    }
  }

  static void atLeast(String name, Duration value, String otherName, Duration other) {
    if (value.compareTo(other) < 0) {
      throw new IllegalArgumentException(
          name
              + " "
              + DurationText.of(value)
              + ": must not be less than "
              + otherName
              + " "
              + DurationText.of(other));
    }
  }
}
