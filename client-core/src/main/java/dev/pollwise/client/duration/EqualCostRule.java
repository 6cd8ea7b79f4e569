package dev.pollwise.client.duration;

/**
 * Poll when the lateness expected to have built up since the last poll is worth one call: from x,
 * with the job alive, wait the g for which {@code integral from 0 to g of P(T <= x+u | T > x) du =
 * r}. For every law it costs at most twice the optimum, and its expected number of calls is a lower
 * bound of what any schedule can cost (polling-theory 1.5).
 */
final class EqualCostRule {

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
