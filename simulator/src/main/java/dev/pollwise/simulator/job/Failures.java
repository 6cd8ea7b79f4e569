package dev.pollwise.simulator.job;

import dev.pollwise.simulator.document.Numbers;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How often jobs fail, and of what.
 *
 * @param probability 0 never, 1 always
 * @param kinds from which one is picked by weight, 1 to 1,000
 */
public record Failures(double probability, List<Kind> kinds) {

  private static final int MOST_KINDS = 1_000;

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
      Numbers.requirePositive("weight", weight, 1_000_000);
    }

    /** A reason that shows when the job would have completed. */
    public static Kind of(String message) {
      return new Kind(message, 1, new Timing.AtItsEnd());
    }
  }

  /** Refuses a probability or a number of kinds out of range. */
  public Failures {
    Numbers.requireRange("probability", probability, 0, 1);
    Numbers.requireRange("failure kinds", kinds.size(), 1, MOST_KINDS);
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
