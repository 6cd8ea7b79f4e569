package dev.pollwise.dashboard.feed;

import dev.pollwise.client.duration.DurationLaw;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * A law that somebody else computes.
 *
 * @param words what to call it
 * @param survivors the share of jobs that take longer than a time of 0 or more
 */
record SurvivalLaw(String words, ToDoubleFunction<Duration> survivors) implements DurationLaw {

  @Override
  public double survival(Duration time) {
    return survivors.applyAsDouble(time.isNegative() ? Duration.ZERO : time);
  }

  @Override
  public String describe() {
    return words;
  }
}
