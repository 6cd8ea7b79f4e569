package dev.pollwise.benchmarks;

import java.util.Arrays;

/**
 * The middle of repeated measurements, and how far they lie apart.
 *
 * @param median the middle one, or between the two in the middle
 * @param least the smallest
 * @param most the greatest
 */
public record Spread(double median, double least, double most) {

  /** Of one measurement or more, in any order. */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("values: must be one or more");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double upper = sorted[sorted.length / 2];
    double lower = sorted[(sorted.length - 1) / 2];
    return new Spread((lower + upper) / 2, sorted[0], sorted[sorted.length - 1]);
  }

  /** The median, and in brackets what lies furthest from it on each side. */
  public String text() {
    String middle = Numbers.text(median);
    String from = Numbers.text(least);
    String to = Numbers.text(most);
    return from.equals(to) ? middle : middle + " (" + from + "–" + to + ")";
  }
}
