package dev.pollwise.client.duration;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Durations;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a schedule costs on average under a law: {@code E[C] = sum over k of [cp + cd (x(k+1) -
 * x(k))] S(x(k)) - cd E[T]}, exactly and not by drawing. Pure values; safe for any thread.
 *
 * <p>A job that is still alive at the last look is charged its calls, and no lateness.
 *
 * @param calls the expected number of calls, 0 or more
 * @param lateness expected time from a job's end to the call that sees it, 0 or more
 * @param callPrice r: how many seconds of lateness one call is worth
 */
public record ExpectedCost(double calls, Duration lateness, Duration callPrice) {

  /** Refuses values out of range. */
  public ExpectedCost {
    Rules.within("calls", calls, 0, Double.MAX_VALUE);
    Durations.requireNotNegative("lateness", lateness);
    Durations.requirePositive("callPrice", callPrice);
  }

  /** The whole cost, in calls: {@code calls + lateness / r}. */
  public double inCalls() {
    return calls + Seconds.of(lateness) / Seconds.of(callPrice);
  }

  /**
   * The cost of a schedule of your own.
   *
   * @param polls time since the submit of each poll of a job that goes on, rising; the last is the
   *     last look
   */
  public static ExpectedCost of(DurationLaw law, List<Duration> polls, Duration callPrice) {
    Durations.requirePositive("callPrice", callPrice);
    return of(SecondsLaw.of(law), Schedule.of(polls), callPrice);
  }

  /**
   * The cost of following an outlook under a law, which may be another than the outlook believes;
   * while it knows nothing, on the quadratic schedule.
   *
   * @param truth how long jobs really take
   * @param outlook what is followed
   * @param callPrice r
   * @param horizon time since the submit of the last look
   */
  public static ExpectedCost following(
      DurationLaw truth, Outlook outlook, Duration callPrice, Duration horizon) {
    requireNonNull(outlook, "outlook");
    double price = price(callPrice);
    SecondsLaw law = SecondsLaw.of(truth);
    return of(
        law,
        Schedule.following(
            elapsed ->
                outlook
                    .next(Seconds.upward(elapsed), callPrice, horizon)
                    .map(Seconds::of)
                    .orElseGet(() -> Ignorance.next(elapsed, 0, price)),
            law,
            horizon(horizon)),
        callPrice);
  }

  /** The least that any schedule can cost under a law that is known. */
  public static ExpectedCost optimum(DurationLaw law, Duration callPrice, Duration horizon) {
    return following(law, Outlook.of(law), callPrice, horizon);
  }

  /** The cost of the equal-cost rule under a law that is known: at most twice the optimum. */
  public static ExpectedCost equalCost(DurationLaw law, Duration callPrice, Duration horizon) {
    SecondsLaw fast = SecondsLaw.of(law);
    double price = price(callPrice);
    double end = horizon(horizon);
    return of(
        fast,
        Schedule.following(
            elapsed -> Plans.EqualCostRule.next(fast, elapsed, price, end), fast, end),
        callPrice);
  }

  /**
   * A bound, in calls, that no schedule of any poller can cost less than under this law: the
   * expected number of calls of the equal-cost rule.
   */
  public static double lowerBound(DurationLaw law, Duration callPrice, Duration horizon) {
    return equalCost(law, callPrice, horizon).calls();
  }

  /**
   * The best that is possible, as calls against lateness: the optimum for one price after the
   * other.
   *
   * @param cheapest the first price
   * @param dearest the last, not less
   * @param points 2 to 1,000, spaced evenly in the logarithm of the price
   */
  public static List<ExpectedCost> frontier(
      DurationLaw law, Duration horizon, Duration cheapest, Duration dearest, int points) {
    requireNonNull(law, "law");
    Durations.requirePositive("horizon", horizon);
    Durations.requirePositive("cheapest", cheapest);
    Durations.requirePositive("dearest", dearest);
    Durations.requireAtLeast("dearest", dearest, "cheapest", cheapest);
    Rules.within("points", points, 2, 1_000);
    double from = Seconds.of(cheapest);
    double ratio = Seconds.of(dearest) / from;
    return IntStream.range(0, points)
        .mapToObj(i -> Seconds.upward(from * Math.pow(ratio, i / (points - 1.0))))
        .map(price -> optimum(law, price, horizon))
        .toList();
  }

  private static ExpectedCost of(SecondsLaw law, Schedule schedule, Duration callPrice) {
    return new ExpectedCost(schedule.calls(law), Seconds.upward(schedule.lateness(law)), callPrice);
  }

  private static double price(Duration callPrice) {
    Durations.requirePositive("callPrice", callPrice);
    return Seconds.of(callPrice);
  }

  private static double horizon(Duration horizon) {
    Durations.requirePositive("horizon", horizon);
    return Seconds.of(horizon);
  }
}
