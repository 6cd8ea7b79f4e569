package dev.pollwise.client.duration;

import dev.pollwise.client.job.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.Erfc;

/** The laws that have a formula. Parameters in seconds. */
sealed interface KnownLaw extends SecondsLaw {

  /** See {@link DurationLaw#fixed}. */
  record Fixed(double value) implements KnownLaw {

    @Override
    public double survivalAt(double seconds) {
      return seconds < value ? 1 : 0;
    }

    @Override
    public String describe() {
      return "fixed " + Seconds.text(value);
    }
  }

  /** See {@link DurationLaw#uniform}. */
  record Uniform(double min, double max) implements KnownLaw {

    @Override
    public double survivalAt(double seconds) {
      return Math.clamp((max - seconds) / (max - min), 0, 1);
    }

    @Override
    public String describe() {
      return "uniform " + Seconds.text(min) + " to " + Seconds.text(max);
    }
  }

  /** See {@link DurationLaw#logNormal}. */
  record LogNormal(double median, double sigma) implements KnownLaw {

    private static final double ROOT_TWO = Math.sqrt(2);

    /** Refuses a value out of range. */
    public LogNormal {
      Rules.within("sigma", sigma, 0.001, 5);
    }

    @Override
    public double survivalAt(double seconds) {
      return 0.5 * Erfc.value(Math.log(seconds / median) / (sigma * ROOT_TWO));
    }

    @Override
    public String describe() {
      return "log-normal, median " + Seconds.text(median) + ", sigma " + sigma;
    }
  }

  /** See {@link DurationLaw#weibull}; with shape 1, {@link DurationLaw#exponential}. */
  record Weibull(double scale, double shape) implements KnownLaw {

    /** Refuses a value out of range. */
    public Weibull {
      Rules.within("shape", shape, 0.1, 100);
    }

    @Override
    public double survivalAt(double seconds) {
      return Math.exp(-Math.pow(seconds / scale, shape));
    }

    @Override
    public String describe() {
      return shape == 1
          ? "exponential, mean " + Seconds.text(scale)
          : "Weibull, scale " + Seconds.text(scale) + ", shape " + shape;
    }
  }

  /** See {@link DurationLaw#empirical}. */
  final class Empirical implements SecondsLaw {

    private final double[] sorted;

    private Empirical(double[] sorted) {
      this.sorted = sorted;
    }

    static Empirical of(List<Duration> durations) {
      if (durations.isEmpty()) {
        throw new IllegalArgumentException("durations 0: must be at least one");
      }
      durations.forEach(duration -> Durations.requireNotNegative("duration", duration));
      return new Empirical(durations.stream().mapToDouble(Seconds::of).sorted().toArray());
    }

    @Override
    public double survivalAt(double seconds) {
      return (sorted.length - notLongerThan(seconds)) / (double) sorted.length;
    }

    private int notLongerThan(double seconds) {
      int index = Arrays.binarySearch(sorted, Math.nextUp(seconds));
      int above = index < 0 ? -index - 1 : index;
      while (above > 0 && sorted[above - 1] > seconds) {
        above--;
      }
      return above;
    }

    @Override
    public String describe() {
      return "empirical, "
          + sorted.length
          + " seen, median "
          + Seconds.text(sorted[(sorted.length - 1) / 2]);
    }
  }
}
