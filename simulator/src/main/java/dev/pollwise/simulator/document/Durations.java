package dev.pollwise.simulator.document;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time: the one place that reads them ({@code 250ms}, {@code 8s}, {@code 1h30m}, {@code
 * PT8S}), and that bounds them. None is longer than {@link #LONGEST}, wherever it comes from; so
 * the sum of two is never too long for the arithmetic of nanoseconds.
 */
public final class Durations {

  /** The longest time that anything can name, and the end of simulated time: 100 years. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  private static final int LONGEST_TEXT = 100;
  private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Durations() {}

  /**
   * Reads a length of time, with a sign where it is negative.
   *
   * @throws IllegalArgumentException if it is none, or longer than 100 years
   */
  public static Duration parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw wrong(text.substring(0, LONGEST_TEXT) + "…");
    }
    boolean minus = text.startsWith("-");
    String unsigned = minus ? text.substring(1) : text;
    boolean iso = unsigned.toUpperCase(Locale.ROOT).startsWith("P");
    Duration size = iso ? parseIso(unsigned) : parseParts(unsigned);
    Duration time = minus ? size.negated() : size;
    if (time.compareTo(LONGEST) > 0 || time.compareTo(LONGEST.negated()) < 0) {
      throw new IllegalArgumentException(
          "time \"" + text + "\": must be at most " + format(LONGEST));
    }
    return time;
  }

  private static Duration parseParts(String text) {
    Matcher part = PART.matcher(text);
    BigDecimal seconds = BigDecimal.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      BigDecimal unit =
          BigDecimal.valueOf(UNITS.getOrDefault(part.group(2), LONGEST).toMillis(), 3);
      seconds = seconds.add(new BigDecimal(part.group(1)).multiply(unit));
      end = part.end();
    }
    if (end == 0 || end < text.length()) {
      throw wrong(text);
    }
    BigDecimal[] parts = seconds.divideAndRemainder(BigDecimal.ONE);
    return Duration.ofSeconds(parts[0].longValue(), parts[1].movePointRight(9).longValue());
  }

  private static Duration parseIso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw wrong(text);
    }
  }

  /** The shortest of the forms that {@link #parse} reads back to the same. */
  public static String format(Duration time) {
    if (time.isZero()) {
      return "0s";
    }
    if (time.isNegative()) {
      return "-" + format(time.negated());
    }
    if (time.toNanosPart() % 1_000_000 != 0) {
      return time.toString();
    }
    StringBuilder text = new StringBuilder();
    append(text, time.toDaysPart(), "d");
    append(text, time.toHoursPart(), "h");
    append(text, time.toMinutesPart(), "m");
    append(text, time.toSecondsPart(), "s");
    append(text, time.toMillisPart(), "ms");
    return text.toString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "time \"" + text + "\": must be a number with a unit, such as 250ms, 8s, 15m, 1h30m");
  }
}
