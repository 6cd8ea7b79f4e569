package dev.pollwise.simulator.simulation;

import dev.pollwise.simulator.job.BoundedMap;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Job.Spec.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The jobs there are. Keeps a bounded number, with at most {@value #TEXT_KEPT} characters that
 * clients wrote, a sixteenth of the heap if that is less, and forgets the oldest of the owner that
 * has the most first, so that nobody loses much by what another does. To be read by many threads,
 * changed by one at a time.
 */
public final class JobBook {

  /** Room for 64 characters in each of a million jobs. */
  private static final long TEXT_KEPT = 64_000_000;

  private static final int SHARE_OF_HEAP = 16;

  private final int capacity;
  private final Map<String, Job> byId = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Long, Job> byNumber = new ConcurrentSkipListMap<>();

  // A page of a client's translations is not to cost more for the jobs of others.
  private final Map<String, Owned> byOwner = new ConcurrentHashMap<>();
  private final TreeSet<Owned> byWeight =
      new TreeSet<>(
          Comparator.comparingLong((Owned owned) -> owned.weight)
              .thenComparingLong(owned -> -owned.since));
  private final long textKept = BoundedMap.bytes(TEXT_KEPT, SHARE_OF_HEAP);
  private long text;

  /** Everything of one owner. */
  private static final class Owned {

    private final long since;
    private final ConcurrentSkipListMap<Long, Job> jobs = new ConcurrentSkipListMap<>();
    private long weight;

    private Owned(long since) {
      this.since = since;
    }
  }

  JobBook(int capacity) {
    this.capacity = capacity;
  }

  /** How many there can be. */
  public int capacity() {
    return capacity;
  }

  /** Adds a job; returns those that had to be forgotten for it. */
  List<Job> add(Job job) {
    byId.put(job.id(), job);
    byNumber.put(job.number(), job);
    Owned owned = byOwner.computeIfAbsent(job.spec().owner(), owner -> new Owned(job.number()));
    owned.jobs.put(job.number(), job);
    weigh(owned, Simulation.Capacity.JOB);
    write(job, job.textLength());
    return trim();
  }

  /** Changes texts of a job; returns those that had to be forgotten for it. */
  List<Job> change(Job job, Consumer<Job> change) {
    if (byId.get(job.id()) != job) {
      return List.of();
    }
    int before = job.textLength();
    change.accept(job);
    write(job, job.textLength() - before);
    return trim();
  }

  /** Notes characters that are kept for a job's sake; returns those forgotten for it. */
  List<Job> note(Job job, int characters) {
    if (byId.get(job.id()) != job) {
      return List.of();
    }
    job.note(characters);
    write(job, characters);
    return trim();
  }

  private List<Job> trim() {
    List<Job> forgotten = new ArrayList<>();
    while (byId.size() > capacity || (text > textKept && byId.size() > 1)) {
      Job oldest = byWeight.last().jobs.firstEntry().getValue();
      forget(oldest);
      forgotten.add(oldest);
    }
    return forgotten;
  }

  private void write(Job job, int characters) {
    text += characters;
    Owned owned = byOwner.get(job.spec().owner());
    if (owned != null) {
      weigh(owned, characters);
    }
  }

  private void weigh(Owned owned, long more) {
    byWeight.remove(owned);
    owned.weight += more;
    byWeight.add(owned);
  }

  private void forget(Job job) {
    boolean unused = byId.remove(job.id(), job);
    byNumber.remove(job.number(), job);
    write(job, -job.textLength());
    Owned owned = byOwner.get(job.spec().owner());
    if (owned != null) {
      owned.jobs.remove(job.number(), job);
      weigh(owned, -Simulation.Capacity.JOB);
      if (owned.jobs.isEmpty()) {
        byWeight.remove(owned);
        byOwner.remove(job.spec().owner());
      }
    }
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
  boolean delete(String id) {
    Job job = byId.get(id);
    if (job == null) {
      return false;
    }
    forget(job);
    return true;
  }

  /**
   * A page of an owner's translations, the newest first. Looks at nobody else's jobs.
   *
   * @param before only jobs of a smaller number; {@link Long#MAX_VALUE} for the first page
   * @param limit how many at most
   */
  public List<Job> pageOf(String owner, long before, int limit) {
    Owned owned = byOwner.get(owner);
    return owned == null
        ? List.of()
        : page(owned.jobs, before, limit, job -> job.spec().kind() == Kind.TRANSLATION);
  }

  /**
   * A page of jobs, the newest first. Looks at every job that is newer than the last of them.
   *
   * @param before only jobs of a smaller number; {@link Long#MAX_VALUE} for the first page
   * @param limit how many at most
   */
  public List<Job> page(long before, int limit, Predicate<Job> wanted) {
    return page(byNumber, before, limit, wanted);
  }

  private static List<Job> page(
      ConcurrentSkipListMap<Long, Job> jobs, long before, int limit, Predicate<Job> wanted) {
    List<Job> page = new ArrayList<>();
    for (Job job : jobs.headMap(before).descendingMap().values()) {
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
    for (JobPlan.State state :
        List.of(
            new JobPlan.State.Pending(),
            new JobPlan.State.Running(),
            new JobPlan.State.Completed(),
            new JobPlan.State.Failed(""))) {
      counts.put(state.word(), 0L);
    }
    for (Job job : byNumber.values()) {
      counts.merge(job.peek(now).word(), 1L, Long::sum);
    }
    return counts;
  }

  void clear() {
    byNumber.clear();
    byOwner.clear();
    byWeight.clear();
    byId.clear();
    text = 0;
  }
}
