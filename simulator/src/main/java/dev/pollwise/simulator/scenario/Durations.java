package dev.pollwise.simulator.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 250ms}, {@code 8s}, {@code 1h30m}, {@code PT8S}. */
public final class Durations {

  private static final Pattern WHOLE = Pattern.compile("(\\d{1,9}(\\.\\d{1,9})?(ms|s|m|h|d))+");
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Durations() {}

  /**
   * Reads a length of time.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Duration parse(String text) {
    if (WHOLE.matcher(text).matches()) {
      Duration sum = Duration.ZERO;
      Matcher part = PART.matcher(text);
      while (part.find()) {
        long unit = UNITS.getOrDefault(part.group(2), Duration.ZERO).toNanos();
        BigDecimal nanos = new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit));
        BigDecimal[] seconds = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        sum = sum.plusSeconds(seconds[0].longValue()).plusNanos(seconds[1].longValue());
      }
      return sum;
    }
    if (text.toUpperCase(Locale.ROOT).startsWith("P")) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException e) {
        throw wrong(text);
      }
    }
    throw wrong(text);
  }

  /** The shortest of the forms that {@link #parse} reads back to the same. */
  public static String format(Duration time) {
    if (time.isZero()) {
      return "0s";
    }
    if (time.toNanos() % 1_000_000 != 0 || time.isNegative()) {
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
