package dev.pollwise.simulator.document;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Numbers: the one place that reads them, and that holds them to their range. None is larger than
 * {@value #LARGEST}, wherever it comes from.
 */
public final class Numbers {

  /** The largest number that anything can name; the smallest is its negative. */
  public static final int LARGEST = 1_000_000_000;

  private static final int LONGEST_TEXT = 40;
  private static final Pattern FORM =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?");
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

  private Numbers() {}

  /**
   * Reads a number.
   *
   * @throws IllegalArgumentException if it is none, or too large
   */
  public static double parse(String text) {
    if (text.length() > LONGEST_TEXT || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a number, not " + quoted(text));
    }
    double number = Double.parseDouble(text);
    requireRange("number", number, -LARGEST, LARGEST);
    return number;
  }

  /**
   * Reads a whole number.
   *
   * @throws IllegalArgumentException if it is none, or has more than 18 digits
   */
  public static long parseWhole(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a whole number, not " + quoted(text));
    }
    return Long.parseLong(text);
  }

  private static String quoted(String text) {
    return '"'
        + (text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text)
        + '"';
  }

  /** Refuses a number that is smaller, larger, or none. */
  public static void requireRange(String name, double number, double min, double max) {
    if (!(number >= min && number <= max)) {
      throw new IllegalArgumentException(
          name + " " + number + ": must be from " + shown(min) + " to " + shown(max));
    }
  }

  /** Refuses a whole number that is smaller or larger. */
  public static void requireRange(String name, long number, long min, long max) {
    if (number < min || number > max) {
      throw new IllegalArgumentException(
          name + " " + number + ": must be from " + min + " to " + max);
    }
  }

  /** Refuses a number that is not more than 0, larger, or none. */
  public static void requirePositive(String name, double number, double max) {
    if (!(number > 0 && number <= max)) {
      throw new IllegalArgumentException(
          name + " " + number + ": must be more than 0 and at most " + shown(max));
    }
  }

  private static String shown(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }
}
