package dev.pollwise.client.duration;

import java.util.List;
import java.util.stream.Stream;

/**
 * The plans for one law, made when they are asked for. Tables are kept for the last few pairs of
 * price and horizon. Both are rounded to steps of 1/8 octave, the horizon upward: a price that is
 * off by 4 % costs less than 0.05 %. Safe for any thread.
 */
final class Plans {

  /** Enough for four octaves of the length of a source, where a law counts in these. */
  private static final int MOST = 80;

  private static final double STEPS_PER_OCTAVE = 8;

  private final SecondsLaw law;

  /** Newest first. Written whole; a plan that two threads make at once is made twice. */
  private volatile List<Made> plans = List.of();

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

  Plan of(double price, double horizon) {
    int priceStep = (int) Math.rint(steps(price));
    int horizonStep = (int) Math.ceil(steps(horizon));
    for (Made made : plans) {
      if (made.priceStep() == priceStep && made.horizonStep() == horizonStep) {
        return made.plan();
      }
    }
    Plan plan = Plan.of(law, value(priceStep), value(horizonStep));
    plans =
        Stream.concat(Stream.of(new Made(priceStep, horizonStep, plan)), plans.stream())
            .limit(MOST)
            .toList();
    return plan;
  }

  private static double steps(double value) {
    return Math.log(value) * (STEPS_PER_OCTAVE / Math.log(2));
  }

  private static double value(int step) {
    return Math.pow(2, step / STEPS_PER_OCTAVE);
  }

  private record Made(int priceStep, int horizonStep, Plan plan) {}
}
