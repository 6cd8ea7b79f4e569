package dev.pollwise.simulator;

import dev.pollwise.simulator.control.ControlFace;
import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.heygen.FaceSettings;
import dev.pollwise.simulator.heygen.SimulatedFaces;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.report.Report;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.simulation.Ids;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import dev.pollwise.simulator.simulation.WallClock;
import dev.pollwise.simulator.transport.ConnectionLimits;
import dev.pollwise.simulator.transport.Listener;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A running simulator. Three lines embed it in a test:
 *
 * <pre>{@code
 * try (var simulator = SimulatorServer.builder().port(0).seed(7).timeScale(60).build().start()) {
 *   // … point a client at simulator.uri() …
 * }
 * }</pre>
 *
 * <p>What happens is told by a {@link Scenario}, from a file or from code:
 *
 * <pre>{@code
 * SimulatorServer.builder()
 *     .scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofSeconds(30))).withErrorProbability(0.2))
 *     .fault(FaultRule.of(Fault.status(503)).onRoute("get").first(2))
 * }</pre>
 *
 * <p>While it runs, {@link #simulation()} shows and changes everything that the control listener
 * does: freeze and advance the clock, read the journal, add and lift faults, change the scenario.
 *
 * <p>Safe for use by many threads; several can live in one process. Virtual threads serve requests.
 */
public final class SimulatorServer implements AutoCloseable {

  private static final String LOCALHOST = "localhost";

  private final ListenAddresses addresses;
  private final ServerContext.RequestLog requestLog;
  private final Simulation simulation;
  private final SimulatedFaces faces;
  private final ControlFace control;
  private boolean started;
  private Optional<Listeners> listeners = Optional.empty();

  private SimulatorServer(Builder builder) {
    Listener.Address address = new Listener.Address(builder.host, builder.port);
    this.addresses =
        new ListenAddresses(address, builder.limits, builder.controlPort, builder.controlHost);
    this.requestLog = builder.requestLog;
    SimulatedClock clock = new SimulatedClock(builder.wall, builder.timeScale);
    clock.freeze(builder.frozen);
    if (builder.clientsKeepPace) {
      clock.clientsKeepPace();
    }
    long run = builder.repeatableIds ? 0 : new SecureRandom().nextLong();
    this.simulation =
        new Simulation(
            builder.scenario.withFaults(builder.faults),
            builder.seed,
            clock,
            builder.capacity.within(Runtime.getRuntime().maxMemory()),
            new Ids(builder.seed, run));
    this.faces =
        new SimulatedFaces(simulation, builder.wall, builder.faceSettings, builder.requestLog);
    this.control = addresses.control(faces, builder.catalogue, builder.controlToken);
  }

  /**
   * Whether an environment variable or a system property of that name is a setting of the simulator
   * as a program: for programs beside it that have settings of their own.
   */
  public static boolean isSetting(String name) {
    return SettingsReader.isSetting(name);
  }

  /** Begins with the defaults, which each method of the builder names. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts to listen.
   *
   * @return this server
   * @throws Listener.ListenException if an address cannot be had; the server is closed then
   * @throws IllegalStateException if it was started before
   */
  public synchronized SimulatorServer start() {
    if (started) {
      throw new IllegalStateException("the server was started before");
    }
    started = true;
    Listeners listening = addresses.listen(faces, control);
    listeners = Optional.of(listening);
    faces.open(listening.ports());
    return this;
  }

  /**
   * Where clients find it, for example {@code http://127.0.0.1:41234}.
   *
   * @throws IllegalStateException if it does not run
   */
  public URI uri() {
    return running().faces().uri();
  }

  /**
   * Where the control API listens; empty if it is switched off.
   *
   * @throws IllegalStateException if the server does not run
   */
  public Optional<URI> controlUri() {
    return running().control().map(Listener::uri);
  }

  /** Every address at which clients find it, {@link #uri()} first, and on the same terms. */
  public List<URI> uris() {
    return running().faces().uris();
  }

  /** Every address at which the control API listens, on the terms of {@link #controlUri()}. */
  public List<URI> controlUris() {
    return running().control().map(Listener::uris).orElse(List.of());
  }

  /** The world behind it: clock, jobs, journal, fault rules, scenario. */
  public Simulation simulation() {
    return simulation;
  }

  /** The verdict on the clients so far; a call is worth {@link Report#USUAL_PRICE}. */
  public Report report() {
    return report(Report.USUAL_PRICE);
  }

  /**
   * The verdict on the clients so far.
   *
   * @param price how much lateness one call is worth, from a millisecond to a day; 5 s is usual
   * @throws IllegalArgumentException if the price is out of range
   */
  public Report report(Duration price) {
    return faces.gradebook().report(price);
  }

  /**
   * Puts one more fault rule in force; {@code simulation().faults().lift(id)} lifts it.
   *
   * @return the rule with its id
   * @throws IllegalStateException if 1,000 rules were added already and are in force
   */
  public FaultBoard.ActiveRule fault(FaultRule rule) {
    return simulation.fault(rule);
  }

  /**
   * Stops: new connections are refused at once, requests that are held back are woken, requests in
   * flight get 5 seconds to end. Does nothing if it does not run.
   */
  @Override
  public synchronized void close() {
    started = true;
    if (listeners.isPresent()) {
      faces.drain();
      listeners.get().stop();
      listeners = Optional.empty();
      requestLog.flush();
    }
  }

  private synchronized Listeners running() {
    return listeners.orElseThrow(() -> new IllegalStateException("the server does not run"));
  }

  /** How a server is to be. Not safe for use by many threads. */
  public static final class Builder {

    private String host = LOCALHOST;
    private int port = 8080;
    private ConnectionLimits limits = ConnectionLimits.defaults();
    private ControlPort controlPort = new ControlPort.NextToFaces();
    private String controlHost = LOCALHOST;
    private String controlToken = "";
    private ScenarioCatalogue catalogue = ScenarioCatalogue.shipped();
    private long seed = 1;
    private boolean repeatableIds;
    private double timeScale = 1;
    private boolean clientsKeepPace;
    private boolean frozen;
    private Scenario scenario = Scenario.happyPath();
    private final List<FaultRule> faults = new ArrayList<>();
    private FaceSettings faceSettings = FaceSettings.defaults();
    private Simulation.Capacity capacity = Simulation.Capacity.DEFAULT;
    private ServerContext.RequestLog requestLog = ServerContext.RequestLog.none();
    private WallClock wall = new SystemWallClock();

    private Builder() {}

    /**
     * Name or address to listen on. Default {@code localhost}: this machine only, by 127.0.0.1 and,
     * where it has IPv6, by ::1 on the same port.
     */
    public Builder host(String host) {
      this.host = host;
      return this;
    }

    /** Port to listen on, 0 for any free one. Default 8080. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** What clients are granted. Default {@link ConnectionLimits#defaults()}. */
    public Builder connections(ConnectionLimits limits) {
      this.limits = limits;
      return this;
    }

    /** Where the control API listens. Default {@link ControlPort.NextToFaces}. */
    public Builder controlPort(ControlPort port) {
      this.controlPort = port;
      return this;
    }

    /**
     * Name or address on which the control API listens. Default {@code localhost}; any that is not
     * loopback needs a {@link #controlToken}.
     */
    public Builder controlHost(String host) {
      this.controlHost = host;
      return this;
    }

    /**
     * What callers of the control API must present as {@code Authorization: Bearer TOKEN}, visible
     * ASCII. Default empty: nothing.
     */
    public Builder controlToken(String token) {
      this.controlToken = token;
      return this;
    }

    /** The scenarios that can be called by name. Default those that are shipped. */
    public Builder catalogue(ScenarioCatalogue scenarios) {
      this.catalogue = scenarios;
      return this;
    }

    /** Seed of all chance; equal seeds and equal requests give equal jobs and faults. Default 1. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Gives the same ids in each run with the same seed and requests. Default: other ones in each
     * run, so that a client that still asks about a job of the former run is never told about
     * another. Plans, outcomes and faults follow from the seed in any case.
     */
    public Builder repeatableIds(boolean repeatable) {
      this.repeatableIds = repeatable;
      return this;
    }

    /** Simulated seconds per wall-clock second, 0.001 to 10,000. Default 1. */
    public Builder timeScale(double scale) {
      SimulatedClock.SCALES.require("time-scale", scale);
      this.timeScale = scale;
      return this;
    }

    /**
     * Tells clients waits ({@code Retry-After}, {@code RateLimit}) in simulated time, as their own
     * clocks are set to run as fast as it. Default: by the wall clock.
     */
    public Builder clientsKeepPace() {
      this.clientsKeepPace = true;
      return this;
    }

    /** Has time stand still from the start, until the clock is moved. Default: it passes. */
    public Builder frozen() {
      this.frozen = true;
      return this;
    }

    /** How the server behaves. Default {@link Scenario#happyPath()}. */
    public Builder scenario(Scenario scenario) {
      this.scenario = scenario;
      return this;
    }

    /**
     * How the server behaves, by the name of a scenario in the catalogue.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Builder scenario(String name) {
      return scenario(catalogue.require(name));
    }

    /**
     * How the server behaves, as a scenario file has it.
     *
     * @throws DocumentException if it cannot be read, or is wrong; names line and reason
     */
    public Builder scenario(Path file) {
      return scenario(ScenarioCatalogue.file(file));
    }

    /** Adds a fault rule to the scenario. Default none. */
    public Builder fault(FaultRule rule) {
      this.faults.add(rule);
      return this;
    }

    /** What the faces can be told. Default {@link FaceSettings#defaults()}. */
    public Builder faces(FaceSettings settings) {
      this.faceSettings = settings;
      return this;
    }

    /**
     * How much is remembered, as far as the heap can hold it. Default {@link
     * Simulation.Capacity#DEFAULT}.
     */
    public Builder capacity(Simulation.Capacity capacity) {
      this.capacity = capacity;
      return this;
    }

    /** Who is told of each request. Default nobody. */
    public Builder requestLog(ServerContext.RequestLog log) {
      this.requestLog = log;
      return this;
    }

    /** The real time behind the simulated one. Default the machine's. */
    public Builder wallClock(WallClock wall) {
      this.wall = wall;
      return this;
    }

    /**
     * A server that is not started yet.
     *
     * @throws IllegalArgumentException if a value is out of range; names it, and the rule
     */
    public SimulatorServer build() {
      return new SimulatorServer(this);
    }
  }
}
