package dev.pollwise.client.pacing;

import dev.pollwise.client.job.DurationText;
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

  /** The length in the middle. */
  public Duration middle() {
    return least.plus(most.minus(least).dividedBy(2));
  }

  /** How far the two are apart. */
  public Duration width() {
    return most.minus(least);
  }

  /** The same width moved into other bounds, or as much of it as they leave. */
  Leeway within(Leeway bounds) {
    Duration latest = bounds.most.compareTo(most) < 0 ? bounds.most.minus(width()) : least;
    Duration start = latest.compareTo(bounds.least) > 0 ? latest : bounds.least;
    Duration end = start.plus(width());
    return new Leeway(start, end.compareTo(bounds.most) < 0 ? end : bounds.most);
  }
}
