package dev.pollwise.benchmarks.server;

import dev.pollwise.benchmarks.Trial;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Connections that have been used once and are kept: what they take of memory. */
final class Crowd {

  static final String HEAP = "heap per connection, kB";
  static final String RESIDENT = "resident memory with them, MB";

  private static final long LOOK_MILLIS = 100;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);

  private final Fleet fleet;
  private final int connections;

  Crowd(Fleet fleet, int connections) {
    this.fleet = fleet;
    this.connections = connections;
  }

  Trial gather(Rival rival) throws IOException {
    Fleet.Running server = fleet.of(rival);
    long before = server.heap();
    byte[] request = Connection.get(Served.STATUS);
    try (Connections crowd = new Connections(server.uri(), connections)) {
      for (Connection each : crowd.all()) {
        each.send(request, System.nanoTime());
      }
      int[] answered = {0};
      long deadline = System.nanoTime() + LONGEST;
      while (answered[0] < connections) {
        crowd.read(LOOK_MILLIS, connection -> answered[0]++);
        if (System.nanoTime() - deadline > 0) {
          throw new IOException("%d connections are not answered".formatted(connections));
        }
      }
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put(HEAP, ((double) server.heap() - before) / connections / 1_000);
      figures.put(RESIDENT, server.child().residentBytes().orElse(0) / 1e6);
      return new Trial(figures);
    }
  }
}
