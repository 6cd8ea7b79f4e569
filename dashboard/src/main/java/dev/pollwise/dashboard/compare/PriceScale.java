package dev.pollwise.dashboard.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/**
 * The prices that a slider reaches, from those that make few calls to those that bring early news:
 * a step multiplies the price, wherever it is.
 */
public final class PriceScale {

  /** The price at the end where news is early. */
  public static final Duration LEAST = Duration.ofMillis(100);

  /** The price at the end where calls are few. */
  public static final Duration MOST = Duration.ofMinutes(10);

  private static final MathContext FIGURES = new MathContext(2);
  private static final double RANGE = Math.log((double) MOST.toMillis() / LEAST.toMillis());

  private PriceScale() {}

  /** The place of a price: 0 where calls are few, 1 where news is early, also for any beyond. */
  public static double place(Duration price) {
    double place = Math.log((double) MOST.toNanos() / Math.max(1, price.toNanos())) / RANGE;
    return Math.clamp(place, 0, 1);
  }

  /**
   * The price at a place, to two figures: a number that a person would type.
   *
   * @param place 0 to 1
   */
  public static Duration price(double place) {
    double millis = MOST.toMillis() * Math.exp(-RANGE * Math.clamp(place, 0, 1));
    return Duration.ofMillis(BigDecimal.valueOf(millis).round(FIGURES).longValue());
  }
}
