package dev.pollwise.simulator;

import dev.pollwise.simulator.control.ControlFace;
import dev.pollwise.simulator.heygen.SimulatedFaces;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.transport.ConnectionLimits;
import dev.pollwise.simulator.transport.Listener;
import java.util.Optional;

/**
 * Where a server is to listen.
 *
 * @param faces for clients
 * @param limits what clients are granted
 * @param controlPort for whoever steers
 * @param controlHost the same
 */
record ListenAddresses(
    Listener.Address faces, ConnectionLimits limits, ControlPort controlPort, String controlHost) {

  /**
   * Listens there.
   *
   * @throws Listener.ListenException if an address cannot be had; nothing listens then
   */
  Listeners listen(SimulatedFaces simulated, ControlFace steering) {
    Listener main = Listener.start(faces, limits, simulated.served());
    try {
      Optional<Listener> control =
          control().map(at -> Listener.start(at, controlLimits(), steering.served()));
      simulated.keepOutages(main);
      return new Listeners(main, control);
    } catch (Listener.ListenException e) {
      main.stop();
      throw e;
    }
  }

  /** The face for whoever steers. One that is off needs no token. */
  ControlFace control(SimulatedFaces simulated, ScenarioCatalogue catalogue, String token) {
    String reachable = controlPort instanceof ControlPort.Off ? "localhost" : controlHost;
    return new ControlFace(simulated.bench(), catalogue, reachable, token);
  }

  private Optional<Listener.Address> control() {
    return switch (controlPort) {
      case ControlPort.Off off -> Optional.empty();
      case ControlPort.At(int port) -> Optional.of(new Listener.Address(controlHost, port));
      case ControlPort.NextToFaces next -> {
        int port = faces.port() == 0 || faces.port() == 65_535 ? 0 : faces.port() + 1;
        yield Optional.of(new Listener.Address(controlHost, port));
      }
    };
  }

  /** As many as usual, however few the faces get: whoever steers is not to be shut out. */
  private ConnectionLimits controlLimits() {
    return limits.withConnections(ConnectionLimits.defaults().connections());
  }
}
