package dev.pollwise.simulator.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sends one request again and again, over kept-alive connections, each as fast as it is answered.
 * One thread serves all connections in turn, so that none of them is favoured.
 */
final class Load {

  private static final long LOOK_MILLIS = 100;

  private final URI server;
  private final byte[] request;
  private final int connections;
  private long[] took = new long[1 << 16];
  private int count;
  private int open;

  Load(URI server, String path, int connections) {
    this.server = server;
    this.connections = connections;
    this.request = Connection.get(path);
  }

  /**
   * What a round showed.
   *
   * @param perSecond answers
   * @param generator share of the round in which the generator had the processor, 0 to 1
   * @param p50 of the time to an answer
   * @param p99 likewise
   */
  record Result(double perSecond, double generator, Duration p50, Duration p99) {}

  Result run(Duration time) throws IOException {
    count = 0;
    open = connections;
    List<Connection> all = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        all.add(new Connection(server, selector));
      }
      long processor = processorNanos();
      long begin = System.nanoTime();
      long until = begin + time.toNanos();
      for (Connection each : all) {
        each.send(request);
      }
      while (open > 0) {
        int unused = selector.select(key -> onward(Connection.of(key), until), LOOK_MILLIS);
      }
      double nanos = System.nanoTime() - begin;
      long[] sorted = Arrays.copyOf(took, count);
      Arrays.sort(sorted);
      return new Result(
          count / nanos * 1e9,
          (processorNanos() - processor) / nanos,
          at(sorted, 0.5),
          at(sorted, 0.99));
    } finally {
      for (Connection each : all) {
        each.close();
      }
    }
  }

  private void onward(Connection connection, long until) {
    try {
      if (!connection.read()) {
        return;
      }
      long now = System.nanoTime();
      note(now - connection.sentAt());
      if (now - until < 0) {
        connection.send(request);
      } else {
        open--;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(long nanos) {
    if (count == took.length) {
      took = Arrays.copyOf(took, 2 * count);
    }
    took[count] = nanos;
    count++;
  }

  private static Duration at(long[] sorted, double quantile) {
    return Duration.ofNanos(sorted[(int) (quantile * (sorted.length - 1))]);
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
