package dev.pollwise.client.duration;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long a job takes, as a probability law. Immutable; safe for any thread.
 *
 * <p>A law need not promise an end: the share of jobs that never end is its <em>stuck</em> mass.
 * Anybody may write a law; two methods are enough.
 */
public interface DurationLaw {

  /**
   * The share of jobs that take longer.
   *
   * @param time since the submit; anything below 0 counts as 0
   * @return 0 to 1, never rising with time; it stays above 0 for ever where jobs get stuck
   */
  double survival(Duration time);

  /** The law in a few words, with its numbers. */
  String describe();

  /**
   * The shortest time, to the nanosecond, within which at least that share of jobs has ended.
   *
   * @param p 0 to 1
   * @return 0 to 365 days; empty where fewer ever end, or not within 365 days
   * @throws IllegalArgumentException if p is out of range
   */
  default Optional<Duration> quantile(double p) {
    return SecondsLaw.Quantile.of(this, p);
  }

  /** The duration of one job, drawn by chance; empty for a job that never ends. */
  default Optional<Duration> sample(RandomGenerator random) {
    return quantile(requireNonNull(random, "random").nextDouble());
  }

  /**
   * This law for all jobs but a share that never ends.
   *
   * @param probability 0 to 1
   */
  default DurationLaw withStuck(double probability) {
    return new CombinedLaw.Stuck(SecondsLaw.of(this), probability);
  }

  /**
   * This law with every duration multiplied.
   *
   * @param factor 1e-6 to 1e6
   */
  default DurationLaw scaled(double factor) {
    return new CombinedLaw.Scaled(SecondsLaw.of(this), factor);
  }

  /**
   * Always the same time.
   *
   * @param value 0 to 365 days
   */
  static DurationLaw fixed(Duration value) {
    Durations.requireNotNegative("value", value);
    return new KnownLaw.Fixed(Seconds.of(value));
  }

  /**
   * Every time between two bounds, alike.
   *
   * @param min 0 to 365 days
   * @param max min to 365 days
   */
  static DurationLaw uniform(Duration min, Duration max) {
    Durations.requireNotNegative("min", min);
    Durations.requireNotNegative("max", max);
    Durations.requireAtLeast("max", max, "min", min);
    return min.equals(max) ? fixed(min) : new KnownLaw.Uniform(Seconds.of(min), Seconds.of(max));
  }

  /**
   * The median times {@code exp(sigma z)}, z standard normal: what most work that people queue for
   * looks like.
   *
   * @param median more than 0, at most 365 days
   * @param sigma spread of the logarithm, 0.001 to 5
   */
  static DurationLaw logNormal(Duration median, double sigma) {
    Durations.requirePositive("median", median);
    return new KnownLaw.LogNormal(Seconds.of(median), sigma);
  }

  /**
   * No memory: however long a job has run, the rest is as long as the whole was.
   *
   * @param mean more than 0, at most 365 days
   */
  static DurationLaw exponential(Duration mean) {
    Durations.requirePositive("mean", mean);
    return new KnownLaw.Weibull(Seconds.of(mean), 1);
  }

  /**
   * Survival {@code exp(-(t/scale)^shape)}.
   *
   * @param scale more than 0, at most 365 days; 63 % of jobs end within it
   * @param shape 0.1 to 100; above 1 the end comes nearer with time
   */
  static DurationLaw weibull(Duration scale, double shape) {
    Durations.requirePositive("scale", scale);
    return new KnownLaw.Weibull(Seconds.of(scale), shape);
  }

  /**
   * One of several laws, by chance.
   *
   * @param parts at least one, at most 1,000
   */
  static DurationLaw mixture(Part... parts) {
    return CombinedLaw.Mixture.of(List.of(parts));
  }

  /**
   * Exactly the durations that were seen, each as likely as any other.
   *
   * @param durations at least one, each 0 to 365 days
   */
  static DurationLaw empirical(List<Duration> durations) {
    return KnownLaw.Empirical.of(durations);
  }

  /**
   * A law and its share in a mixture.
   *
   * @param weight more than 0, finite; only the ratio to the other weights matters
   * @param law the law
   */
  record Part(double weight, DurationLaw law) {

    /** Refuses a weight out of range. */
    public Part {
      requireNonNull(law, "law");
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("weight " + weight + ": must be more than 0 and finite");
      }
    }
  }
}
