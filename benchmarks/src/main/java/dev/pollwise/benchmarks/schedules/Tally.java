package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sums up the waits for several jobs. */
final class Tally {

  static final String CALLS = "calls";
  static final String LATENESS = "lateness, s";
  static final String LOST = "lost";

  private double calls;
  private double lateness;
  private double lost;
  private int jobs;

  /** The waits for jobs that all go by the same schedule, or by one each. */
  static Tally of(List<Job> jobs, Function<Job, Polls> polls) {
    Tally tally = new Tally();
    jobs.forEach(job -> tally.add(polls.apply(job).sight(job.end())));
    return tally;
  }

  void add(Polls.Sight sight) {
    calls += sight.calls();
    lateness += sight.lateness();
    lost += sight.wasLost() ? 1 : 0;
    jobs++;
  }

  double calls() {
    return calls / jobs;
  }

  double lateness() {
    return lateness / jobs;
  }

  /** Averages per job. */
  Trial trial() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(CALLS, calls());
    figures.put(LATENESS, lateness());
    figures.put(LOST, lost / jobs);
    return new Trial(figures);
  }
}
