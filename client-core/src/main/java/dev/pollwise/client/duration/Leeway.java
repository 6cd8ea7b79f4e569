package dev.pollwise.client.duration;

import dev.pollwise.client.job.DurationText;
import dev.pollwise.client.job.Rules;
import java.time.Duration;

/**
 * The room that an interval has: any length between the two serves nearly as well.
 *
 * @param least the shortest, 0 or more
 * @param most the longest, not shorter
 */
public record Leeway(Duration least, Duration most) {

  /** Refuses values out of range. */
  public Leeway {
    if (least.isNegative()) {
      throw new IllegalArgumentException("least " + DurationText.of(least) + ": must be 0 or more");
    }
    Rules.atLeast("most", most, "least", least);
  }

  /**
   * A length between the two, drawn evenly.
   *
   * @param chance a number drawn evenly from [0, 1)
   */
  public Duration drawn(double chance) {
    return least.plusNanos(Math.round(most.minus(least).toNanos() * chance));
  }

  /**
   * An interval that may be shorter or longer by a share of it.
   *
   * @param below 0 to 1
   * @param above 0 or more
   */
  public static Leeway around(Duration nominal, double below, double above) {
    return new Leeway(changed(nominal, -below), changed(nominal, above));
  }

  /** Adds the share alone, so that a double's rounding cannot take from a floor. */
  private static Duration changed(Duration duration, double share) {
    return duration.plusNanos(Math.round(duration.toNanos() * share));
  }

  /** The length in the middle. */
  public Duration middle() {
    return least.plus(most.minus(least).dividedBy(2));
  }

  /** How far the two are apart. */
  public Duration width() {
    return most.minus(least);
  }

  /**
   * As much of it as others leave; or, where that is little, of their end as much as of its own.
   */
  public Leeway within(Leeway bounds) {
    double below = least.toNanos() / (double) middle().toNanos();
    double above = most.toNanos() / (double) middle().toNanos();
    Duration start = min(least, times(bounds.most, below));
    Duration end = max(most, times(bounds.least, above));
    return new Leeway(max(start, bounds.least), min(end, bounds.most));
  }

  private static Duration times(Duration duration, double factor) {
    return Duration.ofNanos(Math.round(duration.toNanos() * factor));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
