package dev.pollwise.simulator.junit;

import static java.util.Objects.requireNonNull;

import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.report.Report;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * A simulator for the tests of a class, on a free port:
 *
 * <pre>{@code
 * @RegisterExtension
 * static SimulatorExtension simulator =
 *     SimulatorExtension.scenario("flaky-network").with(server -> server.seed(7).timeScale(60));
 *
 * @Test
 * void waitsWell() {
 *   // … point your program at simulator.uri() …
 *   assertThat(simulator.verdict()).lostNothing().askedNeverEarly().costsAtMost(2.0);
 * }
 * }</pre>
 *
 * <p>A static field has one server for the class and the classes nested in it. Each test begins
 * anew there: nothing is known of former requests, and scenario, faults, time scale and whether
 * time stands still are as they were set. A field of the instance has a server for each test, which
 * is what tests need that run side by side. {@code @ExtendWith(SimulatorExtension.class)} is a
 * server of the happy path.
 *
 * <p>A parameter of the type {@link SimulatorServer} of a test, a constructor or another method of
 * a test class is the server that runs. Where a test fails, and only there, the seed and the report
 * are printed to {@code System.err}. The web server inside is not to log each start and stop: its
 * loggers get the level WARNING, unless somebody has set one for {@code io.helidon.webserver}.
 */
public final class SimulatorExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {

  /** Those of the web server inside, which tell of each start and stop; kept from collection. */
  private static final List<Logger> CHATTY =
      Stream.of("io.helidon.webserver", "io.helidon.common.features")
          .map(Logger::getLogger)
          .toList();

  private final Consumer<SimulatorServer.Builder> settings;

  /** The ids of those that run, one in another, and share the server. */
  private final Set<String> classes = new HashSet<>();

  private @Nullable Running running;

  /** A server, and how it was at first. */
  private record Running(SimulatorServer server, Scenario scenario, double scale, boolean frozen) {

    static Running of(SimulatorServer server) {
      Simulation world = server.simulation();
      SimulatedClock clock = world.clock();
      return new Running(server, world.scenario(), clock.scale(), clock.isFrozen());
    }

    void beginAnew() {
      Simulation world = server.simulation();
      world.clock().freeze(frozen);
      world.clock().scale(scale);
      world.use(scenario);
      world.reset();
    }
  }

  /** A server of the happy path. */
  public SimulatorExtension() {
    this(builder -> builder.port(0));
  }

  private SimulatorExtension(Consumer<SimulatorServer.Builder> settings) {
    this.settings = settings;
  }

  /** A server that behaves as a shipped scenario has it. */
  public static SimulatorExtension scenario(String name) {
    requireNonNull(name, "name");
    return new SimulatorExtension().with(builder -> builder.scenario(name));
  }

  /** A server that behaves as a scenario from code has it. */
  public static SimulatorExtension scenario(Scenario scenario) {
    requireNonNull(scenario, "scenario");
    return new SimulatorExtension().with(builder -> builder.scenario(scenario));
  }

  /** A server that behaves as a scenario file has it. */
  public static SimulatorExtension scenario(Path file) {
    requireNonNull(file, "file");
    return new SimulatorExtension().with(builder -> builder.scenario(file));
  }

  /**
   * One that is told more: seed, time scale, faults, whatever a server can be told. The port is any
   * free one unless it is told here.
   *
   * @param more is called for each server that is started
   */
  public SimulatorExtension with(Consumer<SimulatorServer.Builder> more) {
    return new SimulatorExtension(settings.andThen(more));
  }

  /**
   * The server that runs.
   *
   * @throws IllegalStateException if none does: outside of tests, and where the field that holds
   *     this has no {@code @RegisterExtension}
   */
  public SimulatorServer server() {
    return running().server();
  }

  private synchronized Running running() {
    Running now = running;
    if (now == null) {
      throw new IllegalStateException(
          "no simulator runs: one does during a test of a class whose field with this extension"
              + " has @RegisterExtension, and from the start of the class if the field is static");
    }
    return now;
  }

  /** Where clients find it, for example {@code http://127.0.0.1:41234}. */
  public URI uri() {
    return server().uri();
  }

  /** The world behind it: clock, jobs, journal, fault rules, scenario. */
  public Simulation simulation() {
    return server().simulation();
  }

  /** The verdict on the clients of this test so far; a call is worth 5 s of lateness. */
  public Report verdict() {
    return server().report();
  }

  /**
   * As {@link #verdict()}, at another price.
   *
   * @param price how much lateness one call is worth, from a millisecond to a day
   */
  public Report verdict(Duration price) {
    return server().report(price);
  }

  @Override
  public synchronized void beforeAll(ExtensionContext context) {
    if (classes.isEmpty()) {
      start();
    }
    classes.add(context.getUniqueId());
  }

  @Override
  public synchronized void beforeEach(ExtensionContext context) {
    if (classes.isEmpty()) {
      start();
    } else {
      running().beginAnew();
    }
  }

  @Override
  public synchronized void afterEach(ExtensionContext context) {
    try {
      context
          .getExecutionException()
          .filter(thrown -> running != null && !(thrown instanceof TestAbortedException))
          .ifPresent(thrown -> System.err.println(told(context.getDisplayName())));
    } finally {
      if (classes.isEmpty()) {
        stop();
      }
    }
  }

  @Override
  public synchronized void afterAll(ExtensionContext context) {
    classes.remove(context.getUniqueId());
    if (classes.isEmpty()) {
      stop();
    }
  }

  private void start() {
    CHATTY.stream()
        .filter(logger -> logger.getLevel() == null)
        .forEach(logger -> logger.setLevel(Level.WARNING));
    SimulatorServer.Builder builder = SimulatorServer.builder();
    settings.accept(builder);
    running = Running.of(builder.build().start());
  }

  private void stop() {
    Running last = running;
    running = null;
    if (last != null) {
      last.server().close();
    }
  }

  private String told(String test) {
    Simulation world = simulation();
    return "The simulator of %s: scenario %s, seed %d, at %s of simulated time%n%s"
        .formatted(
            test,
            world.scenario().name(),
            world.seed(),
            Durations.format(world.clock().now().truncatedTo(ChronoUnit.MILLIS)),
            verdict().describe());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(SimulatorServer.class);
  }

  @Override
  public SimulatorServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return server();
  }
}
