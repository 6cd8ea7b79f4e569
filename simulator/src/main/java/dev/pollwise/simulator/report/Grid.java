package dev.pollwise.simulator.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The moments at which a schedule may call: dense where most jobs end, ever coarser in the tail,
 * exact at the landmarks of the law. Begins at 0 and ends where fewer than one in a billion of the
 * jobs that end at all still run; there a client is taken to give up on the others.
 */
final class Grid {

  /** A little less than the longest a law can draw, which stands for jobs that never end. */
  private static final double LONGEST = 364.0 * 86_400;

  private static final double REST = 1e-9;
  private static final int STEPS_TO_MEDIAN = 4_000;
  private static final double GROWTH = 1 / 4_000.0;
  private static final int HALVINGS = 60;

  private final double[] times;
  private final double[] survival;
  private final double mean;

  private Grid(double[] times, Survival law) {
    this.times = times;
    this.survival = new double[times.length];
    double area = 0;
    for (int i = 0; i < times.length; i++) {
      survival[i] = law.beyond(times[i]);
      if (i > 0) {
        // The midpoint, so that a jump at a landmark costs no accuracy.
        double width = times[i] - times[i - 1];
        area += width * law.beyond(times[i - 1] + width / 2);
      }
    }
    this.mean = area;
  }

  /** The points that suit a law. */
  static Grid of(Survival law) {
    double never = law.beyond(LONGEST);
    double end = firstTime(law, never + REST);
    double median = firstTime(law, (1 + never) / 2);
    double step = median > 0 ? median / STEPS_TO_MEDIAN : end / STEPS_TO_MEDIAN;
    DoubleStream.Builder points = DoubleStream.builder().add(0);
    for (double t = step; t < end; t += Math.max(step, t * GROWTH)) {
      points.add(t);
    }
    points.add(end);
    for (double landmark : law.landmarks()) {
      if (landmark > 0 && landmark < end) {
        points.add(landmark);
      }
    }
    return new Grid(points.build().sorted().distinct().toArray(), law);
  }

  /** Points of one's own, rising from 0. */
  static Grid at(double[] times, Survival law) {
    return new Grid(Arrays.copyOf(times, times.length), law);
  }

  /** The first time at which the chance is at most so much, within a millionth of a second. */
  private static double firstTime(Survival law, double chance) {
    if (law.beyond(0) <= chance) {
      return 0;
    }
    double low = 0;
    double high = 1e-3;
    while (high < LONGEST && law.beyond(high) > chance) {
      low = high;
      high *= 2;
    }
    for (int i = 0; i < HALVINGS && high - low > 1e-9; i++) {
      double middle = (low + high) / 2;
      if (law.beyond(middle) > chance) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  int size() {
    return times.length;
  }

  double time(int index) {
    return times[index];
  }

  double survival(int index) {
    return survival[index];
  }

  /** The mean time until the job ends, or the grid does. */
  double mean() {
    return mean;
  }
}
