package dev.pollwise.simulator.http;

import dev.pollwise.simulator.event.EventRing;
import dev.pollwise.simulator.job.BoundedMap;
import dev.pollwise.simulator.report.Gradebook;
import dev.pollwise.simulator.simulation.BackgroundWork;
import dev.pollwise.simulator.simulation.Journal;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import dev.pollwise.simulator.simulation.WallClock;
import dev.pollwise.simulator.transport.Listener;
import dev.pollwise.simulator.transport.Parking;
import dev.pollwise.simulator.transport.Sockets;
import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** What the services of one server share, and what its listeners need. */
public final class ServerContext {

  /** Bytes of an event with the job or the request that it tells of. */
  private static final int EVENT = 2_048;

  private static final int EVENTS = (int) (BoundedMap.bytes(10_000L * EVENT, 16) / EVENT);

  /** So that the events of a run have higher ids than those of all runs before. */
  private static final long IDS_PER_MILLI = 1_000;

  private final Simulation simulation;
  private final WallClock wall;
  private final RequestLog log;
  private final int bodyLimit;
  private final Gradebook gradebook;
  private final Parking parking = new Parking();
  private final BackgroundWork background = new BackgroundWork();
  private final EventRing events;
  private final ServerMetrics metrics;
  private final Sockets sockets;
  private final RequestIds ids;

  /**
   * For services that show this world, from which they hear what happens.
   *
   * @param log is told of each request
   * @param bodyLimit bytes that a request's body may have
   */
  public ServerContext(Simulation simulation, WallClock wall, RequestLog log, int bodyLimit) {
    this.simulation = simulation;
    this.gradebook = new Gradebook(simulation.clock());
    this.wall = wall;
    this.log = log;
    this.bodyLimit = bodyLimit;
    long begun = wall.instant().toEpochMilli();
    this.events = new EventRing(EVENTS, BoundedMap.bytes(64 << 20, 16), begun * IDS_PER_MILLI);
    this.metrics = new ServerMetrics(simulation, parking, events, Version.text());
    this.sockets = new Sockets(wall);
    this.ids = new RequestIds(begun);
    listen();
  }

  private void listen() {
    simulation.onReset(parking::release);
    simulation.onReset(() -> gradebook.clear(wall.nanoTime()));
    simulation.onReset(background::recovered);
    simulation.onForgotten(job -> gradebook.jobForgotten(job.spec().owner()));
    simulation.afterReset(() -> events.publish(new EventRing.SimulatorEvent.Reset()));
    simulation.onCreated(job -> events.publish(new EventRing.SimulatorEvent.JobCreated(job)));
    simulation.onScenario(
        now -> events.publish(new EventRing.SimulatorEvent.ScenarioChanged(now.name())));
    simulation.clock().onChange(() -> events.publish(new EventRing.SimulatorEvent.ClockSet()));
    simulation
        .faults()
        .onAdded(rule -> events.publish(new EventRing.SimulatorEvent.FaultAdded(rule)));
    simulation
        .faults()
        .onLifted(id -> events.publish(new EventRing.SimulatorEvent.FaultLifted(id)));
  }

  /** What the listener of the faces needs. */
  public Listener.Served served(HttpRouting.Builder routing, Function<String, Face> faceOfPath) {
    Recorder recorder = new Recorder(this);
    DirectErrors errors = new DirectErrors(faceOfPath, ids, wall, recorder::refused);
    return new Listener.Served(routing, errors.handlers(), sockets, background);
  }

  /** What a listener needs that no fault reaches, and of which nothing is written down. */
  public Listener.Served servedApart(HttpRouting.Builder routing, Face face) {
    DirectErrors errors =
        new DirectErrors(path -> face, ids, wall, (method, path, status, id) -> {});
    return new Listener.Served(routing, errors.handlers(), sockets.beside(), background);
  }

  /** The world that they show. */
  public Simulation simulation() {
    return simulation;
  }

  /** What the clients did. */
  public Gradebook gradebook() {
    return gradebook;
  }

  /** What happened last. */
  public EventRing events() {
    return events;
  }

  /** Real time. */
  public WallClock wall() {
    return wall;
  }

  /** A request that comes now. */
  Arrival arrival() {
    SimulatedClock clock = simulation.clock();
    return new Arrival(wall.nanoTime(), clock.now(), clock.wallInstant());
  }

  /** What is counted. */
  public ServerMetrics metrics() {
    return metrics;
  }

  /** Where requests wait. */
  public Parking parking() {
    return parking;
  }

  /** What goes on beside the requests. */
  public BackgroundWork background() {
    return background;
  }

  /** Where each request and webhook is told. */
  public RequestLog log() {
    return log;
  }

  Sockets sockets() {
    return sockets;
  }

  RequestIds ids() {
    return ids;
  }

  int bodyLimit() {
    return bodyLimit;
  }

  /** Where each request is told when it is over. Called by the threads that serve them. */
  @FunctionalInterface
  public interface RequestLog {

    /** Tells of one request. */
    void over(Journal.JournalEntry entry);

    /** Returns when all that was told is written; called when the server has stopped. */
    default void flush() {}

    /** Keeps silent. */
    static RequestLog none() {
      return entry -> {};
    }
  }

  /**
   * When a request came in.
   *
   * @param nanos steady time
   */
  public record Arrival(long nanos, Duration simulated, Instant onWall) {}
}
