package dev.pollwise.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Repeated measurements of several contenders. Interleaved: in each round everyone is measured
 * once, in an order drawn anew, so that a slow minute of the machine, or its warming up, meets all
 * of them.
 *
 * @param trials by the name of the contender, one per round
 */
public record Rounds(Map<String, List<Trial>> trials) {

  /** Keeps the order. */
  public Rounds {
    trials = Collections.unmodifiableMap(new LinkedHashMap<>(trials));
  }

  /**
   * Measures.
   *
   * @param warmUps rounds before, which do not count, 0 or more; they bear negative numbers
   * @param rounds that count, 1 or more
   */
  public static Rounds interleaved(
      List<Contender> contenders, int warmUps, int rounds, RandomGenerator random)
      throws Exception {
    if (warmUps < 0 || rounds < 1) {
      throw new IllegalArgumentException(
          "rounds %d after %d: must be 1 or more after 0 or more".formatted(rounds, warmUps));
    }
    Map<String, List<Trial>> trials = new LinkedHashMap<>();
    contenders.forEach(contender -> trials.put(contender.name(), new ArrayList<>(rounds)));
    List<Contender> order = new ArrayList<>(contenders);
    for (int round = -warmUps; round < rounds; round++) {
      Collections.shuffle(order, random);
      for (Contender contender : order) {
        Trial trial = contender.measure().run(round);
        if (round >= 0) {
          trials.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(trial);
        }
      }
    }
    return new Rounds(trials);
  }

  /** A figure of a contender over the rounds. */
  public Spread spread(String contender, String figure) {
    return Spread.of(of(contender).stream().mapToDouble(trial -> trial.figure(figure)).toArray());
  }

  /** A figure of a contender as a multiple of another one's in the same round. */
  public Spread ratio(String contender, String base, String figure) {
    List<Trial> of = of(contender);
    List<Trial> to = of(base);
    double[] ratios = new double[of.size()];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = of.get(round).figure(figure) / to.get(round).figure(figure);
    }
    return Spread.of(ratios);
  }

  private List<Trial> of(String contender) {
    List<Trial> found = trials.get(contender);
    if (found == null) {
      throw new IllegalArgumentException(
          "contender " + contender + ": must be one of " + trials.keySet());
    }
    return found;
  }
}
