package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.schedules.Peer.Family;
import dev.pollwise.benchmarks.schedules.Peer.Schedule;
import dev.pollwise.benchmarks.schedules.Peer.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds the best settings of a library for every kind of jobs and every price, on jobs other than
 * those that count: everything is tried.
 */
final class Tuner {

  private static final int RANDOM_SCHEDULES = 40;
  private static final long STREAM = 2_000_003;

  private final List<List<Job>> jobs = new ArrayList<>();
  private final Effort effort;

  Tuner(List<Workload> workloads, Effort effort) {
    this.effort = effort;
    int repeats = effort.pick(5, 20);
    for (Workload workload : workloads) {
      List<Job> training = new ArrayList<>();
      for (int repeat = 0; repeat < repeats; repeat++) {
        List<Job> some =
            workload.jobs(effort.random(STREAM + repeat), Ours.LEARNED_FROM, Schedules.JOBS);
        training.addAll(some.subList(Ours.LEARNED_FROM, some.size()));
      }
      jobs.add(training);
    }
  }

  /**
   * What the settings of a library cost.
   *
   * @param family the library
   * @param tried each of its settings, with the figures by workload
   */
  record Tried(Family family, List<Costs> tried) {

    /** The cheapest. */
    Tuning best(int workload, double price) {
      Costs best = tried.getFirst();
      for (Costs one : tried) {
        if (one.cost(workload, price) < best.cost(workload, price)) {
          best = one;
        }
      }
      return best.tuning().get();
    }
  }

  /** A setting, and what it costs by workload. */
  private record Costs(Supplier<Tuning> tuning, List<Tally> tallies) {

    double cost(int workload, double price) {
      Tally tally = tallies.get(workload);
      return tally.calls() + tally.lateness() / price;
    }
  }

  /** Tries all settings. */
  Tried tryAll(Family family) {
    List<Costs> tried = new ArrayList<>();
    for (Supplier<Tuning> tuning : family.tunings()) {
      tried.add(costs(tuning));
    }
    return new Tried(family, tried);
  }

  private Costs costs(Supplier<Tuning> tuning) {
    Schedule schedule = tuning.get().schedule();
    List<Polls> polls = new ArrayList<>();
    int schedules =
        switch (schedule) {
          case Schedule.Same same -> 1;
          case Schedule.Drawn drawn -> RANDOM_SCHEDULES;
        };
    for (int i = 0; i < schedules; i++) {
      polls.add(schedule.next(effort.random(STREAM + i)));
    }
    List<Tally> tallies = new ArrayList<>();
    for (List<Job> training : jobs) {
      Tally tally = new Tally();
      for (int job = 0; job < training.size(); job++) {
        tally.add(polls.get(job % schedules).sight(training.get(job).end()));
      }
      tallies.add(tally);
    }
    return new Costs(tuning, tallies);
  }
}
