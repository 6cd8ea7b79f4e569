package dev.pollwise.client.forecast;

import dev.pollwise.client.job.Rules;
import java.time.Duration;

/**
 * How the server behaves in a {@link Forecast}. Immutable; start from {@link #ideal()} and change
 * what matters.
 *
 * @param roundTrip from asking to the answer, 0 to 365 days; the server looks at the job half way
 * @param failures the share of calls that bring no answer, 0 to 1
 * @param retryAfter the pause that it asks for as long as a job runs, 0 to 365 days; zero for none
 * @param longestHold for how long it is willing to hold a call until there is news (long poll), 0
 *     to 365 days; zero for not at all
 * @param announced the share of ends that it announces at once, as by webhooks, 0 to 1
 */
public record ForecastServer(
    Duration roundTrip,
    double failures,
    Duration retryAfter,
    Duration longestHold,
    double announced) {

  /** Refuses values out of range. */
  public ForecastServer {
    Rules.notNegative("roundTrip", roundTrip);
    requireShare("failures", failures);
    Rules.notNegative("retryAfter", retryAfter);
    Rules.notNegative("longestHold", longestHold);
    requireShare("announced", announced);
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " " + value + ": must be from 0 to 1");
    }
  }

  /** Answers every call at once, and says no more than where the job stands. */
  public static ForecastServer ideal() {
    return new ForecastServer(Duration.ZERO, 0, Duration.ZERO, Duration.ZERO, 0);
  }

  /** The same server, farther away. */
  public ForecastServer withRoundTrip(Duration roundTrip) {
    return new ForecastServer(roundTrip, failures, retryAfter, longestHold, announced);
  }

  /** The same server, less reliable: each call fails by itself, after a round trip. */
  public ForecastServer withFailures(double failures) {
    return new ForecastServer(roundTrip, failures, retryAfter, longestHold, announced);
  }

  /** The same server, asking for a pause. */
  public ForecastServer withRetryAfter(Duration retryAfter) {
    return new ForecastServer(roundTrip, failures, retryAfter, longestHold, announced);
  }

  /** The same server, holding calls: as long as the poller allows, but not longer than this. */
  public ForecastServer withLongestHold(Duration longestHold) {
    return new ForecastServer(roundTrip, failures, retryAfter, longestHold, announced);
  }

  /** The same server, announcing ends: of a loss p, the share 1 - p arrives. */
  public ForecastServer withAnnounced(double announced) {
    return new ForecastServer(roundTrip, failures, retryAfter, longestHold, announced);
  }
}
