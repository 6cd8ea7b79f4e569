package dev.pollwise.client.job;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * Writes a duration as a person would say it: {@code 250 ms}, {@code 11.8 s}, {@code 2 min}, {@code
 * 1 h 5 min}. Three figures at most below a minute; whole seconds above.
 */
public final class DurationText {

  private static final Duration ROUNDS_TO_A_SECOND = Duration.ofNanos(999_500_000);
  private static final Duration ROUNDS_TO_A_MINUTE = Duration.ofMillis(59_950);
  private static final Duration LEAST = Duration.ofSeconds(Long.MIN_VALUE);
  private static final Duration MOST = Duration.ofSeconds(Long.MAX_VALUE);

  private DurationText() {}

  /** The text for a duration of any length; a negative one carries a minus sign. */
  public static String of(Duration duration) {
    if (duration.isNegative()) {
      return duration.equals(LEAST) ? "-" + of(MOST) : "-" + of(duration.negated());
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
}
