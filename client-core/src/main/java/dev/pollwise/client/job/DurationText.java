package dev.pollwise.client.job;

import java.time.Duration;
import java.util.Locale;

/**
 * Writes a duration as a person would say it: {@code 250 ms}, {@code 11.8 s}, {@code 2 min}, {@code
 * 1 h 5 min}. Three figures at most below a minute; whole seconds above.
 */
public final class DurationText {

  private DurationText() {}

  /** The text for a duration of any length; a negative one carries a minus sign. */
  public static String of(Duration duration) {
    if (duration.isNegative()) {
      return "-" + of(duration.negated());
    }
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      return milliseconds(duration);
    }
    if (duration.compareTo(Duration.ofMillis(59_950)) < 0) {
      return decimal(duration.toMillis() / 1000.0) + " s";
    }
    Duration whole = Duration.ofSeconds(Math.round(duration.toMillis() / 1000.0));
    return joined(
        whole.toHours(),
        "h",
        whole.toMinutesPart(),
        "min",
        whole.toHours() == 0 ? whole.toSecondsPart() : 0);
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

  private static String decimal(double seconds) {
    String text = String.format(Locale.ROOT, seconds < 10 ? "%.2f" : "%.1f", seconds);
    return text.replaceFirst("\\.?0+$", "");
  }
}
