package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Refuses illegal settings: an {@link IllegalArgumentException} with name, value and rule. */
public final class Rules {

  /** Longer than any job; keeps sums of durations far from overflow. */
  public static final Duration LONGEST = Duration.ofDays(365);

  private Rules() {}

  /** More than 0 and at most {@link #LONGEST}. */
  public static void positive(String name, Duration value) {
    requireNonNull(value, name);
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " " + DurationText.of(value) + ": must be more than 0 and at most 365 days");
    }
  }

  /** From 0 to {@link #LONGEST}. */
  public static void notNegative(String name, Duration value) {
    requireNonNull(value, name);
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " " + DurationText.of(value) + ": must be 0 to 365 days");
    }
  }

  /** From least to most. */
  public static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + " " + value + ": must be from " + least + " to " + most);
    }
  }

  /** 0 or more, and finite. */
  public static void notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " " + value + ": must be 0 or more, and finite");
    }
  }

  /** Not less than another setting. */
  public static void atLeast(String name, Duration value, String otherName, Duration other) {
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
