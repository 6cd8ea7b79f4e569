package dev.pollwise.simulator.http;

import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;

/** The face for people and tests that steer the server, on a listener of its own. */
public final class ControlFace {

  private final Bench bench;
  private final ProblemFace problems;
  private final ScenarioCatalogue scenarios;

  /**
   * The control of these faces; nothing listens yet.
   *
   * @param scenarios that can be called by name
   * @param token that callers must present; empty for none
   */
  public ControlFace(SimulatedFaces faces, ScenarioCatalogue scenarios, String token) {
    this.bench = faces.bench();
    this.problems = new ProblemFace(token);
    this.scenarios = scenarios;
  }

  /** The route table of the listener. */
  public void routing(HttpRouting.Builder routing) {
    routing.register(new ControlService(bench, problems, scenarios));
  }

  DirectHandlers directHandlers() {
    return new DirectErrors(path -> problems, bench.ids()).handlers();
  }

  /** Apart from those of the faces, so that no fault reaches them. */
  Sockets sockets() {
    return new Sockets();
  }

  Linger linger() {
    return new Linger(bench.wall());
  }

  int bodyLimit() {
    return bench.bodyLimit();
  }
}
