package dev.pollwise.benchmarks.elsewhere;

import java.util.Arrays;

/** How measured values lie. */
final class Distribution {

  private final double[] sorted;

  /** Of one value or more, in any order. */
  Distribution(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("values: must be one or more");
    }
    this.sorted = values.clone();
    Arrays.sort(sorted);
  }

  int size() {
    return sorted.length;
  }

  /**
   * The least value that a share of all does not exceed.
   *
   * @param share from 0 for the least to 1 for the greatest
   */
  double quantile(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share " + share + ": must be from 0 to 1");
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }
}
