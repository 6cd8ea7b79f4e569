package dev.pollwise.client.pacing;

import org.apache.commons.numbers.gamma.Erfc;

/** Shapes of the logarithm of a duration, to be moved and stretched. */
enum LogFamily {
  /** Durations are log-normal. */
  NORMAL {
    @Override
    double survival(double z, double spread) {
      return 0.5 * Erfc.value(z / ROOT_TWO);
    }
  },
  /** Durations are Weibull with shape 1 over the spread; exponential with spread 1. */
  EXTREME {
    @Override
    double survival(double z, double spread) {
      return Math.exp(-Math.exp(z));
    }
  },
  /** Durations are uniform: between hard edges, as no other shape can have them. */
  EVEN {
    @Override
    double survival(double z, double spread) {
      double inside = Math.clamp(z, -ROOT_THREE, ROOT_THREE);
      return Math.exp(spread * (inside + ROOT_THREE))
          * Math.expm1(spread * (ROOT_THREE - inside))
          / Math.expm1(2 * spread * ROOT_THREE);
    }
  };

  private static final double ROOT_TWO = Math.sqrt(2);
  private static final double ROOT_THREE = Math.sqrt(3);

  /**
   * The share above.
   *
   * @param z how many spreads the logarithm lies from its middle
   * @param spread more than 0
   */
  abstract double survival(double z, double spread);
}
