package dev.pollwise.simulator.job;

import dev.pollwise.simulator.document.Range;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * The length of the source times a factor, which scatters log-normally.
 *
 * @param length how long sources are, for those whose length the request does not tell; must not be
 *     proportional itself
 * @param factor seconds of work for a second of source, more than 0, at most 1,000
 * @param sigma spread of the factor's logarithm, 0 to 5; 0 for none
 */
record Proportional(DurationLaw length, double factor, double sigma) implements DurationLaw {

  static final Range<Double> FACTORS = Range.positive(1_000);

  // Midpoints of so many equally likely slices of the factor: enough for three digits.
  private static final int SLICES = 200;

  /** Refuses numbers out of range. */
  Proportional {
    if (length.source().isPresent()) {
      throw new IllegalArgumentException("source: must not be proportional itself");
    }
    FACTORS.require("factor", factor);
    SIGMAS.require("sigma", sigma);
  }

  @Override
  public Duration draw(RandomGenerator random) {
    return drawFor(length.draw(random), random);
  }

  @Override
  public Duration drawFor(Duration source, RandomGenerator random) {
    double nanos = source.toNanos() * factor * Math.exp(sigma * random.nextGaussian());
    return Duration.ofNanos(Math.round(Math.min(nanos, (double) LONGEST.toNanos())));
  }

  @Override
  public Optional<DurationLaw> source() {
    return Optional.of(length);
  }

  /** Exact without spread; else right to three digits. */
  @Override
  public double probabilityOver(Duration time) {
    if (time.isNegative()) {
      return 1;
    }
    if (time.compareTo(LONGEST) >= 0) {
      return 0;
    }
    int slices = sigma == 0 ? 1 : SLICES;
    double over = 0;
    for (int i = 0; i < slices; i++) {
      double z = sigma == 0 ? 0 : standardNormalQuantile((i + 0.5) / slices);
      double needed = time.toNanos() / (factor * Math.exp(sigma * z));
      // A source of exactly the needed length is not over: round down to compare whole nanoseconds.
      over +=
          needed >= LONGEST.toNanos() ? 0 : length.probabilityOver(Duration.ofNanos((long) needed));
    }
    return over / slices;
  }

  private static double standardNormalQuantile(double p) {
    return -Math.sqrt(2) * InverseErfc.value(2 * p);
  }

  @Override
  public Stream<Duration> landmarks() {
    return sigma > 0 ? Stream.empty() : length.landmarks().map(this::scaled);
  }

  private Duration scaled(Duration source) {
    return Duration.ofNanos(
        Math.round(Math.min(source.toNanos() * factor, (double) LONGEST.toNanos())));
  }
}
