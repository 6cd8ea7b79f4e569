package dev.pollwise.simulator.job;

import dev.pollwise.simulator.document.Range;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A share is never over, as far as anybody waits: it takes {@link #LONGEST}.
 *
 * @param share 0 to 1
 * @param otherwise how long the others take
 */
record Stuck(double share, DurationLaw otherwise) implements DurationLaw {

  /** Refuses a share out of range. */
  Stuck {
    Range.share().require("share", share);
  }

  @Override
  public Duration draw(RandomGenerator random) {
    return random.nextDouble() < share ? LONGEST : otherwise.draw(random);
  }

  @Override
  public Duration drawFor(Duration source, RandomGenerator random) {
    return random.nextDouble() < share ? LONGEST : otherwise.drawFor(source, random);
  }

  @Override
  public Optional<DurationLaw> source() {
    return otherwise.source();
  }

  @Override
  public double probabilityOver(Duration time) {
    return time.compareTo(LONGEST) >= 0 ? 0 : share + (1 - share) * otherwise.probabilityOver(time);
  }

  @Override
  public Stream<Duration> landmarks() {
    return otherwise.landmarks();
  }
}
