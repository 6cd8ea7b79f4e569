package dev.pollwise.simulator.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The jobs of each owner that were not over when last looked at. Used under one lock. */
final class Unfinished {

  private static final int FIRST_LOOK = 1_000;

  private final Map<String, Set<Job>> byOwner = new HashMap<>();
  private int size;
  private int nextLook = FIRST_LOOK;

  void add(Job job, Duration now) {
    byOwner.computeIfAbsent(job.spec().owner(), owner -> new LinkedHashSet<>()).add(job);
    size++;
    // Looking at all jobs whenever their number has doubled costs a constant per job added.
    if (size >= nextLook) {
      byOwner.values().forEach(jobs -> jobs.removeIf(each -> each.peek(now).isOver()));
      byOwner.values().removeIf(Set::isEmpty);
      size = byOwner.values().stream().mapToInt(Set::size).sum();
      nextLook = Math.max(FIRST_LOOK, 2 * size);
    }
  }

  void remove(Job job) {
    if (of(job.spec().owner()).remove(job)) {
      size--;
    }
  }

  void clear() {
    byOwner.clear();
    size = 0;
    nextLook = FIRST_LOOK;
  }

  /** How many are not over. */
  int count(String owner, Duration now) {
    Set<Job> jobs = of(owner);
    int before = jobs.size();
    jobs.removeIf(job -> job.peek(now).isOver());
    size -= before - jobs.size();
    return jobs.size();
  }

  /**
   * Simulated time until so many of them are over; zero where that depends on polls, which may come
   * at once.
   */
  Duration untilOver(String owner, int many, Duration now) {
    List<Duration> ends =
        of(owner).stream()
            .map(job -> job.createdAt().plus(job.plan().endsAfter().orElse(Duration.ZERO)))
            .sorted()
            .toList();
    if (ends.isEmpty()) {
      return Duration.ZERO;
    }
    Duration wait = ends.get(Math.min(many, ends.size()) - 1).minus(now);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private Set<Job> of(String owner) {
    return byOwner.getOrDefault(owner, new LinkedHashSet<>());
  }
}
