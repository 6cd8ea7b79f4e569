package dev.pollwise.simulator.report;

import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Numbers;
import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.report.Report.ClientReport;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

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
          Form.NUMBER.held(word(), Range.of(0.0, (double) Numbers.LARGEST));
    };
  }

  /** A bound, or what a client did, for people. */
  String shown(double value) {
    double rounded = Math.round(value * 1e3) / 1e3;
    return switch (this) {
      case LATE -> Durations.format(time(rounded));
      case LOST, EARLY, COST, CALLS, WASTED, AFTER_END, OVERLAPPING, REPEATED_SUBMITS ->
          rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
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
