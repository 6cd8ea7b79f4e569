package dev.pollwise.simulator.simulation;

import dev.pollwise.simulator.job.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/**
 * The jobs there are. Keeps a bounded number and forgets the oldest first. Safe for use by many
 * threads.
 */
public final class JobBook {

  private final int capacity;
  private final Map<String, Job> byId = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Long, Job> byNumber = new ConcurrentSkipListMap<>();

  JobBook(int capacity) {
    this.capacity = capacity;
  }

  /** How many there can be. */
  public int capacity() {
    return capacity;
  }

  /** Adds a job; returns the one that had to be forgotten for it, if any. */
  Optional<Job> add(Job job) {
    byId.put(job.id(), job);
    byNumber.put(job.number(), job);
    if (byId.size() <= capacity) {
      return Optional.empty();
    }
    return Optional.ofNullable(byNumber.pollFirstEntry())
        .map(oldest -> byId.remove(oldest.getValue().id()));
  }

  /** The job of that id; empty if there never was one, or it was deleted or forgotten. */
  public Optional<Job> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Forgets a job.
   *
   * @return whether it was there
   */
  public boolean delete(String id) {
    Job job = byId.remove(id);
    return job != null && byNumber.remove(job.number(), job);
  }

  /**
   * A page of jobs, the newest first.
   *
   * @param before only jobs of a smaller number; {@link Long#MAX_VALUE} for the first page
   * @param limit how many at most
   */
  public List<Job> page(long before, int limit, Predicate<Job> wanted) {
    List<Job> page = new ArrayList<>();
    for (Job job : byNumber.headMap(before).descendingMap().values()) {
      if (wanted.test(job)) {
        page.add(job);
        if (page.size() == limit) {
          break;
        }
      }
    }
    return page;
  }

  /** How many jobs there are in each state, by its word. Looks at every job. */
  public Map<String, Long> countByState(Duration now) {
    Map<String, Long> counts = new TreeMap<>();
    for (JobState state :
        List.of(
            new JobState.Pending(),
            new JobState.Running(),
            new JobState.Completed(),
            new JobState.Failed(""))) {
      counts.put(state.word(), 0L);
    }
    for (Job job : byNumber.values()) {
      counts.merge(job.peek(now).word(), 1L, Long::sum);
    }
    return counts;
  }

  void clear() {
    byNumber.clear();
    byId.clear();
  }
}
