package dev.pollwise.client.measure;

import static dev.pollwise.client.measure.ClientBenchmark.say;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much later than due something happened, as often as there is room for. Safe for any thread.
 */
final class TimerErrors {

  private final long[] late = new long[1 << 20];
  private final AtomicInteger count = new AtomicInteger();

  void add(long nanos) {
    int next = count.getAndIncrement();
    if (next < late.length) {
      late[next] = nanos;
    }
  }

  void show(String name) {
    long[] sorted = Arrays.copyOf(late, Math.min(count.get(), late.length));
    Arrays.sort(sorted);
    say(
        "  timer error, %-14s p50 %.2f ms, p99 %.2f ms, worst %.1f ms over %,d",
        name, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1), sorted.length);
  }

  private static double at(long[] sorted, double quantile) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) (quantile * (sorted.length - 1))] / 1e6;
  }
}
