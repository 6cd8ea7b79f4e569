package dev.pollwise.dashboard.feed;

import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.http.ListenException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The only class that knows how to start the simulator inside this process. */
public final class EmbeddedSimulator implements Simulator {

  private final SimulatorServer.Builder settings;
  private @Nullable SimulatorServer server;

  private EmbeddedSimulator(SimulatorServer.Builder settings) {
    this.settings = settings;
  }

  /** A simulator with the given settings, on a free port whatever they say. */
  public static EmbeddedSimulator with(SimulatorServer.Builder settings) {
    return new EmbeddedSimulator(settings.port(0));
  }

  /** A simulator with default settings. */
  public static EmbeddedSimulator withDefaults() {
    return with(SimulatorServer.builder());
  }

  @Override
  public synchronized URI start() {
    if (server == null) {
      try {
        server = settings.build().start();
      } catch (ListenException refused) {
        throw new IllegalStateException("it cannot listen: " + refused.getMessage(), refused);
      }
    }
    return server.uri();
  }

  @Override
  public synchronized List<String> scenarios() {
    return List.of();
  }

  @Override
  public synchronized String scenario() {
    return server == null ? "" : server.simulation().scenario().name();
  }

  @Override
  public synchronized void useScenario(String name) {
    throw new IllegalArgumentException("scenario " + name + ": is not known");
  }

  @Override
  public synchronized void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
