package dev.pollwise.client.duration;

import java.util.Optional;

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
   * By which share the rest of the wait costs more if the next poll comes at a moment of its own; 0
   * where that cannot be told.
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
