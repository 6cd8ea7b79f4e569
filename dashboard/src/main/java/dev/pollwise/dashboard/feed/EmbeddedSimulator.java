package dev.pollwise.dashboard.feed;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.server.ScenarioLaw;
import dev.pollwise.simulator.MoreProperties;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Simulation;
import dev.pollwise.simulator.transport.Listener;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The only class that knows how to start the simulator inside this process. */
public final class EmbeddedSimulator implements Simulator, JobTruth {

  private final SimulatorServer.Builder settings;
  private final ScenarioCatalogue catalogue;
  private final OptionalLong seed;
  private @Nullable SimulatorServer server;
  private boolean closed;

  private EmbeddedSimulator(
      SimulatorServer.Builder settings, ScenarioCatalogue catalogue, OptionalLong seed) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.seed = seed;
  }

  /**
   * What can be set from outside.
   *
   * @param seed of all chance
   * @param timeScale simulated seconds per second
   * @param scenario by name; empty for the default
   * @param scenarios a folder of scenarios that join the shipped ones; need not exist
   */
  public record Settings(long seed, double timeScale, String scenario, Path scenarios) {}

  /**
   * A simulator as wished, on a free port.
   *
   * @throws IllegalArgumentException if there is no such scenario, or it is wrong
   */
  public static EmbeddedSimulator as(Settings wanted) {
    ScenarioCatalogue catalogue = ScenarioCatalogue.with(wanted.scenarios());
    SimulatorServer.Builder settings =
        SimulatorServer.builder()
            .seed(wanted.seed())
            .timeScale(wanted.timeScale())
            .catalogue(catalogue);
    if (!wanted.scenario().isEmpty()) {
      settings.scenario(find(catalogue, wanted.scenario()));
    }
    return new EmbeddedSimulator(settings.port(0), catalogue, OptionalLong.of(wanted.seed()));
  }

  /** A simulator with any settings and the shipped scenarios, on a free port; for tests. */
  static EmbeddedSimulator with(SimulatorServer.Builder settings) {
    return new EmbeddedSimulator(
        settings.port(0), ScenarioCatalogue.shipped(), OptionalLong.empty());
  }

  @Override
  public synchronized URI start() {
    if (closed) {
      throw new IllegalStateException("it was closed with the window");
    }
    if (server == null) {
      try {
        server = settings.build().start();
      } catch (Listener.ListenException refused) {
        throw new IllegalStateException("it cannot listen: " + refused.getMessage(), refused);
      }
    }
    return server.uri();
  }

  @Override
  public synchronized Optional<URI> control() {
    return server == null ? Optional.empty() : server.controlUri();
  }

  /** The catalogue, and the scenario in force where that is none of it. */
  @Override
  public synchronized List<String> scenarios() {
    List<String> names = new ArrayList<>(catalogue.names());
    String current = scenario();
    if (!current.isEmpty() && !names.contains(current)) {
      names.addFirst(current);
    }
    return names;
  }

  @Override
  public synchronized String scenario() {
    return server == null ? "" : server.simulation().scenario().name();
  }

  @Override
  public OptionalLong seed() {
    return seed;
  }

  @Override
  public synchronized ScenarioLaw law() {
    String name = scenario();
    if (server != null
        && server.simulation().scenario().plans().pace()
            instanceof PlanLaw.Pace.ByTime(var total, var queue)) {
      double scale = server.simulation().clock().scale();
      DurationLaw law = new SurvivalLaw("as scenario " + name + " has it", total::probabilityOver);
      return new ScenarioLaw.Known(name, scale == 1 ? law : law.scaled(1 / scale));
    }
    return new ScenarioLaw.Unknown(name);
  }

  @Override
  public synchronized void useScenario(String name) {
    server().simulation().use(find(catalogue, name));
  }

  /**
   * Whether an environment variable or a system property means something to the simulator where it
   * runs as a program of its own.
   */
  public static boolean isSettingOfServer(String name) {
    return SimulatorServer.isSetting(name);
  }

  /** Properties, and below them those of the file that {@code pollwise.properties} names. */
  public static Properties withMore(Properties given) {
    return MoreProperties.with(given);
  }

  /** Whether it listens there. */
  public synchronized boolean isAt(URI address) {
    return server != null && server.uri().equals(address);
  }

  @Override
  public synchronized Optional<Instant> endOf(JobKey job) {
    if (server == null || !isAt(job.server())) {
      return Optional.empty();
    }
    Simulation world = server.simulation();
    return world.jobs().find(job.id().value()).flatMap(known -> endOf(known, world));
  }

  private static Optional<Instant> endOf(Job job, Simulation world) {
    return job.plan()
        .endsAfter()
        .map(after -> world.clock().wallInstantOf(job.createdAt().plus(after)));
  }

  private static Scenario find(ScenarioCatalogue catalogue, String name) {
    try {
      return catalogue
          .find(name)
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "scenario \""
                      + name
                      + "\": there is none of that name; there are "
                      + String.join(", ", catalogue.names())));
    } catch (DocumentException wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
  }

  /** The server behind it, for tests that make it misbehave. */
  synchronized SimulatorServer server() {
    if (server == null) {
      throw new IllegalStateException("the embedded simulator does not run");
    }
    return server;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
