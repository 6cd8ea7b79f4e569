package dev.pollwise.fleet.task;

import static java.util.Objects.requireNonNull;

import dev.pollwise.fleet.FleetOutcome;
import dev.pollwise.fleet.agenda.Agenda.NotHereException;
import dev.pollwise.fleet.sql.Database;
import dev.pollwise.fleet.sql.Database.DatabaseException;
import dev.pollwise.fleet.sql.JobRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells the user's handler how a job came out, at least once, in a transaction of its own. */
public final class Delivering {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.fleet");

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** As long as all calls of this copy are busy. */
  private static final Duration UNTIL_NEXT_TURN = Duration.ofSeconds(1);

  private final Copy copy;

  /** Nobody was told yet. */
  public Delivering(Copy copy) {
    this.copy = requireNonNull(copy, "copy");
  }

  /** Tells of a job; see {@link dev.pollwise.fleet.agenda.Agenda}. */
  public Optional<Instant> run(String id) {
    Optional<JobRow> found = copy.jobs().find(id);
    if (found.isEmpty() || found.get().toldAt() != null) {
      return Optional.empty();
    }
    JobRow row = found.get();
    Long overAt = row.overAt();
    if (overAt == null) {
      return Optional.empty();
    }
    FleetOutcome outcome;
    try {
      outcome = Rows.outcome(row).orElseThrow();
    } catch (RuntimeException unreadable) {
      throw copy.leftAlone(id, overAt, "its outcome cannot be read, " + unreadable.getMessage());
    }
    HandlerCalls handler = copy.handler();
    if (handler == null) {
      throw elsewhere(untilSomebodyHears(overAt));
    }
    if (!handler.takeTurn()) {
      throw elsewhere(UNTIL_NEXT_TURN);
    }
    try {
      boolean isOurs = told(handler, row, outcome);
      if (isOurs) {
        copy.meters().delivered(outcome, true);
        copy.steps().reached(Copy.Step.TOLD, id);
      }
      // Whoever watches the job again plans the next delivery, which this one must not outlast.
      boolean isToBeTold =
          !isOurs && copy.jobs().find(id).filter(now -> now.overAt() != null).isPresent();
      return isToBeTold ? Optional.of(copy.clock().instant().plusSeconds(1)) : Optional.empty();
    } catch (DatabaseException unreachable) {
      throw unreachable;
    } catch (HandlerException thrown) {
      copy.meters().delivered(outcome, false);
      Duration delay = backoff(row.deliveries());
      LOG.log(
          row.deliveries() == 0 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
          "the handler threw at job " + id + " (" + row.reference() + "), told again in " + delay,
          thrown.getCause());
      copy.jobs().notTold(row, "the handler threw " + thrown.getCause());
      return Optional.of(copy.clock().instant().plus(delay));
    } finally {
      handler.giveBackTurn();
    }
  }

  private NotHereException elsewhere(Duration delay) {
    return new NotHereException(copy.clock().instant().plus(delay));
  }

  /** The longer no copy with a handler has come, the less often it is looked for. */
  private Duration untilSomebodyHears(long overAt) {
    Duration age = Duration.between(FleetClock.micros(overAt), copy.clock().instant());
    Duration soon = shorter(age.dividedBy(4), Duration.ofMinutes(1));
    Duration later = shorter(age.dividedBy(60), Duration.ofHours(1));
    Duration delay = soon.compareTo(later) > 0 ? soon : later;
    return delay.compareTo(FIRST) > 0 ? delay : FIRST;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private boolean told(HandlerCalls handler, JobRow read, FleetOutcome outcome) {
    AtomicBoolean isHandled = new AtomicBoolean();
    try {
      return told(handler, read, outcome, isHandled);
    } catch (DatabaseException failed) {
      if (isHandled.get()) { // what the handler wrote cannot be committed
        throw new HandlerException(failed);
      }
      throw failed;
    }
  }

  private boolean told(
      HandlerCalls handler, JobRow read, FleetOutcome outcome, AtomicBoolean isHandled) {
    return copy.database()
        .inTransaction(transaction -> {
          Optional<JobRow> locked = copy.jobs().lock(transaction, read.id());
          if (locked.isEmpty()
              || locked.get().toldAt() != null
              || locked.get().rev() != read.rev()) {
            return false;
          }
          try {
            handler.call(Rows.job(read), outcome, Database.lent(transaction));
          } catch (Throwable thrown) { // also what the handler's libraries lack
            throw new HandlerException(thrown);
          }
          isHandled.set(true);
          copy.steps().reached(Copy.Step.HANDLED, read.id());
          return copy.jobs().told(transaction, locked.get(), copy.clock().now());
        });
  }

  private static Duration backoff(int deliveries) {
    return shorter(FIRST.multipliedBy(1L << Math.min(deliveries, 12)), LONGEST);
  }

  private static final class HandlerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    HandlerException(Throwable cause) {
      super(cause);
    }
  }
}
