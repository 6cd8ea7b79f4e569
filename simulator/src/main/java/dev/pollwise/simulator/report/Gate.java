package dev.pollwise.simulator.report;

import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.report.Report.ClientReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

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

  /** What a gate can bound: at most so much for each client. */
  public enum Threshold {
    /** See {@link ClientReport#undetected}. */
    LOST("jobs of whose end it was never told"),
    /** See {@link Report.Counts#early} and {@link ClientReport#earlySubmits}. */
    EARLY("polls and submits before a Retry-After allowed"),
    /** What it paid over what the best schedule pays on average. */
    COST("what it paid in calls and lateness, as a multiple of what the best schedule pays"),
    /** See {@link Report.Detection#lateness}; simulated time. */
    LATE("the longest time between a job's end and its knowing"),
    /** See {@link Report.Counts#calls}. */
    CALLS("polls"),
    /** See {@link Report.Counts#wasted}. */
    WASTED("polls that brought no news"),
    /** See {@link Report.Counts#afterEnd}. */
    AFTER_END("polls although it knew that all was over"),
    /** See {@link Report.Counts#overlapping}. */
    OVERLAPPING("polls before the last one was answered"),
    /** See {@link ClientReport#repeatedSubmits}. */
    REPEATED_SUBMITS("submits that could pay twice");

    private static final Form<Double> SECONDS =
        Form.TIME
            .held("late", Range.of(Duration.ZERO, Durations.LONGEST))
            .as(Threshold::seconds, Threshold::time);

    private final String says;

    Threshold(String says) {
      this.says = says;
    }

    /** By its word. */
    public static Optional<Threshold> named(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** By which a query names it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What it bounds, in words. */
    public String says() {
      return says;
    }

    /** How its bound is given. */
    public Form<Double> form() {
      return switch (this) {
        case LATE -> SECONDS;
        case LOST, EARLY, COST, CALLS, WASTED, AFTER_END, OVERLAPPING, REPEATED_SUBMITS ->
            Form.NUMBER.held(word(), Range.of(0.0, (double) Range.LARGEST));
      };
    }

    /** A bound, or what a client did, for people. */
    String shown(double value) {
      double rounded = Math.round(value * 1e3) / 1e3;
      return switch (this) {
        case LATE -> Durations.format(time(rounded));
        case LOST, EARLY, COST, CALLS, WASTED, AFTER_END, OVERLAPPING, REPEATED_SUBMITS ->
            rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
      };
    }

    /** All of them that a client did, in one line. */
    static String describe(ClientReport client, Duration price) {
      return Arrays.stream(values())
          .map(each -> {
            OptionalDouble value = each.of(client, seconds(price));
            return each.word()
                + " "
                + (value.isPresent() ? each.shown(value.getAsDouble()) : "not known");
          })
          .collect(Collectors.joining(", "));
    }

    /**
     * How much of it a client did; empty if nobody knows.
     *
     * @param price of a call, in seconds of lateness
     */
    OptionalDouble of(ClientReport client, double price) {
      Report.Counts counts = client.counts();
      return switch (this) {
        case LOST -> OptionalDouble.of((double) client.undetected());
        case EARLY -> OptionalDouble.of(counts.early() + (double) client.earlySubmits());
        case COST -> cost(client, price);
        case LATE -> lateness(client);
        case CALLS -> OptionalDouble.of(counts.calls());
        case WASTED -> OptionalDouble.of(counts.wasted());
        case AFTER_END -> OptionalDouble.of(counts.afterEnd());
        case OVERLAPPING -> OptionalDouble.of(counts.overlapping());
        case REPEATED_SUBMITS -> OptionalDouble.of((double) client.repeatedSubmits());
      };
    }

    private static OptionalDouble cost(ClientReport client, double price) {
      double best = client.comparison().best().at(price);
      return best > 0
          ? OptionalDouble.of(client.comparison().client().at(price) / best)
          : unknownIfItAsked(client);
    }

    private static OptionalDouble lateness(ClientReport client) {
      OptionalDouble longest =
          client.jobs().stream()
              .flatMap(job -> job.detection().stream())
              .mapToDouble(detection -> seconds(detection.lateness()))
              .max();
      return longest.isPresent() ? longest : unknownIfItAsked(client);
    }

    private static OptionalDouble unknownIfItAsked(ClientReport client) {
      return client.counts().calls() > 0 ? OptionalDouble.empty() : OptionalDouble.of(0);
    }

    /** A time as a bound. */
    public static double seconds(Duration time) {
      return time.toNanos() / 1e9;
    }

    private static Duration time(double seconds) {
      return Duration.ofNanos(Math.round(seconds * 1e9));
    }
  }
}
