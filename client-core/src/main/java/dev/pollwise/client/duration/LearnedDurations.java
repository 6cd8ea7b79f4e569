package dev.pollwise.client.duration;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.ResumeToken.ServerAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What jobs have taught about how long they take, those that are over and those that run, by class.
 * Thread-safe; mutable, because the waits that end and the waits that begin share one memory and
 * none of them owns it.
 *
 * <p>Of each class a sample of jobs is kept in the order in which they began, with at most {@value
 * ClassMemory#MOST_SIGHTINGS} ends; a job is believed half as much for every {@value
 * ClassMemory#HALF_LIFE} that began after it and have ended. Where many jobs run at once, the
 * sample is of some of them. Jobs whose end nobody saw, because a wait was stopped or timed out,
 * count as far as they went and push out no end. Of classes the {@value #MOST_CLASSES} last used
 * are kept, and those of which jobs run.
 *
 * <p>A law is fitted when it is asked for and enough is new: 1 to 40 ms, by one thread, while the
 * others go by the law before.
 */
public final class LearnedDurations {

  /** The greatest number of classes of which no job runs. */
  static final int MOST_CLASSES = 500;

  /** The longest unused first. */
  private final Map<JobClass, ClassMemory> classes = new LinkedHashMap<>(16, 0.75f, true);

  /** Nothing learned yet. */
  public LearnedDurations() {}

  /** Learns from a job whose source's length is not known. */
  public void record(JobClass jobClass, Sighting sighting) {
    record(jobClass, sighting, SourceLength.unknown());
  }

  /** Learns from a job. */
  public void record(JobClass jobClass, Sighting sighting, SourceLength source) {
    Remembered remembered = new Remembered(jobClass, sighting, source);
    memory(jobClass).add(remembered);
  }

  /**
   * A job has begun, of which nothing is known but what will be told of it. While it runs, its age
   * is evidence; end it by {@link Running#over} or {@link Running#forget}.
   */
  public Running begun(JobClass jobClass, SourceLength source, Expectation expectation) {
    requireNonNull(source, "source");
    return memory(jobClass).begun(source, applied(expectation, source));
  }

  /**
   * A job that was left is watched again. What it shows is believed where it was left in this
   * memory, or in one that was restored, and if it is seen alive again; else it counts as far as it
   * went when it was left. Who only sees the jobs that are still there would take all for long
   * ones.
   *
   * @param age since its submit, 0 or more
   */
  public Running resumed(
      JobClass jobClass, SourceLength source, Expectation expectation, Duration age) {
    requireNonNull(source, "source");
    return memory(jobClass)
        .resumed(source, applied(expectation, source), requireNonNull(age, "age"));
  }

  /** The outlook of a new job whose source's length is not known, and nothing is expected of it. */
  public Outlook outlook(JobClass jobClass) {
    return outlook(jobClass, SourceLength.unknown(), Expectation.none());
  }

  /**
   * The outlook of a new job; ask once for each. Unknown before two jobs of the class have ended,
   * unless something is expected of it.
   *
   * <p>One job in three at first, one in twenty-four later, looks closer than its price asks for:
   * who always polls at the best moment never learns what happens before it, and can stay with a
   * wrong belief for ever. One in seven at first where something is expected.
   *
   * @param expectation weighs as much as a few ends; counts until {@value ExpectedJobs#FADED} were
   *     seen
   */
  public Outlook outlook(JobClass jobClass, SourceLength source, Expectation expectation) {
    requireNonNull(source, "source");
    return memory(jobClass).outlook(source, applied(expectation, source));
  }

  /** What was learned for a class and nothing more: for a forecast or a ledger, not for a wait. */
  public Outlook knowledge(JobClass jobClass, SourceLength source) {
    return knowledge(jobClass, source, Expectation.none());
  }

  /** As {@link #outlook}, but never one that looks closer. */
  public Outlook knowledge(JobClass jobClass, SourceLength source, Expectation expectation) {
    requireNonNull(source, "source");
    return memory(jobClass).knowledge(source, applied(expectation, source));
  }

  private static Expectation applied(Expectation expectation, SourceLength source) {
    return expectation.of(source instanceof SourceLength.Known);
  }

  /**
   * All that is remembered, of each class the job that began first first; jobs that run as they
   * were last seen. Who restores it knows the same.
   */
  public List<Remembered> snapshot() {
    List<ClassMemory> memories;
    synchronized (classes) {
      memories = List.copyOf(classes.values());
    }
    return memories.stream().flatMap(memory -> memory.sightings().stream()).toList();
  }

  /** Learns all that a snapshot holds, after what is remembered already. */
  public void restore(List<Remembered> snapshot) {
    snapshot.forEach(one -> memory(one.jobClass()).add(one));
  }

  /**
   * Forgets all jobs of a class that are over, because the server has become faster for instance.
   * Jobs that run stay known, and teach when they end.
   */
  public void forget(JobClass jobClass) {
    memory(jobClass).forget();
  }

  private ClassMemory memory(JobClass jobClass) {
    requireNonNull(jobClass, "jobClass");
    synchronized (classes) {
      ClassMemory memory = classes.get(jobClass);
      if (memory == null) {
        memory = new ClassMemory(jobClass);
        makeRoom();
        classes.put(jobClass, memory);
      }
      return memory;
    }
  }

  private void makeRoom() {
    Iterator<ClassMemory> longestUnused = classes.values().iterator();
    while (classes.size() >= MOST_CLASSES && longestUnused.hasNext()) {
      if (!longestUnused.next().isInUse()) {
        longestUnused.remove();
      }
    }
  }

  /** What one wait has shown of how long its job took; times since the submit. */
  public sealed interface Sighting {

    /** Nothing was seen since the submit. */
    Sighting NOTHING = new StillAlive(Duration.ZERO);

    /**
     * The job ended between two moments: after the last poll that found it running, and by the one
     * that found it ended.
     *
     * @param after 0 or more; zero if it was never seen running
     * @param by more than 0, not before {@code after}, at most 365 days
     */
    record Ended(Duration after, Duration by) implements Sighting {

      /** Refuses moments out of range or out of order. */
      public Ended {
        Durations.requireNotNegative("after", after);
        Durations.requirePositive("by", by);
        if (by.compareTo(after) < 0) {
          throw new IllegalArgumentException(
              "by " + Durations.text(by) + ": must not be before " + Durations.text(after));
        }
      }
    }

    /**
     * The wait was over while the job still ran: a deadline, or nobody watches any more.
     *
     * @param at the last moment it was seen running, 0 to 365 days
     */
    record StillAlive(Duration at) implements Sighting {

      /** Refuses a moment out of range. */
      public StillAlive {
        Durations.requireNotNegative("at", at);
      }
    }
  }

  /**
   * One sighting as plain data, to be saved and loaded.
   *
   * @param jobClass what kind of job it was
   * @param sighting what was seen
   * @param source how long its source was
   * @param jobs how many jobs it stands for, more than 0 and at most a thousand million; not 1 only
   *     where many were seen alive
   */
  public record Remembered(JobClass jobClass, Sighting sighting, SourceLength source, double jobs) {

    /** Refuses null and a number out of range. */
    public Remembered {
      requireNonNull(jobClass, "jobClass");
      requireNonNull(sighting, "sighting");
      requireNonNull(source, "source");
      Rules.within("jobs", jobs, Double.MIN_NORMAL, 1e9);
    }

    /** Stands for one job. */
    public Remembered(JobClass jobClass, Sighting sighting, SourceLength source) {
      this(jobClass, sighting, source, 1);
    }

    /** Stands for those of another as well. */
    Remembered with(Remembered other) {
      return new Remembered(jobClass, sighting, source, Math.min(1e9, jobs + other.jobs));
    }

    boolean isAlive() {
      return sighting instanceof Sighting.StillAlive;
    }
  }

  /**
   * How long a job's source is, where somebody knows: a video of twice the length may take twice.
   */
  public sealed interface SourceLength {

    /** The length is known. */
    static SourceLength of(Duration length) {
      return new Known(length);
    }

    /** The length is not known. */
    static SourceLength unknown() {
      return Unknown.INSTANCE;
    }

    /**
     * See {@link #of}.
     *
     * @param length 1 ms to 10 days
     */
    record Known(Duration length) implements SourceLength {

      private static final Duration LEAST = Duration.ofMillis(1);
      private static final Duration MOST = Duration.ofDays(10);

      /** Refuses a length out of range. */
      public Known {
        requireNonNull(length, "length");
        if (length.compareTo(LEAST) < 0 || length.compareTo(MOST) > 0) {
          throw new IllegalArgumentException(
              "length " + Durations.text(length) + ": must be 1 ms to 10 days");
        }
      }
    }

    /** See {@link #unknown}. */
    enum Unknown implements SourceLength {
      /** The only value. */
      INSTANCE
    }
  }

  /**
   * A job that is not over, as far as anybody knows. Until it is, its age is evidence: of jobs that
   * began together the first to end are the shortest, and who learned from these alone would expect
   * all of them to be short. Safe for any thread.
   */
  public sealed interface Running permits RunningJob {

    /**
     * What is known now of how long the job takes. Asking costs well under a microsecond, but for
     * one thread at a time that fits what is new: 1 to 40 ms. The others go by what was known
     * before.
     */
    Outlook outlook();

    /**
     * The job was seen running.
     *
     * @param at time since the submit, 0 or more
     */
    void seenAt(Duration at);

    /**
     * The wait is over, and this is the last that was seen of the job; what was seen before stays
     * true. If the end was not seen, the job counts as far as it went.
     */
    void over(Sighting sighting);

    /** The wait is over, and what it has shown is not to be believed. */
    void forget();
  }

  /**
   * Jobs that are expected to take alike: what is learned of one is believed of the others.
   *
   * @param server where they run; an address is kept as {@link ServerAddress} spells it
   * @param mode how they run, may be empty
   * @param label the user's own distinction, may be empty
   */
  public record JobClass(String server, String mode, String label) {

    private static final int LONGEST = 2_000;

    /** Refuses texts of more than 2,000 characters. */
    public JobClass {
      check("server", server);
      check("mode", mode);
      check("label", label);
      server = ServerAddress.normalised(server);
    }

    private static void check(String name, String value) {
      if (requireNonNull(value, name).length() > LONGEST) {
        throw new IllegalArgumentException(
            name + " of " + value.length() + " characters: must be at most " + LONGEST);
      }
    }
  }
}
