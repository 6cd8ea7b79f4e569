package dev.pollwise.client.pacing;

/**
 * The quadratic schedule of {@link Pacing#forPrice}, by time instead of by number: polls at {@code
 * start + r k²/2}. A poll that came at another time, by jitter for instance, counts as one with a
 * fraction for its number, so that the next interval is neither cut short nor stretched.
 */
final class Ignorance {

  /**
   * Before half of the first interval is over nobody has polled: the decision just took a while.
   */
  private static final double BEGINNING = 0.25;

  private Ignorance() {}

  /** The poll after one at elapsed, or the first if that is before the start; all in seconds. */
  static double next(double elapsed, double start, double price) {
    double since = elapsed - start;
    return since < BEGINNING * price
        ? start + price / 2
        : elapsed + price * (Math.sqrt(2 * since / price) + 0.5);
  }
}
