package dev.pollwise.simulator.benchmark;

import static dev.pollwise.simulator.benchmark.ServingBenchmark.millis;
import static dev.pollwise.simulator.benchmark.ServingBenchmark.say;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Ten thousand long polls, each about a job of its own, in a heap of 512 MB: what they do to other
 * requests, and how long it takes until all are answered once the jobs have ended.
 */
final class Waiting {

  static final int POLLS = 10_000;

  private static final int CONNECTIONS = 4;
  private static final int ROUNDS = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Duration time;
  private int answered;

  Waiting(Duration time) {
    this.time = time;
  }

  void run() throws IOException, InterruptedException {
    try (ServerJvm server = ServerJvm.start("512m", BenchmarkServer.Kind.WAITING);
        Api api = new Api(server);
        Selector selector = Selector.open()) {
      List<String> ids = jobs(api);
      Load others = new Load(server.faces(), Api.pathOf(ids.getFirst()), CONNECTIONS);
      Load.Result warm = others.run(WARM_UP);
      say("warming up: %,.0f other requests per second", warm.perSecond());
      Duration idle = p99(others);
      List<Connection> polls = new ArrayList<>();
      for (String id : ids) {
        Connection connection = new Connection(server.faces(), selector);
        connection.send(Connection.get(Api.pathOf(id), "Prefer: wait=60\r\n"));
        polls.add(connection);
      }
      // Until the last of them is parked: none is answered, and all have been read.
      Load.Result settling = others.run(time);
      say("settling: p99 %.2f ms", millis(settling.p99()));
      Duration crowded = p99(others);
      int early = selector.selectNow(this::read);
      long heap = server.heap();
      Duration processor = server.processorTime();
      long begin = System.nanoTime();
      api.advance();
      long deadline = begin + LONGEST.toNanos();
      while (answered < POLLS && System.nanoTime() - deadline < 0) {
        int unused = selector.select(this::read, 100);
      }
      long ended = System.nanoTime();
      say(
          "p99 of other requests beside %,d long polls: %.1f times the idle one (%.2f ms, %.2f ms);"
              + " heap in use %d MB of 512",
          POLLS, millis(crowded) / millis(idle), millis(crowded), millis(idle), heap);
      say(
          "  %,d of them answered within %.2f s of the jobs' end, %d before it; %.2f s of the"
              + " server's processor time",
          answered,
          (ended - begin) / 1e9,
          early,
          millis(server.processorTime().minus(processor)) / 1e3);
      for (Connection each : polls) {
        each.close();
      }
    }
  }

  private Duration p99(Load load) throws IOException {
    List<Duration> all = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      all.add(load.run(time).p99());
    }
    all.sort(null);
    return all.get(ROUNDS / 2);
  }

  private static List<String> jobs(Api api) throws IOException, InterruptedException {
    List<String> languages = api.languages();
    List<String> ids = new ArrayList<>();
    while (ids.size() < POLLS) {
      ids.addAll(api.create("demo", languages));
    }
    return ids.subList(0, POLLS);
  }

  private void read(SelectionKey key) {
    try {
      if (Connection.of(key).read()) {
        answered++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
