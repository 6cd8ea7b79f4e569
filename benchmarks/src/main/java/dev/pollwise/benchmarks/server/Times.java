package dev.pollwise.benchmarks.server;

import java.util.Arrays;

/** Times that something took, as many as come. Belongs to one thread. */
final class Times {

  private long[] nanos = new long[1 << 16];
  private int count;

  void add(long time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count] = time;
    count++;
  }

  int count() {
    return count;
  }

  /** Quantiles in milliseconds; not a number if there is nothing. */
  double[] millis(double... quantiles) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return Arrays.stream(quantiles)
        .map(q -> count == 0 ? Double.NaN : sorted[(int) (q * (count - 1))] / 1e6)
        .toArray();
  }
}
