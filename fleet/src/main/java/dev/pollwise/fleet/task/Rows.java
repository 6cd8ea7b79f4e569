package dev.pollwise.fleet.task;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.poll.DurableWait;
import dev.pollwise.fleet.FleetJob;
import dev.pollwise.fleet.FleetOutcome;
import dev.pollwise.fleet.sql.JobRow;
import dev.pollwise.fleet.sql.JobRow.State;
import dev.pollwise.fleet.sql.LearnedTable;
import dev.pollwise.fleet.sql.LearnedTable.Shown;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How what is known of a job is written in its row, and read. */
public final class Rows {

  /** In a token that holds traits only, of a job that has no id yet. */
  private static final JobId NO_ID = JobId.of("unknown");

  private Rows() {}

  /** The traits of a job that is not known to the server yet. */
  public static String text(URI server, JobTraits traits) {
    return new ResumeToken(server, NO_ID, Instant.EPOCH, traits).toString();
  }

  static JobTraits traits(JobRow row) {
    return traits(row.traits());
  }

  static JobTraits traits(String text) {
    return ResumeToken.parse(text).traits();
  }

  static ResumeToken token(JobRow row, URI server, JobId id, Instant begun) {
    return new ResumeToken(server, id, begun, traits(row));
  }

  /** A row as the user sees it. */
  public static FleetJob job(JobRow row) {
    return new FleetJob(
        row.id(),
        row.account(),
        row.reference(),
        String.join(", ", row.names()),
        state(row),
        Optional.ofNullable(row.remoteId()).map(JobId::of),
        FleetClock.micros(row.askedAt()),
        Optional.ofNullable(row.firstSentAt()).map(FleetClock::micros),
        Optional.ofNullable(row.dueAt()).map(FleetClock::micros),
        row.handlerProblem().isEmpty() ? row.problem() : row.handlerProblem());
  }

  /** In which state the row of a job is that the user sees in one. */
  public static State state(FleetJob.State state) {
    return state == FleetJob.State.DELIVERED ? State.OVER : State.valueOf(state.name());
  }

  private static FleetJob.State state(JobRow row) {
    return switch (row.state()) {
      case ASKED -> FleetJob.State.ASKED;
      case SUBMITTING -> FleetJob.State.SUBMITTING;
      case UNKNOWN -> FleetJob.State.UNKNOWN;
      case WATCHING -> FleetJob.State.WATCHING;
      case OVER -> row.toldAt() == null ? FleetJob.State.OVER : FleetJob.State.DELIVERED;
    };
  }

  /** A word for how a wait came out, for people and for SQL. */
  static String kind(JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Ended(JobStatus.Completed completed) -> "COMPLETED";
      case JobOutcome.Ended(JobStatus.Failed failed) -> "FAILED";
      case JobOutcome.TimedOut timedOut -> "TIMED_OUT";
      case JobOutcome.GaveUp gaveUp -> "GAVE_UP";
      case JobOutcome.Cancelled cancelled -> "STOPPED";
    };
  }

  static final String REFUSED = "REFUSED";

  static final String UNKNOWN = "UNKNOWN";

  /** Told as refused, by a person and not by the server. */
  static final String WRITTEN_OFF = "WRITTEN_OFF";

  /** The outcome that a row holds; empty if there is none to be told. */
  public static Optional<FleetOutcome> outcome(JobRow row) {
    String text = row.outcome();
    if (text == null || row.overAt() == null) {
      return Optional.empty();
    }
    if (row.state() == State.UNKNOWN || text.equals(UNKNOWN)) {
      return Optional.of(
          new FleetOutcome.Unknown(
              row.idempotencyKey(),
              row.callbackId(),
              FleetClock.micros(row.firstSentAt() == null ? row.askedAt() : row.firstSentAt()),
              row.sends(),
              row.problem()));
    }
    return Optional.of(
        text.equals(REFUSED)
            ? new FleetOutcome.Refused(row.problem(), row.requestId())
            : new FleetOutcome.Waited(DurableWait.outcome(text)));
  }

  static Expectation expectation(JobTraits traits, @Nullable Account account) {
    return account == null
        ? traits.expectation()
        : traits.expectation().or(account.settings().expectation());
  }

  /** What a job has shown, as a row. */
  static Shown shown(
      JobRow row,
      String id,
      Account account,
      JobTraits traits,
      LearnedTable.Kind kind,
      long after,
      long by,
      boolean announced,
      long at) {
    return new Shown(
        id,
        kind,
        account.server(),
        traits.mode(),
        traits.label(),
        traits.sourceLength().toMillis(),
        row.traits(),
        after,
        by,
        announced,
        at);
  }
}
