package dev.pollwise.client.pacing;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * The plans for one law, made when they are asked for. Tables are kept for the last few pairs of
 * price and horizon. Both are rounded to steps of 1/16 octave, the horizon upward: a price that is
 * off by 2 % costs less than 0.01 %. Safe for any thread.
 */
final class Plans {

  /** Four octaves of the length of a source, for a law that counts in these. */
  private static final int MOST = 64;

  private static final double STEPS_PER_OCTAVE = 16;

  private final SecondsLaw law;

  /** Newest first. Written whole; a plan that two threads make at once is made twice. */
  private volatile List<Plan> plans = List.of();

  Plans(SecondsLaw law) {
    this.law = law;
  }

  SecondsLaw law() {
    return law;
  }

  /** When to poll next, as for {@link Plan#next}; all in seconds, or in what the law counts in. */
  double next(double elapsed, double price, double horizon) {
    double alive = law.survivalAt(elapsed);
    return alive <= SurvivalGrid.NOBODY
        ? Ignorance.next(elapsed, lawEnd(), price)
        : of(price, horizon).next(elapsed, alive);
  }

  private double lawEnd() {
    return Quantile.of(law, 1 - SurvivalGrid.NOBODY).map(Seconds::of).orElse(0.0);
  }

  Plan of(double exactPrice, double exactHorizon) {
    double price = round(exactPrice, Math::rint);
    double horizon = round(exactHorizon, Math::ceil);
    for (Plan plan : plans) {
      if (plan.price() == price && plan.horizon() == horizon) {
        return plan;
      }
    }
    Plan made = Plan.of(law, price, horizon);
    plans = Stream.concat(Stream.of(made), plans.stream()).limit(MOST).toList();
    return made;
  }

  private static double round(double value, DoubleUnaryOperator steps) {
    double octaves = Math.log(value) / Math.log(2);
    return Math.pow(2, steps.applyAsDouble(octaves * STEPS_PER_OCTAVE) / STEPS_PER_OCTAVE);
  }
}
