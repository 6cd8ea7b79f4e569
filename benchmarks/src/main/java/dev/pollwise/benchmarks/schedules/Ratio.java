package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Numbers;
import java.util.Locale;

/**
 * What one costs as a multiple of what another one costs, on the same jobs.
 *
 * @param value the costs of all rounds over those of the other
 * @param error half of the 95 % confidence interval; not a number after a single round
 */
record Ratio(double value, double error) {

  /**
   * By the costs of each round. The error is that of a ratio of sums, by linearisation; rounds are
   * independent of each other.
   */
  static Ratio of(double[] costs, double[] base) {
    int rounds = costs.length;
    double value = mean(costs) / mean(base);
    double squares = 0;
    for (int round = 0; round < rounds; round++) {
      squares += Math.pow(costs[round] - value * base[round], 2);
    }
    double deviation = Math.sqrt(squares / (rounds - 1)) / mean(base);
    return new Ratio(value, students(rounds - 1) * deviation / Math.sqrt(rounds));
  }

  /** The 97.5 % quantile of Student's law, a little above it: 2.6 for 5 degrees, 2.1 for 19. */
  private static double students(int degrees) {
    return 1.97 + 3.2 / degrees;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Whether it is below 1 beyond doubt. */
  boolean isClearlyLess() {
    return value + error < 1;
  }

  String text() {
    return Numbers.text(value);
  }

  /** With the error, where there is any worth telling. */
  String textWithError() {
    return error < 0.005 || Double.isNaN(error)
        ? text()
        : String.format(Locale.ROOT, "%s ± %.2f", text(), error);
  }
}
