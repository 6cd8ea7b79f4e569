package dev.pollwise.benchmarks.server;

import dev.pollwise.benchmarks.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Requests to one path over so many connections: as many as the server can answer, or so many a
 * second.
 */
final class Speed {

  static final String REQUESTS = "requests per second";
  static final String PROCESSOR = "server's processor time per answer, µs";
  static final String P50 = "p50, ms";
  static final String P99 = "p99, ms";
  static final String BYTES = "answer, bytes";
  static final String GENERATOR = "generator busy, %";

  private final Fleet fleet;
  private final String path;
  private final int connections;
  private final Duration time;

  Speed(Fleet fleet, String path, int connections, Duration time) {
    this.fleet = fleet;
    this.path = path;
    this.connections = connections;
    this.time = time;
  }

  /** As fast as it answers. */
  Trial saturated(Rival rival) throws IOException {
    return trial(rival, load -> load.saturate(time));
  }

  /** At an even rate. */
  Trial paced(Rival rival, int perSecond) throws IOException {
    return trial(rival, load -> load.pace(time, perSecond));
  }

  private interface Way {
    Load.Result run(Load load) throws IOException;
  }

  private Trial trial(Rival rival, Way way) throws IOException {
    Fleet.Running server = fleet.of(rival);
    Duration before = server.child().processorTime();
    Load.Result seen = way.run(new Load(server.uri(), path, connections));
    double micros = server.child().processorTime().minus(before).toNanos() / 1e3;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(REQUESTS, seen.perSecond());
    figures.put(PROCESSOR, micros / seen.answers());
    figures.put(P50, seen.p50());
    figures.put(P99, seen.p99());
    figures.put(BYTES, (double) seen.bytes());
    figures.put(GENERATOR, 100 * seen.generator());
    return new Trial(figures);
  }
}
