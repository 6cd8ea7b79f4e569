package dev.pollwise.client.pacing;

import org.apache.commons.numbers.gamma.Erfc;

/** Shapes of the logarithm of a duration, to be moved and stretched. */
enum LogFamily {
  /** Durations are log-normal. */
  NORMAL {
    @Override
    double survival(double z) {
      return 0.5 * Erfc.value(z / ROOT_TWO);
    }
  },
  /** Durations are Weibull with shape 1 over the spread; exponential with spread 1. */
  EXTREME {
    @Override
    double survival(double z) {
      return Math.exp(-Math.exp(z));
    }
  };

  private static final double ROOT_TWO = Math.sqrt(2);

  /** The share above z. */
  abstract double survival(double z);
}
