package dev.pollwise.simulator.job;

import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.document.Range;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often jobs fail, and of what.
 *
 * @param probability 0 never, 1 always
 * @param kinds from which one is picked by weight, 1 to 1,000
 */
public record Failures(double probability, List<Kind> kinds) {

  /** How often one kind of things happens, relative to others. */
  static final Range<Double> WEIGHTS = Range.positive(1_000_000);

  /** How they stand in documents. */
  public static final Form<Failures> FORM =
      Mapping.of(
              Key.of("probability", Form.NUMBER.within(Range.share()), Failures::probability),
              Key.of("reasons", Form.listOf(Kind.form()), Failures::kinds).or(none().kinds()),
              Failures::new)
          .form();

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
      WEIGHTS.require("weight", weight);
    }

    private static Form<Kind> form() {
      Key<Kind, String> message = Key.of("message", Form.TEXT, Kind::message);
      Key<Kind, Double> weight =
          Key.of("weight", Form.NUMBER.within(WEIGHTS), Kind::weight).or(1.0);
      Key<Kind, Optional<DurationLaw>> after =
          Key.optional(
              "after",
              DurationLaw.FORM,
              kind ->
                  switch (kind.timing()) {
                    case Timing.AtItsEnd atItsEnd -> Optional.empty();
                    case Timing.After(DurationLaw law) -> Optional.of(law);
                  });
      return Mapping.of(
              List.of(message, weight, after),
              kind ->
                  new Kind(
                      message.read(kind),
                      weight.read(kind),
                      after
                          .read(kind)
                          .<Timing>map(Timing.After::new)
                          .orElse(new Timing.AtItsEnd())))
          .form();
    }

    /** A reason that shows when the job would have completed. */
    public static Kind of(String message) {
      return new Kind(message, 1, new Timing.AtItsEnd());
    }
  }

  /** Refuses a probability or a number of kinds out of range. */
  public Failures {
    Range.share().require("probability", probability);
    Range.of(1, MOST_KINDS).require("failure kinds", kinds.size());
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
