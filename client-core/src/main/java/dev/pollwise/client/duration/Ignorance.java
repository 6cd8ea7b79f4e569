package dev.pollwise.client.duration;

import dev.pollwise.client.policy.Pacing;
import java.time.Duration;

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

  private static final double IN_HAND = 0.25;

  /** Of a price: no interval is nothing. */
  private static final double LEAST = 1e-6;

  private Ignorance() {}

  /** The poll after one at elapsed, or the first if that is before the start; all in seconds. */
  static double next(double elapsed, double start, double price) {
    double since = elapsed - start;
    return since < BEGINNING * price
        ? start + price / 2
        : elapsed + price * (Math.sqrt(2 * since / price) + 0.5);
  }

  /**
   * The intervals after a poll that keep the worst case of a schedule that trusts an expectation
   * within one call of that of the quadratic one: {@code 2 sqrt(2 cp cd T) + 2.5 cp} for every T.
   *
   * <p>In units of r, let {@code u = sqrt(2x)} be the number that the quadratic schedule gives a
   * poll at x, and k the polls made. A job that ends right after x costs {@code k + 1 + g} if the
   * next interval is g, which is at most {@code 2u + 2.5} as long as {@code g <= u + 1/2 + credit}
   * with {@code credit = u + 1 - k}; one that ends later in the interval costs less. The interval
   * {@code u + 1/2} keeps the credit, a longer one adds to it, and none need make it negative. So
   * the plan may wait longer while little is expected, and ask more often where much is. A quarter
   * of a call is kept in hand, or there would be no room for jitter.
   *
   * @param elapsed x, in seconds
   * @param polls k
   */
  static Outlook.Leeway corridor(double elapsed, int polls, double price) {
    double number = Math.sqrt(2 * elapsed / price);
    double usual = number + 0.5;
    double credit = Math.max(0, number + 1 - polls);
    double kept = polls + IN_HAND;
    double least = Math.min(usual, (kept - number) * (kept + number) / 2);
    return new Outlook.Leeway(
        downward(Math.max(LEAST, least) * price), downward((usual + credit) * price));
  }

  private static Duration downward(double seconds) {
    return Duration.ofNanos(Math.max(1, (long) (seconds * 1e9)));
  }
}
