package dev.pollwise.client.duration;

import java.util.List;
import java.util.Optional;
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
    return SecondsLaw.Quantile.of(law, 1 - SurvivalGrid.NOBODY).map(Seconds::of).orElse(0.0);
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

  /** How to find the next poll under a law, for one price and one horizon. Seconds throughout. */
  sealed interface Plan {

    /**
     * The next poll, later than elapsed.
     *
     * @param elapsed 0 or more, before the horizon
     * @param alive the law's survival then, more than {@link SurvivalGrid#NOBODY}
     */
    double next(double elapsed, double alive);

    /**
     * By which share the rest of the wait costs more if the next poll comes at a moment of its own;
     * 0 where that cannot be told.
     *
     * @param elapsed as for {@link #next}
     * @param alive as for {@link #next}
     * @param at the moment, later than elapsed
     * @param aliveThen the law's survival then
     */
    double loss(double elapsed, double alive, double at, double aliveThen);

    /** The exact optimum if its table is not too large, else the equal-cost rule. */
    static Plan of(SecondsLaw law, double price, double horizon) {
      Optional<OptimalTable> table = OptimalTable.of(law, price, horizon);
      return table.isPresent()
          ? new Exact(price, horizon, table.get())
          : new EqualCost(price, horizon, law);
    }

    /** Follows a table. */
    record Exact(double price, double horizon, OptimalTable table) implements Plan {

      @Override
      public double next(double elapsed, double alive) {
        return elapsed < table.end() ? table.next(elapsed, alive) : horizon;
      }

      @Override
      public double loss(double elapsed, double alive, double at, double aliveThen) {
        return elapsed < table.end() ? table.loss(elapsed, alive, at, aliveThen) : 0;
      }
    }

    /** Follows the equal-cost rule. */
    record EqualCost(double price, double horizon, SecondsLaw law) implements Plan {

      @Override
      public double next(double elapsed, double alive) {
        return EqualCostRule.next(law, elapsed, price, horizon);
      }

      @Override
      public double loss(double elapsed, double alive, double at, double aliveThen) {
        return 0;
      }
    }
  }

  /**
   * Poll when the lateness expected to have built up since the last poll is worth one call: from x,
   * with the job alive, wait the g for which {@code integral from 0 to g of P(T <= x+u | T > x) du
   * = r}. For every law it costs at most twice the optimum, and its expected number of calls is a
   * lower bound of what any schedule can cost (polling-theory 1.5).
   */
  static final class EqualCostRule {

    private static final double FINESSE = 1 / 16.0;

    private EqualCostRule() {}

    /**
     * The next poll in seconds, at most the horizon.
     *
     * @param elapsed in seconds; the law must leave somebody alive then
     */
    static double next(SecondsLaw law, double elapsed, double price, double horizon) {
      double alive = law.survivalAt(elapsed);
      double limit = price * FINESSE * FINESSE;
      double at = elapsed;
      double ended = 0;
      double late = 0;
      double step = (horizon - elapsed) / 64;
      while (at < horizon) {
        step = Math.min(step * 1.5, horizon - at);
        double then = endedBy(law, at + step, alive, ended);
        double least = Math.max(limit, at * 1e-12);
        while (step > least && (then - ended) * step > limit) {
          step /= 2;
          then = endedBy(law, at + step, alive, ended);
        }
        double more = step * (ended + then) / 2;
        if (late + more >= price) {
          return Math.min(horizon, at + root(price - late, ended, (then - ended) / step, step));
        }
        late += more;
        ended = then;
        at = step < horizon - at ? at + step : horizon;
      }
      return horizon;
    }

    private static double endedBy(SecondsLaw law, double seconds, double alive, double before) {
      return Math.max(before, 1 - law.survivalAt(seconds) / alive);
    }

    /** The u at which {@code start u + slope u²/2} reaches the wanted area; at most the step. */
    private static double root(double wanted, double start, double slope, double step) {
      double u = 2 * wanted / (start + Math.sqrt(start * start + 2 * slope * wanted));
      return Math.min(u, step);
    }
  }
}
