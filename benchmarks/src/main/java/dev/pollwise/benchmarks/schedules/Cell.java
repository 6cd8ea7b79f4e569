package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Trial;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Everybody on the same jobs, at the same price.
 *
 * @param workload the jobs
 * @param price seconds of lateness that one call is worth
 * @param entrants who took part, by name
 * @param rounds what it cost them
 */
record Cell(Workload workload, Duration price, Map<String, Entrant> entrants, Rounds rounds) {

  static final String OPTIMUM = "exact optimum, law known";
  static final String NOTHING = "Pollwise, knows nothing";
  static final String LEARNED = "Pollwise, after 30 jobs";
  static final String KNOWN = "Pollwise, law known";

  Cell {
    entrants = new LinkedHashMap<>(entrants);
  }

  /** What somebody is in the comparison. */
  enum Role {
    /** Cannot be beaten but by luck. */
    BOUND,
    /** Pollwise. */
    OURS,
    /** Others, with the settings that they come with. */
    SHIPPED,
    /** Others, with the settings that are best for these jobs and this price. */
    TUNED
  }

  /**
   * Somebody who takes part.
   *
   * @param role what he is
   * @param settings in words; empty for those he comes with
   * @param contender who measures
   */
  record Entrant(Role role, String settings, Contender contender) {}

  /** Who has a role, in the order of the tables. */
  List<String> names(Predicate<Role> role) {
    return entrants.values().stream()
        .filter(entrant -> role.test(entrant.role()))
        .map(entrant -> entrant.contender().name())
        .toList();
  }

  /** What somebody was set to, in words. */
  String settings(String name) {
    return Optional.ofNullable(entrants.get(name)).map(Entrant::settings).orElse("");
  }

  /** The mean over all jobs. */
  double mean(String name, String figure) {
    return trials(name).stream().mapToDouble(trial -> trial.figure(figure)).average().orElseThrow();
  }

  /** In calls per job: {@code calls + lateness / r}. */
  double cost(String name) {
    return mean(name, Tally.CALLS) + mean(name, Tally.LATENESS) / Seconds.of(price);
  }

  Ratio ratio(String name, String base) {
    return Ratio.of(costs(name), costs(base));
  }

  private double[] costs(String name) {
    return trials(name).stream()
        .mapToDouble(
            trial -> trial.figure(Tally.CALLS) + trial.figure(Tally.LATENESS) / Seconds.of(price))
        .toArray();
  }

  private List<Trial> trials(String name) {
    List<Trial> trials = rounds.trials().get(name);
    if (trials == null) {
      throw new IllegalArgumentException("name " + name + ": must be one of " + entrants.keySet());
    }
    return trials;
  }
}
