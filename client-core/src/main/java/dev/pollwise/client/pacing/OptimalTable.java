package dev.pollwise.client.pacing;

import java.util.Arrays;
import java.util.Optional;

/**
 * The exact optimum for a law, a price and a horizon: the best next poll for every moment at which
 * a job may be known to be alive. Immutable; 18 bytes a point.
 *
 * <p>With cd = 1 and cp = r the cost to go from point i is {@code V_i = min over j > i of [r + t_j
 * - t_i] S_i + V_j}. The inner minimum is over lines of slope t_j at abscissa S_i; slopes come
 * falling and abscissas rising, so a monotone convex hull finds all minima in linear time
 * (Parmigiani 1992 for the programme, the usual hull trick for its speed). The last point is always
 * polled: it is the last look at the deadline.
 */
final class OptimalTable {

  /** So that indexes fit in 16 bits and a table in some tens of kilobytes. */
  static final int MOST_POINTS = 6_000;

  private static final double[] FINESSES = {1 / 12.0, 1 / 6.0};

  private final double[] times;
  private final double[] costs;
  private final char[] best;

  private OptimalTable(double[] times, double[] costs, char[] best) {
    this.times = times;
    this.costs = costs;
    this.best = best;
  }

  /** The table; empty where a call is so cheap that it would need too many points. */
  static Optional<OptimalTable> of(SecondsLaw law, double price, double horizon) {
    for (double finesse : FINESSES) {
      Optional<SurvivalGrid> grid = SurvivalGrid.lay(law, price, horizon, finesse, MOST_POINTS);
      if (grid.isPresent()) {
        return grid.map(laid -> on(laid, price));
      }
    }
    return Optional.empty();
  }

  /** The optimum among the points of a grid of at most 65,535 points. */
  static OptimalTable on(SurvivalGrid grid, double price) {
    int last = grid.last();
    double[] times = grid.times();
    double[] costs = new double[last + 1];
    char[] best = new char[last + 1];
    LowerHull hull = new LowerHull(times, costs);
    best[last] = (char) last;
    for (int i = last - 1; i >= 0; i--) {
      hull.add(i + 1);
      double alive = grid.survival(i);
      int next = hull.leastAt(alive);
      best[i] = (char) next;
      costs[i] = (price + times[next] - times[i]) * alive + costs[next];
    }
    return new OptimalTable(times, costs, best);
  }

  /** In seconds: what the table knows ends here. */
  double end() {
    return times[times.length - 1];
  }

  /**
   * The best next poll in seconds, exact for any moment, on the grid or not: the best target never
   * moves back as time passes, so it lies between those of the two points around.
   *
   * @param elapsed 0 or more, before {@link #end}
   * @param alive the law's survival then
   */
  double next(double elapsed, double alive) {
    int found = Arrays.binarySearch(times, elapsed);
    int before = found >= 0 ? found : -found - 2;
    int target = best[before];
    for (int j = target + 1; j <= best[before + 1]; j++) {
      if (times[j] * alive + costs[j] < times[target] * alive + costs[target]) {
        target = j;
      }
    }
    return times[target];
  }
}
