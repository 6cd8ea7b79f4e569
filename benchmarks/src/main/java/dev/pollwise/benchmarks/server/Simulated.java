package dev.pollwise.benchmarks.server;

import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.heygen.FaceSettings;
import dev.pollwise.simulator.heygen.HeyGenOptions;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.transport.ConnectionLimits;
import java.time.Duration;

/**
 * The simulator with all that it has: journal, gradebook, events, metrics, and limits that are wide
 * enough. No job is over before a day has passed.
 */
final class Simulated implements Served {

  private static final Duration DAY = Duration.ofDays(1);
  private static final RequestLimit WIDE = new RequestLimit(100_000, Duration.ofSeconds(1));

  private final SimulatorServer server;

  private Simulated(SimulatorServer.Builder builder) {
    server = builder.build().start();
  }

  /** For requests; many connections. */
  static Served open(int port) {
    return new Simulated(
        SimulatorServer.builder()
            .port(port)
            .connections(ConnectionLimits.defaults().withConnections(Connection.MOST + 1_000))
            .scenario(Scenario.lasting(DurationLaw.fixed(DAY)).withRequestLimit(WIDE))
            .faces(FaceSettings.defaults().withPlainLimit(WIDE)));
  }

  /** For long polls: time stands still until they are to be answered. */
  static Served parking(int port) {
    return new Simulated(
        SimulatorServer.builder()
            .port(port)
            .frozen()
            .connections(ConnectionLimits.defaults().withConnections(Connection.MOST + 1_000))
            .faces(
                FaceSettings.defaults()
                    .withHeyGen(
                        HeyGenOptions.defaults()
                            .withExtensions(HeyGenOptions.Extensions.none().withLongPoll(true)))));
  }

  /** As it comes. */
  static Served plain(int port) {
    return new Simulated(SimulatorServer.builder().port(port));
  }

  @Override
  public String address() {
    return server.uri().toString();
  }

  @Override
  public void serve(String path, String json) {
    // It makes its own answers, and the others answer as it does.
  }

  @Override
  public void wake() {
    server.simulation().clock().advance(DAY);
  }

  @Override
  public void close() {
    server.close();
  }
}
