package dev.pollwise.simulator.control;

import dev.pollwise.simulator.http.DirectErrors;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.transport.Linger;
import dev.pollwise.simulator.transport.Listener;
import dev.pollwise.simulator.transport.Sockets;
import io.helidon.webserver.http.HttpRouting;

/** The face for people and tests that steer the server, on a listener of its own. */
public final class ControlFace {

  private final ServerContext bench;
  private final ProblemFace problems;
  private final ScenarioCatalogue scenarios;

  /**
   * The control of the faces that share this; nothing listens yet.
   *
   * @param scenarios that can be called by name
   * @param access who may use it
   */
  public ControlFace(ServerContext bench, ScenarioCatalogue scenarios, ControlAccess access) {
    this.bench = bench;
    this.problems = new ProblemFace(access);
    this.scenarios = scenarios;
  }

  /** The route table of the listener. */
  public void routing(HttpRouting.Builder routing) {
    routing.register(new ControlService(bench, problems, scenarios));
  }

  /**
   * What a listener needs; sockets apart from those of the faces, so that no fault reaches them.
   */
  public Listener.Served served() {
    HttpRouting.Builder routing = HttpRouting.builder();
    routing(routing);
    return new Listener.Served(
        routing,
        new DirectErrors(
                path -> problems, bench.ids(), bench.wall(), (method, path, status, id) -> {})
            .handlers(),
        new Sockets(bench.wall(), bench.sockets().memory()),
        new Linger(bench.wall()),
        bench.background());
  }
}
