package dev.pollwise.simulator.document;

import java.util.regex.Pattern;

/**
 * Numbers: the one place that reads them. None is larger than {@value Range#LARGEST}, wherever it
 * comes from.
 */
final class Numbers {

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
  static double parse(String text) {
    if (text.length() > LONGEST_TEXT || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a number, not " + quoted(text));
    }
    double number = Double.parseDouble(text) + 0.0; // -0 is 0
    Range.of((double) -Range.LARGEST, (double) Range.LARGEST).require("number", number);
    return number;
  }

  /**
   * Reads a whole number.
   *
   * @throws IllegalArgumentException if it is none, or has more than 18 digits
   */
  static long parseWhole(String text) {
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
}
