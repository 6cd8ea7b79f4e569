package dev.pollwise.client.duration;

import static java.util.stream.Collectors.joining;

import dev.pollwise.client.duration.DurationLaw.Part;
import java.util.List;

/** Laws made of other laws. */
sealed interface CombinedLaw extends SecondsLaw {

  /** See {@link DurationLaw#withStuck}. */
  record Stuck(SecondsLaw otherwise, double probability) implements CombinedLaw {

    /** Refuses a value out of range. */
    public Stuck {
      Rules.within("probability", probability, 0, 1);
    }

    @Override
    public double survivalAt(double seconds) {
      return probability + (1 - probability) * otherwise.survivalAt(seconds);
    }

    @Override
    public String describe() {
      return otherwise.describe() + ", stuck with probability " + probability;
    }
  }

  /** See {@link DurationLaw#scaled}. */
  record Scaled(SecondsLaw law, double factor) implements CombinedLaw {

    /** Refuses a value out of range. */
    public Scaled {
      Rules.within("factor", factor, 1e-6, 1e6);
    }

    @Override
    public double survivalAt(double seconds) {
      return law.survivalAt(seconds / factor);
    }

    @Override
    public String describe() {
      return factor + " times " + law.describe();
    }
  }

  /** See {@link DurationLaw#mixture}; shares sum to 1. */
  record Mixture(List<Part> shares) implements CombinedLaw {

    private static final int MOST_PARTS = 1_000;

    static Mixture of(List<Part> parts) {
      if (parts.isEmpty() || parts.size() > MOST_PARTS) {
        throw new IllegalArgumentException(
            "parts " + parts.size() + ": must be 1 to " + MOST_PARTS);
      }
      double largest = parts.stream().mapToDouble(Part::weight).max().orElseThrow();
      double total = parts.stream().mapToDouble(part -> part.weight() / largest).sum();
      return new Mixture(
          parts.stream()
              .filter(part -> part.weight() / largest / total > 0)
              .map(part -> new Part(part.weight() / largest / total, SecondsLaw.of(part.law())))
              .toList());
    }

    @Override
    public double survivalAt(double seconds) {
      double sum = 0;
      for (Part part : shares) {
        sum += part.weight() * SecondsLaw.of(part.law()).survivalAt(seconds);
      }
      return Math.min(1, sum);
    }

    @Override
    public String describe() {
      return shares.stream()
          .map(part -> Math.round(part.weight() * 100) + " % " + part.law().describe())
          .collect(joining("; ", "mixture of ", ""));
    }
  }
}
