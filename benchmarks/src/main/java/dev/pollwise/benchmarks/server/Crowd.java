package dev.pollwise.benchmarks.server;

import dev.pollwise.benchmarks.Trial;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Connections that have been used once and are kept: what they take of memory. */
final class Crowd {

  static final String HEAP = "heap per connection, kB";
  static final String RESIDENT = "resident memory with them, MB";

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
      crowd.awaitAnswers();
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put(HEAP, ((double) server.heap() - before) / connections / 1_000);
      figures.put(RESIDENT, server.child().residentBytes().orElse(0) / 1e6);
      return new Trial(figures);
    }
  }
}
