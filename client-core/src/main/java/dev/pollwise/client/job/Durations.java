package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * What {@link Duration} lacks: a text for people, the shorter and the longer of two, floating
 * seconds, and checks that throw {@link IllegalArgumentException} with name, value and rule.
 */
public final class Durations {

  /** Longer than any job; keeps sums of durations far from overflow. */
  public static final Duration LONGEST = Duration.ofDays(365);

  private static final Duration ROUNDS_TO_A_SECOND = Duration.ofNanos(999_500_000);
  private static final Duration ROUNDS_TO_A_MINUTE = Duration.ofMillis(59_950);
  private static final Duration LEAST = Duration.ofSeconds(Long.MIN_VALUE);
  private static final Duration MOST = Duration.ofSeconds(Long.MAX_VALUE);

  private Durations() {}

  /**
   * As a person would say it: {@code 250 ms}, {@code 11.8 s}, {@code 2 min}, {@code 1 h 5 min}.
   * Three figures at most below a minute; whole seconds above; a negative one carries a minus sign.
   */
  public static String text(Duration duration) {
    if (duration.isNegative()) {
      return duration.equals(LEAST) ? "-" + text(MOST) : "-" + text(duration.negated());
    }
    if (duration.compareTo(ROUNDS_TO_A_SECOND) < 0) {
      return milliseconds(duration);
    }
    if (duration.compareTo(ROUNDS_TO_A_MINUTE) < 0) {
      return decimal(duration.toMillis()) + " s";
    }
    Duration whole = duration.compareTo(MOST) < 0 ? rounded(duration) : duration;
    return joined(
        whole.toHours(),
        "h",
        whole.toMinutesPart(),
        "min",
        whole.toHours() == 0 ? whole.toSecondsPart() : 0);
  }

  private static Duration rounded(Duration duration) {
    return Duration.ofSeconds(duration.plusMillis(500).toSeconds());
  }

  private static String milliseconds(Duration duration) {
    long millis = Math.round(duration.toNanos() / 1e6);
    return millis == 0 && !duration.isZero() ? "<1 ms" : millis + " ms";
  }

  private static String joined(long hours, String h, long minutes, String min, long seconds) {
    StringBuilder text = new StringBuilder();
    append(text, hours, h);
    append(text, minutes, min);
    append(text, seconds, "s");
    return text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(text.isEmpty() ? "" : " ").append(amount).append(' ').append(unit);
    }
  }

  private static String decimal(long millis) {
    return BigDecimal.valueOf(millis, 3)
        .setScale(millis < 9_995 ? 2 : 1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** The longer one. */
  public static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** The shorter one. */
  public static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** As floating seconds. */
  public static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  /** More than 0 and at most {@link #LONGEST}. */
  public static void requirePositive(String name, Duration value) {
    requireNonNull(value, name);
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " " + text(value) + ": must be more than 0 and at most 365 days");
    }
  }

  /** From 0 to {@link #LONGEST}. */
  public static void requireNotNegative(String name, Duration value) {
    requireNonNull(value, name);
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + " " + text(value) + ": must be 0 to 365 days");
    }
  }

  /** Not less than another setting. */
  public static void requireAtLeast(String name, Duration value, String otherName, Duration other) {
    if (value.compareTo(other) < 0) {
      throw new IllegalArgumentException(
          name + " " + text(value) + ": must not be less than " + otherName + " " + text(other));
    }
  }
}
