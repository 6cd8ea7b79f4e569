package dev.pollwise.client.duration;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Erfc;

/** Shapes of the logarithm of a duration, to be moved and stretched. */
enum LogFamily {
  /** Durations are log-normal. */
  NORMAL {
    @Override
    double survival(double z, double spread) {
      return z < -Table.END ? 1 : Table.NORMAL.at(z); // to the last digit
    }
  },
  /** Durations are Weibull with shape 1 over the spread; exponential with spread 1. */
  EXTREME {
    @Override
    double survival(double z, double spread) {
      return Table.EXTREME.at(z);
    }
  },
  /** Durations are uniform: between hard edges, as no other shape can have them. */
  EVEN {
    @Override
    double survival(double z, double spread) {
      if (z <= -ROOT_THREE || z >= ROOT_THREE) {
        return z < 0 ? 1 : 0;
      }
      double longest = Math.exp(spread * ROOT_THREE);
      return (longest - Math.exp(spread * z)) / (longest - 1 / longest);
    }
  };

  private static final double FARTHEST = 40;
  private static final double ROOT_TWO = Math.sqrt(2);
  private static final double ROOT_THREE = Math.sqrt(3);

  /**
   * The share above.
   *
   * @param z how many spreads the logarithm lies from its middle
   * @param spread more than 0
   */
  abstract double survival(double z, double spread);

  /** How many spreads from its middle a share is below; the share from 0 to 1, neither of them. */
  double quantile(double share, double spread) {
    double from = -FARTHEST;
    double to = FARTHEST;
    while (to - from > 1e-6) {
      double middle = (from + to) / 2;
      if (1 - survival(middle, spread) < share) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return to;
  }

  /** A fit asks some hundred thousand times; a straight line between points is off by 1e-6. */
  private static final class Table {

    private static final int END = 9;
    private static final int STEPS = 512;
    private static final Table NORMAL = new Table(z -> 0.5 * Erfc.value(z / ROOT_TWO));
    private static final Table EXTREME = new Table(z -> Math.exp(-Math.exp(z)));

    private final DoubleUnaryOperator exact;
    private final double[] points = new double[2 * END * STEPS + 1];

    Table(DoubleUnaryOperator exact) {
      this.exact = exact;
      for (int step = 0; step < points.length; step++) {
        points[step] = exact.applyAsDouble(step / (double) STEPS - END);
      }
    }

    double at(double z) {
      double step = (z + END) * STEPS;
      int before = (int) step;
      return step >= 0 && before < points.length - 1
          ? points[before] + (step - before) * (points[before + 1] - points[before])
          : exact.applyAsDouble(z);
    }
  }
}
