package dev.pollwise.client.duration;

import java.util.Arrays;
import java.util.Optional;

/**
 * The exact optimum for a law, a price and a horizon: the best next poll for every moment at which
 * a job may be known to be alive. Immutable; 26 bytes a point.
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

  private final double price;
  private final double[] times;
  private final double[] costs;
  private final char[] best;

  /** The time that the jobs alive at a point still take, over all jobs. */
  private final double[] lasting;

  private OptimalTable(
      double price, double[] times, double[] costs, char[] best, double[] lasting) {
    this.price = price;
    this.times = times;
    this.costs = costs;
    this.best = best;
    this.lasting = lasting;
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
    double[] lasting = new double[last + 1];
    best[last] = (char) last;
    for (int i = last - 1; i >= 0; i--) {
      hull.add(i + 1);
      double alive = grid.survival(i);
      int next = hull.leastAt(alive);
      best[i] = (char) next;
      costs[i] = (price + times[next] - times[i]) * alive + costs[next];
      lasting[i] = lasting[i + 1] + (times[i + 1] - times[i]) * (alive + grid.survival(i + 1)) / 2;
    }
    return new OptimalTable(price, times, costs, best, lasting);
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
    return times[target(elapsed, alive)];
  }

  /**
   * By which share calls and lateness cost more from a moment on if the next poll comes at another
   * time than the best.
   *
   * @param elapsed as for {@link #next}
   * @param alive as for {@link #next}
   * @param at when it comes, later than elapsed
   * @param aliveThen the law's survival then
   */
  double loss(double elapsed, double alive, double at, double aliveThen) {
    double best = costToGo(elapsed, alive);
    double moved = (price + at - elapsed) * alive + (at < end() ? costToGo(at, aliveThen) : 0);
    return (moved - best) / (best - lasting(elapsed));
  }

  /** Calls, and all the time from now to the call that sees the end. */
  private double costToGo(double elapsed, double alive) {
    int target = target(elapsed, alive);
    return (price + times[target] - elapsed) * alive + costs[target];
  }

  private double lasting(double elapsed) {
    int before = before(elapsed);
    double part = (elapsed - times[before]) / (times[before + 1] - times[before]);
    return lasting[before] + part * (lasting[before + 1] - lasting[before]);
  }

  private int target(double elapsed, double alive) {
    int before = before(elapsed);
    int target = best[before];
    for (int j = target + 1; j <= best[before + 1]; j++) {
      if (times[j] * alive + costs[j] < times[target] * alive + costs[target]) {
        target = j;
      }
    }
    return target;
  }

  /** The last point that is not later. */
  private int before(double elapsed) {
    int found = Arrays.binarySearch(times, elapsed);
    return found >= 0 ? found : -found - 2;
  }

  /**
   * The least of many lines, for lines that come with falling slopes and questions that come with
   * rising abscissas: each line enters and leaves once.
   */
  static final class LowerHull {

    private final double[] slopes;
    private final double[] intercepts;
    private final int[] lines;
    private int from;
    private int to;

    /** Lines are numbered by the places of their slopes and intercepts in these arrays. */
    LowerHull(double[] slopes, double[] intercepts) {
      this.slopes = slopes;
      this.intercepts = intercepts;
      this.lines = new int[slopes.length];
    }

    /** A line whose slope is less than all before. */
    void add(int line) {
      while (to - from >= 2 && hidden(lines[to - 2], lines[to - 1], line)) {
        to--;
      }
      lines[to++] = line;
    }

    /** The line that is least there; asked after at least one line was added. */
    int leastAt(double abscissa) {
      while (to - from >= 2 && at(lines[from + 1], abscissa) <= at(lines[from], abscissa)) {
        from++;
      }
      return lines[from];
    }

    private double at(int line, double abscissa) {
      return slopes[line] * abscissa + intercepts[line];
    }

    /** Whether the middle line is nowhere below both of its neighbours. */
    private boolean hidden(int steep, int middle, int flat) {
      return (intercepts[flat] - intercepts[steep]) * (slopes[steep] - slopes[middle])
          <= (intercepts[middle] - intercepts[steep]) * (slopes[steep] - slopes[flat]);
    }
  }
}
