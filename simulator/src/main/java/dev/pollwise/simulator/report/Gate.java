package dev.pollwise.simulator.report;

import dev.pollwise.simulator.report.Report.ClientReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Whether every client kept within bounds. What is not known is never taken for good: a report that
 * is not complete, or a server that nobody asked, does not pass.
 *
 * @param checks what was looked at, in order
 */
public record Gate(List<Check> checks) {

  /**
   * One thing that was looked at.
   *
   * @param about the client, or what else
   * @param claim what was to be
   * @param reason why it is not so, in a sentence; empty if it is
   */
  public record Check(String about, String claim, String reason) {

    /** Whether it is so. */
    public boolean passed() {
      return reason.isEmpty();
    }
  }

  /** Copies the list. */
  public Gate {
    checks = List.copyOf(checks);
  }

  /**
   * Judges.
   *
   * @param bounds of each client; seconds where it is a time
   */
  public static Gate of(Report report, Map<Threshold, Double> bounds) {
    double price = Threshold.seconds(report.price());
    List<ClientReport> clients =
        report.clients().stream().filter(ClientReport::didSomething).toList();
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            "report",
            "nothing was forgotten",
            report.isComplete() ? "" : report.forgotten().describe()));
    checks.add(
        new Check(
            "report",
            "somebody submitted or polled",
            clients.isEmpty() ? "No client submitted or polled anything." : ""));
    for (ClientReport client : clients) {
      bounds.forEach((threshold, bound) -> {
        OptionalDouble value = threshold.of(client, price);
        checks.add(check(client.client().describe(), threshold, bound, value));
      });
    }
    return new Gate(checks);
  }

  private static Check check(
      String client, Threshold threshold, double bound, OptionalDouble value) {
    String claim = threshold.word() + " at most " + threshold.shown(bound);
    boolean passed = value.isPresent() && value.getAsDouble() <= bound;
    String found =
        value.isPresent() ? "is " + threshold.shown(value.getAsDouble()) : "is not known";
    return new Check(
        client,
        claim,
        passed
            ? ""
            : "%s: %s %s, and may be at most %s (%s)."
                .formatted(
                    client, threshold.word(), found, threshold.shown(bound), threshold.says()));
  }

  /** Whether every check did. */
  public boolean passed() {
    return checks.stream().allMatch(Check::passed);
  }

  /** A sentence for each check that did not pass. */
  public List<String> reasons() {
    return checks.stream().filter(check -> !check.passed()).map(Check::reason).toList();
  }
}
