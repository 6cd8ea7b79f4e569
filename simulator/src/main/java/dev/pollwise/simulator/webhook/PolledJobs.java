package dev.pollwise.simulator.webhook;

import dev.pollwise.simulator.simulation.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches of jobs that polls move on, by job, so that a poll costs a look at its own jobs, however
 * many there are. Used under one lock.
 */
final class PolledJobs {

  private static final int PRUNE_AT_LEAST = 1_000;

  private final Map<Job, List<Watch>> byJob = new HashMap<>();
  private int pruneAt = PRUNE_AT_LEAST;

  void add(Watch watch) {
    for (Job job : watch.jobs()) {
      byJob.computeIfAbsent(job, each -> new ArrayList<>(1)).add(watch);
    }
    // Dropping what nobody wants whenever the number has doubled costs a constant per watch.
    if (byJob.size() > pruneAt) {
      byJob.values().forEach(all -> all.removeIf(each -> !each.stillWanted().now()));
      byJob.values().removeIf(List::isEmpty);
      pruneAt = Math.max(PRUNE_AT_LEAST, 2 * byJob.size());
    }
  }

  /** Removes the watches of these jobs that are over, and returns those that are wanted. */
  List<Watch> takeOver(Collection<Job> asked, Duration now) {
    List<Watch> over = new ArrayList<>();
    for (Job job : asked) {
      for (Watch watch : List.copyOf(byJob.getOrDefault(job, List.of()))) {
        if (watch.isOver(now)) {
          remove(watch);
          if (watch.stillWanted().now()) {
            over.add(watch);
          }
        }
      }
    }
    return over;
  }

  private void remove(Watch watch) {
    for (Job job : watch.jobs()) {
      byJob.computeIfPresent(
          job,
          (each, all) -> {
            all.remove(watch);
            return all.isEmpty() ? null : all;
          });
    }
  }

  /** How many jobs are watched. */
  int size() {
    return byJob.size();
  }

  void clear() {
    byJob.clear();
    pruneAt = PRUNE_AT_LEAST;
  }
}
