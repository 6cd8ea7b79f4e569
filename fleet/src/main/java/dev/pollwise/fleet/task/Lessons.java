package dev.pollwise.fleet.task;

import dev.pollwise.client.duration.LearnedDurations.Sighting;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.poll.DurableWait;
import dev.pollwise.client.poll.DurableWait.Next;
import dev.pollwise.fleet.sql.JobRow;
import dev.pollwise.fleet.sql.LearnedTable;
import dev.pollwise.fleet.sql.LearnedTable.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a step of a wait teaches of how long its job takes. */
record Lessons(Copy copy, JobRow row, Account account, Instant begun, JobTraits traits) {

  /** A job teaches while it runs when its age has grown by that since the last time. */
  private static final double OLDER = 1.25;

  private static final long FIRST_AGE = 1_000_000;

  /** The age at which the job has taught last, when this is written. */
  long shownAge(DurableWait wait) {
    return isOlder(wait) ? age(wait) : shownBefore();
  }

  /** The age at which it had taught last before. */
  long shownBefore() {
    return Math.max(0, row.shown());
  }

  private boolean isOlder(DurableWait wait) {
    return age(wait) > Math.max(FIRST_AGE, row.shown() * OLDER);
  }

  private long age(DurableWait wait) {
    return wait.shown().orElse(Sighting.NOTHING) instanceof Sighting.StillAlive(Duration at)
        ? FleetClock.micros(at)
        : 0;
  }

  /** What the others may learn from this step. */
  List<Shown> of(Next next) {
    if (!traits.isFresh()) {
      return List.of();
    }
    Optional<Sighting> sighting = next.durable().shown();
    return switch (next) {
      case Next.Parked parked ->
          isOlder(parked.durable())
              ? List.of(shown(LearnedTable.Kind.A, age(parked.durable()), 0, false))
              : List.of();
      case Next.Over over ->
          List.of(
              switch (sighting.orElse(null)) {
                case null -> shown(LearnedTable.Kind.S, 0, -1, false);
                case Sighting.StillAlive(Duration at) ->
                    shown(LearnedTable.Kind.S, FleetClock.micros(at), 0, false);
                case Sighting.Ended(Duration after, Duration by) ->
                    shown(
                        LearnedTable.Kind.E,
                        FleetClock.micros(after),
                        Math.max(1, FleetClock.micros(by)),
                        wasAnnounced(over.durable()));
              });
    };
  }

  private boolean wasAnnounced(DurableWait wait) {
    Long at = row.announcedAt();
    return at != null && wait.wasAnnounced(Duration.between(begun, FleetClock.micros(at)));
  }

  private Shown shown(LearnedTable.Kind kind, long after, long by, boolean announced) {
    return Rows.shown(
        row, row.id(), account, traits, kind, after, by, announced, copy.clock().now());
  }
}
