package dev.pollwise.benchmarks.wire;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Table;
import dev.pollwise.benchmarks.Trial;
import dev.pollwise.benchmarks.wire.Players.Entrant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Real pollers on a real wire, against a simulator that makes trouble and keeps the score. */
public final class Wire {

  private static final int FEW = 5;

  private Wire() {}

  /** Measures. */
  public static Findings run(Effort effort) throws Exception {
    warmUp(effort);
    List<Table> tables = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (Course course : courses(effort)) {
      Rounds rounds = rounds(course, effort);
      tables.add(table(course, rounds));
      broken.addAll(broken(course, rounds));
    }
    return new Findings(tables, List.of(), broken);
  }

  /** So that the first to measure do not pay for loading everything. */
  private static void warmUp(Effort effort) throws Exception {
    List<Entrant> all = Players.all();
    List<Trial> _ = together(Course.of("happy-path", 20, 20, 20, FEW), effort.seed(), all);
  }

  /** What each makes of the course, as many at a time as it allows; in the order given. */
  private static List<Trial> together(Course course, long seed, List<Entrant> entrants)
      throws Exception {
    Attempt attempt = new Attempt(course, seed);
    List<Callable<Trial>> runs = new ArrayList<>();
    entrants.forEach(entrant -> runs.add(() -> attempt.run(entrant.entry())));
    List<Trial> trials = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(course.together())) {
      for (Future<Trial> done : threads.invokeAll(runs)) {
        trials.add(done.get());
      }
    }
    return trials;
  }

  /**
   * A server that takes three jobs at a time is given three at a time. An outage meets pauses
   * between failed calls that are no setting, so it goes at its own speed unless there is no time
   * for that. These two take long and keep nobody busy, so that some contenders measure at a time;
   * where hundreds of calls come together, side by side they would wait for a processor.
   */
  private static List<Course> courses(Effort effort) {
    int jobs = effort.pick(60, 200);
    int scale = effort.pick(8, 4);
    return List.of(
        Course.of("happy-path", scale, jobs, jobs, 1),
        Course.of("flaky-network", scale, jobs, jobs, 1),
        Course.of("outage", effort.pick(4, 1), jobs, jobs, FEW),
        Course.of("rate-limited", 20, jobs, 3, FEW));
  }

  /** Like {@link Rounds#interleaved}, but some at a time. */
  private static Rounds rounds(Course course, Effort effort) throws Exception {
    Map<String, List<Trial>> trials = new LinkedHashMap<>();
    Players.all().forEach(entrant -> trials.put(entrant.name(), new ArrayList<>()));
    RandomGenerator random = effort.random(course.name().hashCode());
    for (int round = 0; round < effort.pick(1, 3); round++) {
      List<Entrant> order = new ArrayList<>(Players.all());
      Collections.shuffle(order, random);
      List<Trial> made = together(course, effort.seed() + round, order);
      for (int i = 0; i < order.size(); i++) {
        trials.computeIfAbsent(order.get(i).name(), name -> new ArrayList<>()).add(made.get(i));
      }
    }
    return new Rounds(trials);
  }

  private static Table table(Course course, Rounds rounds) {
    List<List<String>> rows = new ArrayList<>();
    for (Entrant entrant : Players.all()) {
      String name = entrant.name();
      rows.add(
          List.of(
              name,
              rounds.spread(name, Attempt.LOST).text(),
              rounds.spread(name, Attempt.WRONG).text(),
              rounds.ratio(name, Players.OURS, Attempt.COST).text(),
              rounds.ratio(name, Players.OURS, Attempt.CALLS).text(),
              rounds.ratio(name, Players.OURS, Attempt.LATENESS).text(),
              rounds.spread(name, Attempt.CALLS).text(),
              rounds.spread(name, Attempt.LATENESS).text(),
              rounds.spread(name, Attempt.EARLY).text(),
              entrant.library()));
    }
    return new Table(
        course.name(),
        course.title(),
        List.of(
            "",
            "jobs lost",
            "wrong end",
            "cost over Pollwise (who lost none)",
            "calls over Pollwise",
            "lateness over Pollwise",
            "calls per job",
            "lateness, s (of ends that it saw)",
            "early calls",
            "library"),
        rows);
  }

  private static List<String> broken(Course course, Rounds rounds) {
    return rounds.trials().entrySet().stream()
        .filter(entry -> entry.getKey().equals(Players.OURS))
        .flatMap(entry -> entry.getValue().stream())
        .filter(trial -> trial.figure(Attempt.LOST) + trial.figure(Attempt.WRONG) > 0)
        .map(trial ->
            "%s: Pollwise lost %.0f jobs and told a wrong end of %.0f"
                .formatted(course.name(), trial.figure(Attempt.LOST), trial.figure(Attempt.WRONG)))
        .collect(Collectors.toList());
  }
}
