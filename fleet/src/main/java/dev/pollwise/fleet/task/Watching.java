package dev.pollwise.fleet.task;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableWait;
import dev.pollwise.fleet.agenda.Combiner;
import dev.pollwise.fleet.sql.JobRow;
import dev.pollwise.fleet.sql.JobRow.State;
import dev.pollwise.fleet.sql.JobTable.Watched;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Asks where a job stands, once: reads its row, asks within the limits, lets client-core decide,
 * writes what comes next. Rows that are read, and steps that are written, at the same moment share
 * a statement; jobs that are asked about at the same moment share a call.
 */
public final class Watching {

  private static final int MOST_TOGETHER = 200;

  private final Copy copy;

  private final Combiner<String, Optional<Watched>> rows;

  private final StepWriter steps;
  private final TakingUp takingUp;

  private final CallsUnderWay underWay = new CallsUnderWay();

  /** Nothing is asked yet. */
  public Watching(Copy copy) {
    this.copy = requireNonNull(copy, "copy");
    this.rows =
        new Combiner<>(
            ids -> {
              Map<String, Watched> found = copy.jobs().watched(ids);
              return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
            },
            MOST_TOGETHER,
            copy.clock(),
            copy.worker());
    this.steps = new StepWriter(copy);
    this.takingUp = new TakingUp(copy);
  }

  /** Asks about a job, or does what else is due; see {@link dev.pollwise.fleet.agenda.Agenda}. */
  public Optional<Instant> run(String id) {
    Optional<Watched> found = rows.apply(id);
    if (found.isEmpty() || found.get().job().state() != State.WATCHING) {
      return Optional.empty();
    }
    JobRow row = found.get().job();
    Account account = copy.accounts().get(row.account());
    if (account == null) {
      throw copy.leftAlone(
          id, row.due().orElse(0), "there is no account " + row.account() + " here");
    }
    long now = copy.clock().now();
    Integer regained = account.outage().regained(id);
    if (!row.hasWish() && regained == null && row.due().orElse(now) > now + WatchStep.EARLY) {
      return Optional.of(FleetClock.micros(row.due().orElse(now)));
    }
    DurableWait wait;
    Optional<PollingPolicy> policy;
    try {
      wait = DurableWait.parse(requireNonNull(row.waitText(), "wait"));
      policy = Optional.ofNullable(row.newPolicy()).map(DurableWait::policy);
    } catch (RuntimeException unreadable) {
      throw copy.leftAlone(
          id, row.due().orElse(0), "its wait cannot be read, " + unreadable.getMessage());
    }
    if (underWay.isClosed()) {
      return Optional.of(copy.clock().instant());
    }
    row.due().ifPresent(due -> copy.meters().late(FleetClock.duration(Math.max(0, now - due))));
    return new WatchStep(
            copy, steps, underWay, row, account, found.get(), wait.token().traits(), policy)
        .run(wait, regained);
  }

  /**
   * Watches a job again whose wait ended before it did.
   *
   * @return false if it is not over, or has ended for good
   */
  public boolean again(Connection transaction, String id) throws SQLException {
    return takingUp.again(transaction, id);
  }

  /** Another copy is to go on: calls that are under way are given up. */
  public void close() {
    underWay.close();
  }
}
