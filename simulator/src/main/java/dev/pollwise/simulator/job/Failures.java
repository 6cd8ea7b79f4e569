package dev.pollwise.simulator.job;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How often jobs fail, and of what.
 *
 * @param probability 0 never, 1 always
 * @param kinds from which one is picked by weight; at least one
 */
public record Failures(double probability, List<Kind> kinds) {

  /** When a failing job ends. */
  public sealed interface Timing {

    /** At the moment at which it would have completed. */
    record AtItsEnd() implements Timing {}

    /** After a time of its own, counted from its creation. */
    record After(DurationLaw law) implements Timing {}
  }

  /**
   * One reason to fail.
   *
   * @param message what the owner is told
   * @param weight how often, relative to the other kinds; more than 0
   */
  public record Kind(String message, double weight, Timing timing) {

    /** Refuses an empty message or a weight out of range. */
    public Kind {
      if (message.isBlank()) {
        throw new IllegalArgumentException("failure message \"\": must not be empty");
      }
      if (!(weight > 0 && weight <= 1e6)) {
        throw new IllegalArgumentException(
            "weight " + weight + ": must be more than 0 and at most 1000000");
      }
    }

    /** A reason that shows when the job would have completed. */
    public static Kind of(String message) {
      return new Kind(message, 1, new Timing.AtItsEnd());
    }
  }

  /** Refuses a probability out of range and an empty list. */
  public Failures {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability " + probability + ": must be from 0 to 1");
    }
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("failure kinds []: must name at least one");
    }
    kinds = List.copyOf(kinds);
  }

  /** No job fails; if a probability is set later, the job's own message is a general one. */
  public static Failures none() {
    return new Failures(0, List.of(Kind.of("Translation failed")));
  }

  /** The same reasons, as often as told. */
  public Failures withProbability(double probability) {
    return new Failures(probability, kinds);
  }

  Kind pick(RandomGenerator random) {
    double left = kinds.stream().mapToDouble(Kind::weight).sum() * random.nextDouble();
    for (Kind kind : kinds) {
      left -= kind.weight();
      if (left < 0) {
        return kind;
      }
    }
    return kinds.getLast();
  }
}
