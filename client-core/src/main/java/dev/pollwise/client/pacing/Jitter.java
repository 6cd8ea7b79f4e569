package dev.pollwise.client.pacing;

import java.time.Duration;

/**
 * Spreads polls, so that many waits that began together do not stay together: each interval is
 * multiplied by a factor drawn evenly from {@code 1 ± fraction}, after any cap.
 *
 * <p>Small on purpose: on an optimal schedule ± 10 % costs 0.4 %, ± 25 % costs 2.5 % and full
 * jitter 64 %.
 *
 * @param fraction 0 (none) to 0.5
 */
public record Jitter(double fraction) {

  /** Refuses a fraction out of range. */
  public Jitter {
    Rules.within("jitter", fraction, 0, 0.5);
  }

  /** Ten percent, the default. */
  public static Jitter defaults() {
    return new Jitter(0.1);
  }

  /** No spread at all. */
  public static Jitter none() {
    return new Jitter(0);
  }

  /**
   * The interval to use.
   *
   * @param nominal the interval of the schedule
   * @param chance a number drawn evenly from [0, 1)
   */
  public Duration spread(Duration nominal, double chance) {
    return changed(nominal, fraction * (2 * chance - 1));
  }

  /** The interval to use where it must not become shorter, as after a hint of the server. */
  public Duration spreadUpward(Duration floor, double chance) {
    return changed(floor, fraction * chance);
  }

  /** The shortest interval that {@link #spread} can give. */
  public Duration least(Duration nominal) {
    return changed(nominal, -fraction);
  }

  /** The longest interval that {@link #spread} can give. */
  public Duration most(Duration nominal) {
    return changed(nominal, fraction);
  }

  /** Adds the share alone, so that a double's rounding cannot take from a floor. */
  private static Duration changed(Duration duration, double share) {
    return duration.plusNanos(Math.round(duration.toNanos() * share));
  }
}
