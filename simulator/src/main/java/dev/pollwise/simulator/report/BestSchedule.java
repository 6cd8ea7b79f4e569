package dev.pollwise.simulator.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The schedule of calls that costs least on average, found exactly among all that call at the
 * points of a {@link Grid}.
 *
 * <p>With {@code S} the chance that the job still runs and {@code r} the price of a call in seconds
 * of lateness, a schedule {@code 0 = x0 < x1 < x2 …} costs {@code Σ (r + x[k+1] - x[k]) S(x[k])}
 * less the mean duration (Barlow, Hunter and Proschan, Optimum checking procedures, 1963). So the
 * least cost from point {@code t[i]} on is {@code V[i] = S[i] (r - t[i]) + min over j > i of (t[j]
 * S[i] + V[j])}. That minimum is the lower envelope of lines with slopes {@code t[j]}, asked at
 * {@code S[i]}: slopes fall and questions rise as {@code i} falls, so a convex hull that is walked
 * from one end gives all of them in time proportional to the number of points.
 */
final class BestSchedule {

  private final Grid grid;
  private final double price;
  private final double[] survival;
  private final double[] least;
  private final int[] next;

  // The envelope: indexes of lines, the steepest first, the newest and flattest last.
  private final int[] hull;
  private int first;
  private int size;

  private BestSchedule(Grid grid, double price) {
    this.grid = grid;
    this.price = price;
    int points = grid.size();
    this.survival = new double[points];
    for (int i = 0; i < points; i++) {
      survival[i] = i == 0 ? 1 : grid.survival(i);
    }
    this.least = new double[points];
    this.next = new int[points];
    this.hull = new int[points];
  }

  /**
   * Finds it.
   *
   * @param price how many seconds of lateness one call is worth, more than 0
   */
  static Schedule of(Grid grid, double price) {
    BestSchedule search = new BestSchedule(grid, price);
    search.fold();
    return search.schedule();
  }

  private void fold() {
    int last = grid.size() - 1;
    least[last] = 0;
    add(last);
    for (int i = last - 1; i >= 0; i--) {
      int best = lowestAt(survival[i]);
      next[i] = best;
      least[i] = survival[i] * (price - grid.time(i)) + valueAt(best, survival[i]);
      add(i);
    }
  }

  private void add(int line) {
    while (size - first >= 2 && !isNeeded(hull[size - 2], hull[size - 1], line)) {
      size--;
    }
    hull[size++] = line;
  }

  /** Whether the middle one of three lines, by falling slope, is lowest anywhere. */
  private boolean isNeeded(int steep, int middle, int flat) {
    double meetsFlat = (least[flat] - least[middle]) * (grid.time(steep) - grid.time(middle));
    double meetsSteep = (least[middle] - least[steep]) * (grid.time(middle) - grid.time(flat));
    return meetsSteep < meetsFlat;
  }

  /** The line that is lowest there. The abscissa rises from question to question. */
  private int lowestAt(double abscissa) {
    while (size - first >= 2
        && valueAt(hull[first + 1], abscissa) <= valueAt(hull[first], abscissa)) {
      first++;
    }
    return hull[first];
  }

  private double valueAt(int line, double abscissa) {
    return grid.time(line) * abscissa + least[line];
  }

  private Schedule schedule() {
    List<Double> polls = new ArrayList<>();
    double calls = 0;
    double until = 0;
    int at = 0;
    while (at < grid.size() - 1 && survival[at] > 0) {
      int to = next[at];
      polls.add(grid.time(to));
      calls += survival[at];
      until += (grid.time(to) - grid.time(at)) * survival[at];
      at = to;
    }
    return new Schedule(polls, new Report.Cost(calls, Math.max(0, until - grid.mean())));
  }
}
