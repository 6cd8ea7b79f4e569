package dev.pollwise.simulator.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Some jobs of one kind, some of another: one part is picked by weight, then its law is drawn.
 *
 * @param parts 1 to 20; those that depend on the source agree on how long sources are
 */
public record Mixture(List<Part> parts) implements DurationLaw {

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
