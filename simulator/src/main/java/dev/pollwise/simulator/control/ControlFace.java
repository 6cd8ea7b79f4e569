package dev.pollwise.simulator.control;

import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.transport.Listener;
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
   * @param host name or address on which it will listen
   * @param token that callers must present; empty for none
   * @throws IllegalArgumentException if no header can carry the token, or if there is none and
   *     other machines can reach the face
   */
  public ControlFace(ServerContext bench, ScenarioCatalogue scenarios, String host, String token) {
    this.bench = bench;
    this.problems = new ProblemFace(new ControlAccess(host, token));
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
    return bench.servedApart(routing, problems);
  }
}
