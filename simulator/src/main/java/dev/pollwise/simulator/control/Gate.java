package dev.pollwise.simulator.control;

import dev.pollwise.simulator.report.Caller;
import dev.pollwise.simulator.report.Report;
import dev.pollwise.simulator.report.Report.ClientReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Whether every client kept within bounds. What is not known is never taken for good: a report that
 * is not complete, or a server that nobody asked, does not pass.
 *
 * @param checks what was looked at, in order
 */
record Gate(List<Check> checks) {

  /**
   * One thing that was looked at.
   *
   * @param about the client, or what else
   * @param claim what was to be
   * @param reason why it is not so, in a sentence; empty if it is
   */
  record Check(String about, String claim, String reason) {

    boolean passed() {
      return reason.isEmpty();
    }
  }

  /** Copies the list. */
  Gate {
    checks = List.copyOf(checks);
  }

  /**
   * Judges.
   *
   * @param bounds of each client; seconds where it is a time
   */
  static Gate of(Report report, Map<Threshold, Double> bounds) {
    double price = Threshold.seconds(report.price());
    List<ClientReport> clients = report.clients().stream().filter(Gate::didSomething).toList();
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            "report",
            "nothing was forgotten",
            report.isComplete() ? "" : forgotten(report.forgotten())));
    checks.add(
        new Check(
            "report",
            "somebody submitted or polled",
            clients.isEmpty() ? "No client submitted or polled anything." : ""));
    for (ClientReport client : clients) {
      bounds.forEach((threshold, bound) -> {
        OptionalDouble value = threshold.of(client, price);
        checks.add(check(name(client.client()), threshold, bound, value));
      });
    }
    return new Gate(checks);
  }

  private static String forgotten(Report.Forgotten forgotten) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("clients", forgotten.clients());
    counts.put("jobs of clients", forgotten.jobs());
    counts.put("submits", forgotten.submits());
    counts.put("jobs", forgotten.serverJobs());
    counts.put("pauses", forgotten.pauses());
    counts.put("idempotency keys", forgotten.idempotencyKeys());
    return counts.entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(
            Collectors.joining(
                ", ", "The report is not complete, as something had to be forgotten: ", "."));
  }

  private static boolean didSomething(ClientReport client) {
    return client.counts().calls() > 0 || client.submits() > 0;
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

  private static String name(Caller.Client client) {
    String key = client.key().isEmpty() ? "without a key" : client.key();
    return client.userAgent().isEmpty() ? key : key + " (" + client.userAgent() + ")";
  }

  boolean passed() {
    return checks.stream().allMatch(Check::passed);
  }

  /** A sentence for each check that did not pass. */
  List<String> reasons() {
    return checks.stream().filter(check -> !check.passed()).map(Check::reason).toList();
  }
}
