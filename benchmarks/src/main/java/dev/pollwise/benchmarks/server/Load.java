package dev.pollwise.benchmarks.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends one request again and again over kept-alive connections, from one thread, so that none of
 * them is favoured.
 */
final class Load {

  private static final long NAP_NANOS = 50_000;

  /** After this, beyond its time, a round is given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI server;
  private final byte[] request;
  private final int connections;

  Load(URI server, String path, int connections) {
    this.server = server;
    this.connections = connections;
    this.request = Connection.get(path);
  }

  /**
   * What a round showed.
   *
   * @param answers how many came
   * @param perSecond answers
   * @param generator share of the round in which the generator had the processor, 0 to 1
   * @param p50 of the time to an answer, in milliseconds
   * @param p99 likewise
   * @param bytes of an answer with its head
   */
  record Result(
      int answers, double perSecond, double generator, double p50, double p99, int bytes) {}

  /** A round that is under way. */
  private static final class Round {
    private final Times times = new Times();
    private final long begin = System.nanoTime();
    private final long processor = processorNanos();
    private int bytes;

    void answered(Connection connection, long now) {
      times.add(now - connection.dueAt());
      bytes = connection.answerBytes();
    }

    Result result() {
      double nanos = System.nanoTime() - begin;
      double[] millis = times.millis(0.5, 0.99);
      return new Result(
          times.count(),
          times.count() / nanos * 1e9,
          (processorNanos() - processor) / nanos,
          millis[0],
          millis[1],
          bytes);
    }

    private static long processorNanos() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
  }

  /** Each connection asks as soon as it is answered: how much a server can do. */
  Result saturate(Duration time) throws IOException {
    try (Connections open = new Connections(server, connections)) {
      Round round = new Round();
      long until = round.begin + time.toNanos();
      for (Connection each : open.all()) {
        each.send(request, System.nanoTime());
      }
      int[] left = {connections};
      while (left[0] > 0) {
        open.read(
            Connections.LOOK_MILLIS,
            connection -> {
              long now = System.nanoTime();
              round.answered(connection, now);
              if (now - until < 0) {
                connection.send(request, now);
              } else {
                left[0]--;
              }
            });
        giveUpAfter(until);
      }
      return round.result();
    }
  }

  /**
   * Requests at an even rate, whether those before are answered or not: how long an answer takes. A
   * request that finds no free connection counts from when it should have been sent.
   */
  Result pace(Duration time, int perSecond) throws IOException {
    try (Connections open = new Connections(server, connections)) {
      Deque<Connection> free = new ArrayDeque<>(open.all());
      Round round = new Round();
      int all = (int) (perSecond * time.toMillis() / 1_000);
      long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
      int sent = 0;
      while (round.times.count() < all) {
        long now = System.nanoTime();
        while (sent < all && !free.isEmpty() && round.begin + sent * gap - now <= 0) {
          free.pop().send(request, round.begin + sent * gap);
          sent++;
        }
        open.read(
            0,
            connection -> {
              round.answered(connection, System.nanoTime());
              free.add(connection);
            });
        LockSupport.parkNanos(NAP_NANOS);
        giveUpAfter(round.begin + time.toNanos());
      }
      return round.result();
    }
  }

  private static void giveUpAfter(long until) throws IOException {
    if (System.nanoTime() - until > PATIENCE.toNanos()) {
      throw new IOException("answers did not come within " + PATIENCE);
    }
  }
}
