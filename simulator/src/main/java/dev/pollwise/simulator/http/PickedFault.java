package dev.pollwise.simulator.http;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.Yaml;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.simulation.Simulation;
import java.time.Duration;
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

  private static final Duration LONGEST_OUTAGE = Duration.ofHours(1);

  /** What stands for each byte of a header that is not ASCII. */
  private static final char UNREADABLE = '\ufffd';

  private PickedFault() {}

  /**
   * What the header picks; empty without a header. An outage begins at once and has a lease of at
   * most an hour, so that no client can end the server for good.
   */
  static Optional<List<FaultBoard.Injected>> of(RequestContext call, Simulation simulation) {
    return call.onlyHeader(Response.KnownHeaders.FAULT).map(header -> read(header, simulation));
  }

  private static List<FaultBoard.Injected> read(String header, Simulation simulation) {
    if (header.strip().equals("none")) {
      return List.of();
    }
    if (header.indexOf(UNREADABLE) >= 0) {
      throw wrong("must be ASCII; in quotes, \\u00e9 stands for é");
    }
    try {
      FaultRule rule = FaultRule.FORM.read(Yaml.read("X-Pollwise-Fault", header));
      if (rule.matcher().route().equals(RequestMatcher.WEBHOOK)) {
        throw ApiError.invalid(
            "X-Pollwise-Fault", "X-Pollwise-Fault: strikes its request, not webhooks");
      }
      if (rule.fault() instanceof Fault.Outage) {
        if (rule.lease().compareTo(LONGEST_OUTAGE) > 0) {
          throw wrong("an outage needs a lease of at most 1h");
        }
        if (!rule.window().equals(FaultRule.Window.ALWAYS)) {
          throw wrong("an outage begins at once, and ends with its lease");
        }
        simulation.pickedOutage(rule);
      }
      return List.of(new FaultBoard.Injected("header", rule.fault(), rule.phase()));
    } catch (DocumentException e) {
      throw wrong(e.reason());
    }
  }

  private static ApiError wrong(String reason) {
    return ApiError.invalid("X-Pollwise-Fault", "X-Pollwise-Fault: " + reason);
  }
}
