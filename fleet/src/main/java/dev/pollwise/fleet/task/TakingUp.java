package dev.pollwise.fleet.task;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.poll.DurableWait;
import dev.pollwise.client.poll.DurableWait.Next;
import dev.pollwise.client.poll.DurableWait.Surroundings;
import dev.pollwise.fleet.FleetOutcome;
import dev.pollwise.fleet.agenda.Agenda.Task;
import dev.pollwise.fleet.sql.JobRow;
import dev.pollwise.fleet.sql.JobRow.State;
import dev.pollwise.fleet.sql.SubmitRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes up waits that ended before their jobs did. */
final class TakingUp {

  private final Copy copy;

  TakingUp(Copy copy) {
    this.copy = copy;
  }

  /**
   * Watches a job again whose wait ended before it did.
   *
   * @return false if it is not over, or has ended for good
   */
  boolean again(Connection transaction, String id) throws SQLException {
    Optional<JobRow> found = copy.jobs().lockSoon(transaction, id);
    if (found.isEmpty() || found.get().state() != State.OVER || !isOpen(found.get())) {
      return false;
    }
    JobRow row = found.get();
    Account account = copy.accounts().get(row.account());
    if (account == null) {
      throw new IllegalArgumentException("there is no account " + row.account() + " here");
    }
    Instant begun = copy.clock().instant();
    Next next =
        DurableWait.running(
            Rows.token(
                row,
                account.settings().server(),
                JobId.of(requireNonNull(row.remoteId(), "remoteId")),
                begun),
            account.policy(),
            Surroundings.alone(Duration.ZERO, begun, copy.chance()));
    long now = FleetClock.micros(begun);
    boolean isAgain =
        copy.jobs()
            .submits()
            .accepted(
                transaction,
                row,
                List.of(
                    new SubmitRows.Accepted(
                        row.id(),
                        row.part(),
                        row.language(),
                        row.remoteId(),
                        now,
                        next.durable().text(),
                        now,
                        true,
                        true)),
                row.requestId(),
                now);
    if (isAgain) {
      copy.agenda().add(transaction, Task.WATCH, id, begun);
      copy.waking().wakeSoon(Task.WATCH, id); // the step before may be about to remove it
    }
    return isAgain;
  }

  private static boolean isOpen(JobRow row) {
    return row.remoteId() != null
        && Rows.outcome(row).orElse(null) instanceof FleetOutcome.Waited(JobOutcome outcome)
        && !(outcome instanceof JobOutcome.Ended);
  }
}
