package dev.pollwise.simulator.job;

import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Range;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * How a length of time is distributed. A draw is never negative and never longer than {@link
 * #LONGEST}.
 */
public sealed interface DurationLaw
    permits DurationLaw.Fixed,
        DurationLaw.Uniform,
        DurationLaw.LogNormal,
        Exponential,
        Weibull,
        DurationLaw.Mixture,
        Proportional,
        Stuck {

  /** The longest time any law may name or draw: 365 days. */
  Duration LONGEST = Duration.ofDays(365);

  /** What a law may name. */
  Range<Duration> TIMES = Range.of(Duration.ZERO, LONGEST);

  /** What a law may name that has to be more than 0. */
  Range<Duration> POSITIVE = Range.positive(LONGEST);

  /** Spreads of logarithms. */
  Range<Double> SIGMAS = Range.of(0.0, 5.0);

  /**
   * How a law stands in documents: a time alone is fixed, everything else names its law; described
   * in JSON Schema by {@link #schema()}.
   */
  Form<DurationLaw> FORM =
      new Form<>("law", "{$ref: '#/components/schemas/Law'}", LawKind::read, LawKind::write);

  /** All laws in JSON Schema, as YAML in one line. */
  static String schema() {
    return LawKind.schema();
  }

  /** The times at which {@link #probabilityOver} jumps or bends, in any order. */
  default Stream<Duration> landmarks() {
    return Stream.empty();
  }

  /** Takes one value; the same generator state gives the same value. */
  Duration draw(RandomGenerator random);

  /**
   * Takes one value for a source of that length; only laws that depend on the source make a
   * difference.
   */
  default Duration drawFor(Duration source, RandomGenerator random) {
    return draw(random);
  }

  /** How long sources are; empty where the law does not depend on them. */
  default Optional<DurationLaw> source() {
    return Optional.empty();
  }

  /** The share of draws that are longer than {@code time}, 0 to 1; never rises with time. */
  double probabilityOver(Duration time);

  /**
   * The shortest time, to the nanosecond, that at least the share {@code p} of all draws does not
   * exceed.
   *
   * @param p 0 to 1
   */
  default Duration quantile(double p) {
    Range.share().require("quantile", p);
    long below = -1;
    long enough = LONGEST.toNanos();
    while (enough - below > 1) {
      long middle = below + (enough - below) / 2;
      if (1 - probabilityOver(Duration.ofNanos(middle)) >= p) {
        enough = middle;
      } else {
        below = middle;
      }
    }
    return Duration.ofNanos(enough);
  }

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

  /** Without memory: how long it has taken says nothing about how long it will still take. */
  static DurationLaw exponential(Duration mean) {
    return new Exponential(mean);
  }

  /**
   * The share {@code exp(-(t/scale)^shape)} takes longer than t.
   *
   * @param scale which 63 % do not exceed; more than 0, at most {@link #LONGEST}
   * @param shape 0.1 to 20; above 1 the end gets more likely the longer it takes
   */
  static DurationLaw weibull(Duration scale, double shape) {
    return new Weibull(scale, shape);
  }

  /** See {@link Mixture}. */
  static DurationLaw mixture(Mixture.Part... parts) {
    return new Mixture(List.of(parts));
  }

  /**
   * The length of the source times a factor, which scatters log-normally.
   *
   * @param source how long sources are whose length the request does not tell; not proportional
   * @param factor seconds of work for a second of source, more than 0, at most 1,000
   * @param sigma spread of the factor's logarithm, 0 to 5
   */
  static DurationLaw proportional(DurationLaw source, double factor, double sigma) {
    return new Proportional(source, factor, sigma);
  }

  /** Never over, as far as anybody waits: it takes {@link #LONGEST}. */
  static DurationLaw stuck() {
    return new Stuck(1, fixed(LONGEST));
  }

  /** That share, 0 to 1, is never over, the others as told. */
  static DurationLaw stuck(double share, DurationLaw otherwise) {
    return new Stuck(share, otherwise);
  }

  /** Always {@code value}, 0 to {@link #LONGEST}. */
  record Fixed(Duration value) implements DurationLaw {

    /** Refuses a time out of range. */
    public Fixed {
      TIMES.require("value", value);
    }

    @Override
    public Duration draw(RandomGenerator random) {
      return value;
    }

    @Override
    public double probabilityOver(Duration time) {
      return time.compareTo(value) < 0 ? 1 : 0;
    }

    @Override
    public Stream<Duration> landmarks() {
      return Stream.of(value);
    }
  }

  /** Between {@code min} and {@code max}, every value alike. */
  record Uniform(Duration min, Duration max) implements DurationLaw {

    /** Refuses bounds out of range or out of order. */
    public Uniform {
      TIMES.require("min", min);
      TIMES.require("max", max);
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

    @Override
    public double probabilityOver(Duration time) {
      if (time.compareTo(max) >= 0) {
        return 0;
      }
      double left = max.minus(time).toNanos();
      return Math.min(1, left / max.minus(min).toNanos());
    }

    @Override
    public Stream<Duration> landmarks() {
      return Stream.of(min, max);
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
      POSITIVE.require("median", median);
      SIGMAS.require("sigma", sigma);
    }

    @Override
    public Duration draw(RandomGenerator random) {
      return ofNanos(median.toNanos() * Math.exp(sigma * random.nextGaussian()));
    }

    @Override
    public double probabilityOver(Duration time) {
      if (!time.isPositive()) {
        return 1;
      }
      if (time.compareTo(LONGEST) >= 0) {
        return 0;
      }
      double logRatio = Math.log((double) time.toNanos() / median.toNanos());
      if (sigma == 0) {
        return logRatio < 0 ? 1 : 0;
      }
      return 0.5 * Erfc.value(logRatio / sigma / Math.sqrt(2));
    }
  }

  /** Rounded, and cut at {@link #LONGEST}. */
  private static Duration ofNanos(double nanos) {
    return Duration.ofNanos(Math.round(Math.min(nanos, (double) LONGEST.toNanos())));
  }

  /**
   * Some jobs of one kind, some of another: one part is picked by weight, then its law is drawn.
   *
   * @param parts 1 to 20; those that depend on the source agree on how long sources are
   */
  record Mixture(List<Part> parts) implements DurationLaw {

    /**
     * One kind of jobs.
     *
     * @param weight how often, relative to the other parts; more than 0
     */
    public record Part(double weight, DurationLaw law) {

      /** Refuses a weight out of range. */
      public Part {
        Failures.WEIGHTS.require("weight", weight);
      }
    }

    /** Refuses too few or too many parts, and two opinions about the source. */
    public Mixture {
      if (parts.isEmpty() || parts.size() > 20) {
        throw new IllegalArgumentException(
            "mixture of " + parts.size() + " parts: must have from 1 to 20");
      }
      if (parts.stream().flatMap(part -> part.law().source().stream()).distinct().count() > 1) {
        throw new IllegalArgumentException(
            "mixture: parts that are proportional to the source must agree on its length");
      }
      parts = List.copyOf(parts);
    }

    @Override
    public Duration draw(RandomGenerator random) {
      return pick(random).draw(random);
    }

    @Override
    public Duration drawFor(Duration source, RandomGenerator random) {
      return pick(random).drawFor(source, random);
    }

    @Override
    public Optional<DurationLaw> source() {
      return parts.stream().flatMap(part -> part.law().source().stream()).findFirst();
    }

    @Override
    public double probabilityOver(Duration time) {
      double over = 0;
      for (Part part : parts) {
        over += part.weight() * part.law().probabilityOver(time);
      }
      return Math.min(1, over / weight());
    }

    private DurationLaw pick(RandomGenerator random) {
      double left = weight() * random.nextDouble();
      for (Part part : parts) {
        left -= part.weight();
        if (left < 0) {
          return part.law();
        }
      }
      return parts.getLast().law();
    }

    private double weight() {
      return parts.stream().mapToDouble(Part::weight).sum();
    }

    @Override
    public Stream<Duration> landmarks() {
      return parts.stream().flatMap(part -> part.law().landmarks());
    }
  }
}
