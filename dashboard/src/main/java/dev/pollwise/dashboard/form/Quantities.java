package dev.pollwise.dashboard.form;

import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.Expectation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes quantities as people write them: {@code 500 ms}, {@code 1,5 s}, {@code 1h 30m},
 * {@code 5}, {@code PT5S}, {@code 10 %}. A refusal is an {@link IllegalArgumentException} that
 * gives name, value and rule.
 */
public final class Quantities {

  private static final String UNLIMITED = "no limit";
  private static final Pattern PART =
      Pattern.compile("(\\d+(?:[.,]\\d+)?)\\s*(\\p{L}+)\\s*", Pattern.CASE_INSENSITIVE);

  /** {@code 1,000 ms} is a second to some and a millisecond to others. */
  private static final Pattern AMBIGUOUS = Pattern.compile(".*\\d,\\d{3}(?!\\d).*");

  private static final Pattern GROUPED = Pattern.compile("\\d{1,3}([ ,\u00a0\u202f]\\d{3})+");
  private static final Map<String, Long> NANOS =
      units(
          Map.of(
              1_000_000L, List.of("ms", "msec", "millis", "milliseconds"),
              1_000_000_000L, List.of("s", "sec", "secs", "second", "seconds"),
              60_000_000_000L, List.of("min", "mins", "m", "minute", "minutes"),
              3_600_000_000_000L, List.of("h", "hr", "hrs", "hour", "hours"),
              86_400_000_000_000L, List.of("d", "day", "days")));
  private static final Pattern BARE_NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)?");
  private static final String DURATION_RULE = "must be a time, such as 500 ms, 2 s or 1 h 30 min";
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private Quantities() {}

  private static Map<String, Long> units(Map<Long, List<String>> words) {
    Map<String, Long> nanos = new HashMap<>();
    words.forEach((length, names) -> names.forEach(name -> nanos.put(name, length)));
    return nanos;
  }

  /**
   * Reads a duration: numbers with units, a number alone for seconds, or as ISO 8601 has it.
   * Decimals may follow a point or a comma.
   */
  public static Duration duration(String name, String text) {
    String bare = text.strip();
    if (bare.startsWith("P") || bare.startsWith("p")) {
      return iso(name, text);
    }
    if (AMBIGUOUS.matcher(bare).matches()) {
      throw refused(name, text, "can be read in two ways; leave the comma out, or write a point");
    }
    String read = BARE_NUMBER.matcher(bare).matches() ? bare + " s" : bare;
    Matcher part = PART.matcher(read);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      Long unit = NANOS.get(part.group(2).toLowerCase(Locale.ROOT));
      if (unit == null) {
        throw refused(name, text, "the unit must be ms, s, min, h or d");
      }
      nanos = nanos.add(decimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
      end = part.end();
    }
    if (end == 0 || end < read.length() || nanos.compareTo(MOST) > 0) {
      throw refused(name, text, DURATION_RULE);
    }
    return Duration.ofNanos(nanos.longValue());
  }

  private static Duration iso(String name, String text) {
    try {
      Duration read = Duration.parse(text.strip());
      if (!read.isNegative() && read.compareTo(Duration.ofNanos(Long.MAX_VALUE)) <= 0) {
        return read;
      }
    } catch (DateTimeParseException malformed) {
      throw refused(name, text, DURATION_RULE, malformed);
    }
    throw refused(name, text, DURATION_RULE);
  }

  private static BigDecimal decimal(String number) {
    return new BigDecimal(number.replace(',', '.'));
  }

  /** Writes a duration so that {@link #duration} reads the same again. */
  public static String write(Duration duration) {
    String rounded = Durations.text(duration);
    return duration("", rounded).equals(duration) ? rounded : exact(duration);
  }

  /** A duration as a person would say it, rounded. */
  public static String about(Duration duration) {
    return Durations.text(duration);
  }

  /** Reads how long jobs are expected to take; nothing at all stands for nothing expected. */
  public static Expectation expectation(String name, String text) {
    return text.isBlank() ? Expectation.none() : Expectation.of(duration(name, text));
  }

  /**
   * Writes an expectation.
   *
   * @throws IllegalArgumentException if it goes by the length of the source
   */
  public static String writeExpectation(Expectation expectation) {
    return switch (expectation) {
      case Expectation.None none -> "";
      case Expectation.Lasting(Duration duration) -> write(duration);
      case Expectation.PerSource perSource ->
          throw new IllegalArgumentException(
              "expected duration " + perSource.describe() + ": must be a time here");
    };
  }

  /** Reads a share, written as {@code 10 %} or {@code 0.1}. */
  public static double share(String name, String text) {
    String bare = text.strip();
    boolean percent = bare.endsWith("%");
    String number = percent ? bare.substring(0, bare.length() - 1).strip() : bare;
    double value = number(name, number, text, "must be a share such as 10 %");
    return percent ? value / 100 : value;
  }

  /** Writes a share in percent. */
  public static String writeShare(double share) {
    return plain(BigDecimal.valueOf(share).movePointRight(2)) + " %";
  }

  /** Reads a number. */
  public static double number(String name, String text) {
    return number(name, text.strip(), text, "must be a number such as 2 or 1.5");
  }

  /** Writes a number without needless zeros. */
  public static String writeNumber(double number) {
    return plain(BigDecimal.valueOf(number));
  }

  /** Reads a count. */
  public static int count(String name, String text) {
    try {
      String bare = text.strip();
      return Integer.parseInt(GROUPED.matcher(bare).matches() ? bare.replaceAll("\\D", "") : bare);
    } catch (NumberFormatException notANumber) {
      throw refused(name, text, "must be a whole number", notANumber);
    }
  }

  /**
   * Reads a greatest number; {@code no limit} and nothing at all stand for the greatest there is.
   */
  public static int limit(String name, String text) {
    String bare = text.strip();
    return bare.isEmpty() || bare.equalsIgnoreCase(UNLIMITED)
        ? Integer.MAX_VALUE
        : count(name, text);
  }

  /** Writes a greatest number. */
  public static String writeLimit(int limit) {
    return limit == Integer.MAX_VALUE ? UNLIMITED : Integer.toString(limit);
  }

  private static String exact(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    return plain(seconds) + " s";
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static double number(String name, String number, String text, String rule) {
    if (AMBIGUOUS.matcher(number).matches()) {
      throw refused(name, text, "can be read in two ways; leave the comma out, or write a point");
    }
    try {
      return decimal(number).doubleValue();
    } catch (NumberFormatException notANumber) {
      throw refused(name, text, rule, notANumber);
    }
  }

  private static IllegalArgumentException refused(String name, String text, String rule) {
    return new IllegalArgumentException(message(name, text, rule));
  }

  private static IllegalArgumentException refused(
      String name, String text, String rule, Throwable cause) {
    return new IllegalArgumentException(message(name, text, rule), cause);
  }

  private static String message(String name, String text, String rule) {
    return name + " \"" + text.strip() + "\": " + rule;
  }
}
