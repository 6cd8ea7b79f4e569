package dev.pollwise.simulator.job;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How a length of time is distributed. A draw is never negative and never longer than {@link
 * #LONGEST}.
 */
public sealed interface DurationLaw {

  /** The longest time any law may name or draw: 365 days. */
  Duration LONGEST = Duration.ofDays(365);

  /** Takes one value; the same generator state gives the same value. */
  Duration draw(RandomGenerator random);

  /** Always the same time. */
  static DurationLaw fixed(Duration value) {
    return new Fixed(value);
  }

  /** Every time between two bounds, alike. */
  static DurationLaw uniform(Duration min, Duration max) {
    return new Uniform(min, max);
  }

  /** See {@link LogNormal}. */
  static DurationLaw logNormal(Duration median, double sigma) {
    return new LogNormal(median, sigma);
  }

  /** Always {@code value}, 0 to {@link #LONGEST}. */
  record Fixed(Duration value) implements DurationLaw {

    /** Refuses a time out of range. */
    public Fixed {
      requireInRange("value", value);
    }

    @Override
    public Duration draw(RandomGenerator random) {
      return value;
    }
  }

  /** Between {@code min} and {@code max}, every value alike. */
  record Uniform(Duration min, Duration max) implements DurationLaw {

    /** Refuses bounds out of range or out of order. */
    public Uniform {
      requireInRange("min", min);
      requireInRange("max", max);
      if (min.compareTo(max) > 0) {
        throw new IllegalArgumentException(
            "min " + min + ": must not be longer than max, which is " + max);
      }
    }

    @Override
    public Duration draw(RandomGenerator random) {
      double span = max.minus(min).toNanos();
      return min.plusNanos(Math.round(span * random.nextDouble()));
    }
  }

  /**
   * The median times {@code exp(sigma · z)}, z standard normal: half of the draws are shorter than
   * the median, and the tail is on the long side, as with most work that people queue for.
   *
   * @param median more than 0
   * @param sigma spread of the logarithm, 0 to 5; 0.4 means that two thirds of all draws lie
   *     between 0.67 and 1.5 medians
   */
  record LogNormal(Duration median, double sigma) implements DurationLaw {

    /** Refuses a median or a spread out of range. */
    public LogNormal {
      requireInRange("median", median);
      if (median.isZero()) {
        throw new IllegalArgumentException("median " + median + ": must be more than 0");
      }
      if (!(sigma >= 0 && sigma <= 5)) {
        throw new IllegalArgumentException("sigma " + sigma + ": must be between 0 and 5");
      }
    }

    @Override
    public Duration draw(RandomGenerator random) {
      double nanos = median.toNanos() * Math.exp(sigma * random.nextGaussian());
      return Duration.ofNanos(Math.round(Math.min(nanos, (double) LONGEST.toNanos())));
    }
  }

  private static void requireInRange(String name, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " " + value + ": must be between 0 and " + LONGEST.toDays() + " days");
    }
  }
}
