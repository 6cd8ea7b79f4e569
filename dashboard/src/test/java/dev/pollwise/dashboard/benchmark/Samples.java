package dev.pollwise.dashboard.benchmark;

import java.util.Arrays;
import java.util.List;

/** Times that were measured, in nanoseconds. */
final class Samples {

  private final long[] sorted;

  Samples(long[] measured) {
    this.sorted = measured.clone();
    Arrays.sort(sorted);
  }

  static Samples pooled(List<Samples> parts) {
    return new Samples(parts.stream().flatMapToLong(part -> Arrays.stream(part.sorted)).toArray());
  }

  /** In milliseconds: the least that a share of all does not exceed; 0 where there are none. */
  double quantile(double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted.length == 0 ? 0 : sorted[Math.max(0, rank - 1)] / 1e6;
  }
}
