package dev.pollwise.simulator.job;

import dev.pollwise.simulator.document.Range;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The share {@code exp(-(t/scale)^shape)} takes longer than t. With a shape above 1 the end gets
 * more likely the longer it takes, below 1 less likely; 1 is exponential.
 *
 * @param scale which 63 % do not exceed; more than 0, at most {@link #LONGEST}
 * @param shape 0.1 to 20
 */
record Weibull(Duration scale, double shape) implements DurationLaw {

  static final Range<Double> SHAPES = Range.of(0.1, 20.0);

  /** Refuses a scale or a shape out of range. */
  Weibull {
    POSITIVE.require("scale", scale);
    SHAPES.require("shape", shape);
  }

  @Override
  public Duration draw(RandomGenerator random) {
    // By inversion; 1 - u is never 0, as u is never 1.
    double nanos = scale.toNanos() * Math.pow(-Math.log(1 - random.nextDouble()), 1 / shape);
    return Duration.ofNanos(Math.round(Math.min(nanos, (double) LONGEST.toNanos())));
  }

  @Override
  public double probabilityOver(Duration time) {
    if (time.compareTo(LONGEST) >= 0) {
      return 0;
    }
    double ratio = (double) Math.max(0, time.toNanos()) / scale.toNanos();
    return Math.exp(-Math.pow(ratio, shape));
  }
}
