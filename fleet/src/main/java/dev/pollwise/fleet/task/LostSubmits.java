package dev.pollwise.fleet.task;

import dev.pollwise.client.http.HeyGenApi.Listed;
import dev.pollwise.client.http.HeyGenApi.ListedJob;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.DurableRequest;
import dev.pollwise.client.poll.RepeatedRequest;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.fleet.sql.JobRow;
import dev.pollwise.fleet.sql.JobRow.State;
import dev.pollwise.fleet.sql.JobTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds the jobs of submits whose answer was lost and that may not be repeated: in the server's
 * list, or by a person.
 */
final class LostSubmits {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.fleet");

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

  static final Duration BETWEEN_LATE_LOOKS = Duration.ofHours(1);

  private static final Duration LONGEST_LOOK = Duration.ofSeconds(60);

  private static final Duration LONGEST_LOOKING = Duration.ofDays(7);

  private final Copy copy;
  private final Accepting accepting;

  LostSubmits(Copy copy, Accepting accepting) {
    this.copy = copy;
    this.accepting = accepting;
  }

  /** Its jobs, if there are any, are looked for from now on. */
  Optional<Instant> unknown(JobRow row, String requestId, Miss firstCause, Miss cause, String why) {
    LOG.log(
        System.Logger.Level.WARNING,
        "job {0} ({1}) may have been paid and is looked for in the list: {2}",
        row.id(),
        row.reference(),
        why);
    boolean isOurs =
        copy.database()
            .inTransaction(transaction ->
                copy.jobs()
                    .submits()
                    .submitLater(
                        transaction,
                        row,
                        State.UNKNOWN,
                        DurableRequest.begun().text(),
                        false,
                        copy.clock().now(),
                        why));
    if (isOurs) {
      accepting.events().fateUnknown(row, requestId, firstCause, cause);
    }
    return Optional.of(isOurs ? copy.clock().instant() : copy.clock().instant().plusSeconds(1));
  }

  /** The server's list may show a job whose answer was lost: it bears our mark. */
  Optional<Instant> lookedFor(JobRow row, Account account) {
    long now = copy.clock().now();
    Duration since =
        FleetClock.duration(Math.max(0, now - (row.lastSentAt() == null ? now : row.lastSentAt())));
    Optional<ServerContext.Pause> pause = account.context().pause();
    if (pause.isPresent()) {
      return Optional.of(
          copy.clock().instant().plus(pause.get().until().minus(copy.clock().steady())));
    }
    Listed listed =
        RepeatedRequest.once(
                () -> account.api().listed(row.callbackId(), Attempt.immediate()),
                LONGEST_LOOK,
                account.context(),
                miss -> new IllegalStateException(miss.describe()))
            .exceptionally(failed -> new Listed.Missed(new Miss.Unreachable(failed.toString())))
            .join();
    if (listed instanceof Listed.Found(List<ListedJob> jobs) && !jobs.isEmpty()) {
      return accepting.accepted(
          row,
          account,
          jobs.stream().map(job -> new Accepting.Job(job.id(), job.language())).distinct().toList(),
          List.of(),
          row.requestId(),
          Hint.none());
    }
    boolean isTold = row.overAt() != null;
    Duration patience =
        listed instanceof Listed.Missed
            ? account.settings().unknownAfter().multipliedBy(6)
            : account.settings().unknownAfter();
    if (!isTold && since.compareTo(patience) >= 0) {
      copy.database()
          .inTransaction(transaction ->
              accepting.end(transaction, row, Rows.UNKNOWN, row.problem(), row.requestId()));
      return Optional.of(copy.clock().instant().plus(BETWEEN_LATE_LOOKS));
    }
    if (since.compareTo(LONGEST_LOOKING) > 0) {
      return Optional.empty(); // a person settles it
    }
    Duration between = isTold ? BETWEEN_LATE_LOOKS : shorter(patience.dividedBy(10));
    return Optional.of(copy.clock().instant().plus(between));
  }

  private static Duration shorter(Duration between) {
    return between.compareTo(BETWEEN_LOOKS) < 0 ? between : BETWEEN_LOOKS;
  }

  /** A person has found the jobs of a submit whose fate was unknown; false if it is not. */
  public boolean adopt(String id, List<JobId> ids) {
    for (Optional<JobRow> row = unknown(id); row.isPresent(); row = unknown(id)) {
      JobRow lost = row.get();
      Account account = copy.accounts().get(lost.account());
      if (account == null) {
        throw new IllegalArgumentException("there is no account " + lost.account() + " here");
      }
      ids.forEach(job -> requireNobodys(lost, job));
      if (accepting.commit(
          lost,
          account,
          Accepting.byOrder(lost, ids, List.of()),
          List.of(),
          lost.requestId(),
          Hint.none())) {
        return true;
      }
    }
    return false;
  }

  private void requireNobodys(JobRow row, JobId job) {
    copy.jobs().search(JobTable.Search.of(row.account(), job.value())).stream()
        .findFirst()
        .ifPresent(other -> {
          throw new IllegalArgumentException(
              "job " + job + ": is that of reference " + other.reference() + " already");
        });
  }

  /** A person knows that nothing came of such a submit; false if it is none. */
  public boolean writeOff(String id, String reason) {
    for (Optional<JobRow> row = unknown(id); row.isPresent(); row = unknown(id)) {
      JobRow lost = row.get();
      boolean isOurs =
          copy.database()
              .inTransaction(transaction ->
                  copy.jobs().lockSoon(transaction, id).isPresent()
                      && accepting.end(
                          transaction, lost, Rows.WRITTEN_OFF, reason, lost.requestId()));
      if (isOurs) {
        return true;
      }
    }
    return false;
  }

  private Optional<JobRow> unknown(String id) {
    return copy.jobs().submits().forSubmit(id).filter(row -> row.state() == State.UNKNOWN);
  }
}
