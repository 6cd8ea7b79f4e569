package dev.pollwise.client.pacing;

/**
 * The quadratic schedule of {@link Pacing#forPrice}, by time instead of by number: polls at {@code
 * start + r k²/2}.
 */
final class Ignorance {

  private static final double SAME = 1e-6;

  private Ignorance() {}

  /** The first poll of the schedule that is later than elapsed; all in seconds. */
  static double next(double elapsed, double start, double price) {
    double done = Math.floor(Math.sqrt(2 * Math.max(0, elapsed - start) / price) + SAME);
    return start + price * (done + 1) * (done + 1) / 2;
  }
}
