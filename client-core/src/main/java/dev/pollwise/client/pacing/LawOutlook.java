package dev.pollwise.client.pacing;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * Follows the exact optimum of a law; where a table would grow too large, the equal-cost rule,
 * which there costs the same to 0.1 %; and where the law expects nobody to be alive any more, the
 * schedule of ignorance, begun anew.
 *
 * <p>Tables are kept for the last few pairs of price and horizon. Both are rounded to steps of 1/16
 * octave, the horizon upward: a price that is off by 2 % costs less than 0.01 %.
 */
final class LawOutlook implements Outlook {

  private static final int MOST_PLANS = 8;
  private static final double STEPS_PER_OCTAVE = 16;

  /** Beyond, an interval has no room at all. */
  private static final int MOST_HALVED = 10;

  private final SecondsLaw law;
  private final String description;
  private final boolean isAssumed;

  /** Newest first. Written whole; a plan that two threads make at once is made twice. */
  private volatile List<Plan> plans = List.of();

  LawOutlook(SecondsLaw law, String description, boolean isAssumed) {
    this.law = law;
    this.description = description;
    this.isAssumed = isAssumed;
  }

  @Override
  public Optional<Duration> next(Duration elapsed, Duration callPrice, Duration horizon) {
    check(elapsed, callPrice, horizon);
    double next = next(Seconds.of(elapsed), Seconds.of(callPrice), Seconds.of(horizon));
    Duration wanted = Seconds.upward(Math.min(next, Seconds.of(Rules.LONGEST)));
    Duration later = wanted.compareTo(elapsed) > 0 ? wanted : elapsed.plusNanos(1);
    return Optional.of(later.compareTo(horizon) < 0 ? later : horizon);
  }

  private static void check(Duration elapsed, Duration callPrice, Duration horizon) {
    Rules.notNegative("elapsed", elapsed);
    Rules.positive("callPrice", callPrice);
    Rules.positive("horizon", horizon);
    if (horizon.compareTo(elapsed) <= 0) {
      throw new IllegalArgumentException(
          "horizon "
              + DurationText.of(horizon)
              + ": must be later than elapsed "
              + DurationText.of(elapsed));
    }
  }

  @Override
  public Optional<Leeway> leeway(
      Duration elapsed, Duration callPrice, Duration horizon, Jitter widest, double loss) {
    requireNonNull(widest, "widest");
    Rules.within("loss", loss, 0, Double.MAX_VALUE);
    Duration best = next(elapsed, callPrice, horizon).orElseThrow().minus(elapsed);
    double from = Seconds.of(elapsed);
    double alive = law.survivalAt(from);
    if (alive <= SurvivalGrid.NOBODY) {
      return Optional.of(widest.around(best));
    }
    Plan plan = plan(Seconds.of(callPrice), Seconds.of(horizon));
    double interval = Seconds.of(best);
    DoublePredicate serves =
        share -> {
          double at = from + interval * (1 + share);
          return plan.loss(from, alive, at, law.survivalAt(at)) <= loss;
        };
    return Optional.of(
        Jitter.around(best, -room(-widest.fraction(), serves), room(widest.fraction(), serves)));
  }

  /**
   * How far an interval may move to one side: all the way, or half of it, or half of that. Points
   * on the way are looked at too, since the cost need not rise evenly.
   */
  private static double room(double share, DoublePredicate serves) {
    double tried = share;
    for (int halved = 0; halved < MOST_HALVED; halved++, tried /= 2) {
      if (serves.test(tried) && serves.test(tried / 2) && serves.test(tried / 4)) {
        return tried;
      }
    }
    return 0;
  }

  private double next(double elapsed, double price, double horizon) {
    double alive = law.survivalAt(elapsed);
    return alive <= SurvivalGrid.NOBODY
        ? Ignorance.next(elapsed, lawEnd(), price)
        : plan(price, horizon).next(elapsed, alive);
  }

  private double lawEnd() {
    return Quantile.of(law, 1 - SurvivalGrid.NOBODY).map(Seconds::of).orElse(0.0);
  }

  private Plan plan(double exactPrice, double exactHorizon) {
    double price = round(exactPrice, Math::rint);
    double horizon = round(exactHorizon, Math::ceil);
    for (Plan plan : plans) {
      if (plan.price() == price && plan.horizon() == horizon) {
        return plan;
      }
    }
    Plan made = Plan.of(law, price, horizon);
    plans = Stream.concat(Stream.of(made), plans.stream()).limit(MOST_PLANS).toList();
    return made;
  }

  private static double round(double value, DoubleUnaryOperator steps) {
    double octaves = Math.log(value) / Math.log(2);
    return Math.pow(2, steps.applyAsDouble(octaves * STEPS_PER_OCTAVE) / STEPS_PER_OCTAVE);
  }

  @Override
  public boolean isAssumed() {
    return isAssumed;
  }

  @Override
  public Optional<DurationLaw> law() {
    return Optional.of(law);
  }

  @Override
  public String describe() {
    return description;
  }
}
