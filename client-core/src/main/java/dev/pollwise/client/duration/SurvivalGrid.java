package dev.pollwise.client.duration;

import java.util.Arrays;
import java.util.Optional;

/**
 * The moments between which a schedule may choose, with the law's survival at each: from the submit
 * to the horizon, or to where the law expects nobody any more.
 *
 * <p>The step follows the best gap, which is about {@code sqrt(2 r / hazard)}: within each cell the
 * lateness expected is at most {@code finesse² r}, and no cell hides more than a tenth of those
 * still alive unless it is far shorter than r. So jumps of the law are met, and stretches where
 * nothing happens cost nothing.
 */
final class SurvivalGrid {

  /** Nobody waits that long under a law that is right. */
  static final double NOBODY = 1e-12;

  private static final double GREATEST_DROP = 0.1;

  /**
   * From one cell to the next: where a cluster of ends is over, the best poll is soon after it, and
   * its place must be known to a share of the distance.
   */
  private static final double GROWTH = 1.1;

  /** Cells may be wider where few arrive: the cost of an error is shared by all. */
  private static final double WIDEST = 3;

  private final double[] times;
  private final double[] survivals;

  /** Takes the arrays as they are; nobody writes to them any more. */
  SurvivalGrid(double[] times, double[] survivals) {
    this.times = times;
    this.survivals = survivals;
  }

  /**
   * Lays the grid.
   *
   * @param price r in seconds
   * @param horizon in seconds
   * @param finesse cell over best gap; 1/12 loses less than 0.1 % of the cost
   * @param most the greatest number of points
   * @return empty if so many points do not reach
   */
  static Optional<SurvivalGrid> lay(
      SecondsLaw law, double price, double horizon, double finesse, int most) {
    double[] times = new double[most];
    double[] survivals = new double[most];
    survivals[0] = law.survivalAt(0);
    double first = survivals[0];
    double step = horizon / 64;
    int last = 0;
    while (times[last] < horizon && survivals[last] > NOBODY) {
      if (last + 1 == most) {
        return Optional.empty();
      }
      double at = times[last];
      double alive = survivals[last];
      double width = finesse * Math.min(WIDEST, Math.pow(alive / first, -0.1));
      double least = Math.max(price * finesse * finesse / 16, Math.max(1e-9, at * 1e-12));
      double tried = Math.min(step * GROWTH, horizon / 64);
      double then = Math.min(alive, law.survivalAt(at + tried));
      while (tried > least && !fine(alive, then, tried, 2 * width * width * price)) {
        tried /= 2;
        then = Math.min(alive, law.survivalAt(at + tried));
      }
      step = tried;
      last++;
      times[last] = Math.min(horizon, at + tried);
      survivals[last] = times[last] < horizon ? then : Math.min(alive, law.survivalAt(horizon));
    }
    return Optional.of(
        new SurvivalGrid(Arrays.copyOf(times, last + 1), Arrays.copyOf(survivals, last + 1)));
  }

  private static boolean fine(double alive, double then, double step, double limit) {
    return alive - then <= GREATEST_DROP * alive && step * Math.log(alive / then) <= limit;
  }

  int last() {
    return times.length - 1;
  }

  double time(int point) {
    return times[point];
  }

  double survival(int point) {
    return survivals[point];
  }

  double[] times() {
    return times.clone();
  }
}
