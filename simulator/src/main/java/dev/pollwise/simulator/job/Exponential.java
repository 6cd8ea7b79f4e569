package dev.pollwise.simulator.job;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Without memory: how long it has taken so far says nothing about how long it will still take.
 *
 * @param mean more than 0, at most {@link #LONGEST}
 */
record Exponential(Duration mean) implements DurationLaw {

  /** Refuses a mean out of range. */
  Exponential {
    POSITIVE.require("mean", mean);
  }

  @Override
  public Duration draw(RandomGenerator random) {
    return asWeibull().draw(random);
  }

  @Override
  public double probabilityOver(Duration time) {
    return asWeibull().probabilityOver(time);
  }

  private Weibull asWeibull() {
    return new Weibull(mean, 1);
  }
}
