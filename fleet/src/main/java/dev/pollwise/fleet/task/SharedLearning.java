package dev.pollwise.fleet.task;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.duration.LearnedDurations.Running;
import dev.pollwise.client.duration.LearnedDurations.Sighting;
import dev.pollwise.client.duration.LearnedDurations.SourceLength;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.poll.WebhookReliability;
import dev.pollwise.fleet.sql.LearnedTable;
import dev.pollwise.fleet.sql.LearnedTable.Position;
import dev.pollwise.fleet.sql.LearnedTable.Read;
import dev.pollwise.fleet.sql.LearnedTable.Shown;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the jobs of all copies have shown of how long they take: every copy reads the same rows in
 * the same order, and so knows the same. Safe for any thread; one at a time reads.
 */
public final class SharedLearning {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.fleet");

  private final LearnedTable table;
  private Known known = new Known();
  private Position position = Position.START;

  /** What came of the rows so far; made anew where old rows were removed. */
  private static final class Known {
    private final LearnedDurations durations = new LearnedDurations();
    private final WebhookReliability announced = new WebhookReliability();
    private final Map<String, Running> running = new HashMap<>();
  }

  /** Nothing was read yet. */
  public SharedLearning(LearnedTable table) {
    this.table = requireNonNull(table, "table");
  }

  /**
   * Reads what is new.
   *
   * @param expected how long jobs of a server are expected to take, before any was seen
   */
  public void refresh(Map<String, Expectation> expected) {
    long generation = table.generation();
    Position from = position();
    Known into;
    if (generation != from.generation()) {
      from = new Position(generation, 0, 0);
      into = new Known();
    } else {
      into = known();
    }
    List<Read> rows = table.after(from);
    while (!rows.isEmpty()) {
      for (Read row : rows) {
        row.shown().ifPresent(shown -> taken(into, shown, expected));
      }
      from = rows.getLast().position();
      rows = table.after(from);
    }
    publish(into, from);
  }

  private synchronized Position position() {
    return position;
  }

  private synchronized Known known() {
    return known;
  }

  private synchronized void publish(Known made, Position read) {
    known = made;
    position = read;
  }

  /**
   * One row that cannot be understood keeps no copy from the others. Its job is as if it had never
   * been seen, or it would run for ever.
   */
  private static void taken(Known known, Shown row, Map<String, Expectation> expected) {
    try {
      fold(known, row, expected);
    } catch (RuntimeException unreadable) { // of another version, or damaged
      LOG.log(
          System.Logger.Level.DEBUG,
          "what job {0} has shown is passed over: {1}",
          row.job(),
          unreadable.getMessage());
      synchronized (known) {
        Running job = known.running.remove(row.job());
        if (job != null) {
          job.forget();
        }
      }
    }
  }

  private static void fold(Known known, Shown row, Map<String, Expectation> expected) {
    JobTraits traits = Rows.traits(row.traits());
    synchronized (known) {
      Expectation expectation =
          traits.expectation().or(expected.getOrDefault(row.server(), Expectation.none()));
      Running job =
          known.running.computeIfAbsent(
              row.job(),
              id ->
                  known.durations.begun(
                      jobClass(row.server(), traits), source(traits), expectation));
      Duration after = FleetClock.duration(row.after());
      switch (row.kind()) {
        case B -> {}
        case A -> job.seenAt(after);
        case E -> {
          job.over(new Sighting.Ended(after, FleetClock.duration(row.by())));
          known.running.remove(row.job());
        }
        case S -> {
          if (row.by() < 0) {
            job.forget();
          } else {
            job.over(new Sighting.StillAlive(after));
          }
          known.running.remove(row.job());
        }
      }
      if (row.kind() == LearnedTable.Kind.E) {
        known.announced.ended(JobId.of(row.job()), row.announced(), FleetClock.duration(row.at()));
      }
    }
  }

  static JobClass jobClass(String server, JobTraits traits) {
    return new JobClass(server, traits.mode(), traits.label());
  }

  private static SourceLength source(JobTraits traits) {
    return traits.sourceLength().toMillis() > 0
        ? SourceLength.of(traits.sourceLength())
        : SourceLength.unknown();
  }

  /** What a decision about a job goes by that is made now. */
  Outlook outlook(String job, String server, JobTraits traits, Expectation expectation) {
    if (!traits.isFresh()) {
      return Outlook.unknown();
    }
    Known now = known();
    @Nullable Running running;
    synchronized (now) {
      running = now.running.get(job);
    }
    return running != null
        ? running.outlook()
        : now.durations.knowledge(jobClass(server, traits), source(traits), expectation);
  }

  /** The share of ends that is announced by webhooks in time. */
  double announced() {
    Known now = known();
    synchronized (now) {
      return now.announced.share();
    }
  }

  /** All that is known of ends, as plain data. */
  public List<LearnedDurations.Remembered> snapshot() {
    return known().durations.snapshot();
  }
}
