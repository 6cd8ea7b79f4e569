package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.Injected;
import dev.pollwise.simulator.scenario.DocumentException;
import dev.pollwise.simulator.scenario.FaultReader;
import dev.pollwise.simulator.scenario.Yaml;
import java.util.List;
import java.util.Optional;

/**
 * The fault that a client picks for one request by the header {@code X-Pollwise-Fault}: a word, or
 * a rule in one line as in a scenario file; {@code none} keeps all rules away.
 *
 * <pre>
 * X-Pollwise-Fault: reset
 * X-Pollwise-Fault: {fault: status, status: 503, retry-after: 5s}
 * X-Pollwise-Fault: {fault: outage, lease: 10s}
 * </pre>
 */
final class PickedFault {

  private PickedFault() {}

  /**
   * What the header picks; empty without a header. An outage begins at once and has a lease, so
   * that no client can end the server for good.
   */
  static Optional<List<Injected>> of(RequestContext call, FaultBoard board) {
    return call.header(KnownHeaders.FAULT).map(header -> read(header, call, board));
  }

  private static List<Injected> read(String header, RequestContext call, FaultBoard board) {
    if (header.strip().equals("none")) {
      return List.of();
    }
    try {
      FaultRule rule = FaultReader.read(Yaml.read("X-Pollwise-Fault", header));
      if (rule.fault() instanceof Fault.Outage) {
        if (rule.lease().equals(FaultRule.FOREVER)) {
          throw ApiError.invalid("X-Pollwise-Fault", "X-Pollwise-Fault: an outage needs a lease");
        }
        board.add(rule, call.arrival().simulated());
      }
      return List.of(new Injected("header", rule.fault(), rule.phase()));
    } catch (DocumentException e) {
      throw ApiError.invalid("X-Pollwise-Fault", "X-Pollwise-Fault: " + e.reason());
    }
  }
}
