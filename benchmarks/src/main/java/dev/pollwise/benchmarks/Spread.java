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

  /**
   * Of one measurement or more, in any order. Not a number is one that found nothing, and is left
   * out; where all are, there is no spread but that.
   */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("values: must be one or more");
    }
    double[] sorted =
        Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
    if (sorted.length == 0) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN);
    }
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
