package dev.pollwise.benchmarks.cases;

import dev.pollwise.benchmarks.peers.Pace;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where a program runs.
 *
 * @param server that it asks
 * @param pace of the time there
 * @param origin since when time passes faster
 * @param knowsKeys whether the server is one that knows idempotency keys, as its documentation says
 * @param deadline after which it is to give up
 * @param folder of its own that survives it
 */
record Site(
    URI server, Pace pace, Instant origin, boolean knowsKeys, Duration deadline, Path folder) {

  static final int ARGUMENTS = 6;

  /** For a process of its own. */
  List<String> arguments() {
    return List.of(
        server.toString(),
        Double.toString(pace.scale()),
        origin.toString(),
        Boolean.toString(knowsKeys),
        deadline.toString(),
        folder.toString());
  }

  /** Of {@link #arguments}. */
  static Site of(List<String> arguments) {
    return new Site(
        URI.create(arguments.get(0)),
        new Pace(Double.parseDouble(arguments.get(1))),
        Instant.parse(arguments.get(2)),
        Boolean.parseBoolean(arguments.get(3)),
        Duration.parse(arguments.get(4)),
        Path.of(arguments.get(5)));
  }

  FastClock clock() {
    return new FastClock(pace, origin);
  }
}
