package dev.pollwise.simulator.report;

/** The standard normal law. */
final class Normal {

  private static final double LOG_ROOT_TWO_PI = 0.9189385332046728;
  private static final double FAR = 8;

  private Normal() {}

  /**
   * The chance of more than {@code z}. The series of G. Marsaglia, Evaluating the Normal
   * Distribution, Journal of Statistical Software 11(4), 2004; absolute error below 1e-15.
   */
  static double beyond(double z) {
    if (Math.abs(z) > FAR) {
      return z > 0 ? 0 : 1;
    }
    double sum = z;
    double before = 0;
    double term = z;
    for (int i = 3; sum != before; i += 2) {
      before = sum;
      term *= z * z / i;
      sum += term;
    }
    return Math.clamp(0.5 - sum * Math.exp(-z * z / 2 - LOG_ROOT_TWO_PI), 0, 1);
  }
}
