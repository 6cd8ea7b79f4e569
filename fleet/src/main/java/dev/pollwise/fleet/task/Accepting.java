package dev.pollwise.fleet.task;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.poll.DurableWait;
import dev.pollwise.client.poll.DurableWait.Next;
import dev.pollwise.fleet.agenda.Agenda.Task;
import dev.pollwise.fleet.sql.Database.DatabaseException;
import dev.pollwise.fleet.sql.JobRow;
import dev.pollwise.fleet.sql.JobRow.State;
import dev.pollwise.fleet.sql.LearnedTable;
import dev.pollwise.fleet.sql.LearnedTable.Shown;
import dev.pollwise.fleet.sql.SubmitRows.Accepted;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes waits of the jobs that a submit has brought. */
final class Accepting {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.fleet");

  private static final Duration BETWEEN_COMMITS = Duration.ofMillis(500);

  private static final int COMMITS_PER_WARNING = 20;

  private final Copy copy;
  private final SubmitEvents events;

  Accepting(Copy copy) {
    this.copy = copy;
    this.events = new SubmitEvents(copy);
  }

  record Job(JobId id, String language) {
    @Override
    public String toString() {
      return id + " (" + language + ")";
    }
  }

  static List<Job> byOrder(JobRow row, List<JobId> ids, List<String> unusable) {
    List<String> names = row.names();
    List<JobId> jobs = ids.stream().distinct().toList();
    boolean isMatched = jobs.size() == names.size();
    if (!isMatched || !unusable.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: the server gave {1} ids for {2} languages, {3}, and unusable ones, {4}",
          row.reference(),
          ids.size(),
          names.size(),
          ids,
          unusable);
    }
    return IntStream.range(0, jobs.size())
        .mapToObj(i -> new Job(jobs.get(i), isMatched ? names.get(i) : jobs.get(i).value()))
        .toList();
  }

  /**
   * Ids cost money: they are committed, however long that takes, unless this copy closes. Where the
   * database refuses them, a person is told.
   *
   * @param unusable ids beside them that cannot be asked about
   */
  Optional<Instant> accepted(
      JobRow sent,
      Account account,
      List<Job> jobs,
      List<String> unusable,
      String requestId,
      Hint hint) {
    JobRow row = sent;
    for (int tried = 0; ; tried++) {
      try {
        if (commit(row, account, jobs, unusable, requestId, hint)) {
          copy.steps().reached(Copy.Step.ACCEPTED, row.id());
          return Optional.empty();
        }
        Optional<JobRow> now = copy.jobs().submits().forSubmit(row.id());
        if (now.isEmpty()) {
          LOG.log(
              System.Logger.Level.ERROR,
              "job {0} ({1}, {2}): the server has accepted it as {3}, but its row is gone, as after"
                  + " a failover that lost the last commits",
              row.id(),
              row.account(),
              row.reference(),
              jobs);
          return Optional.empty();
        }
        if (isSettled(now.get())) {
          tellApart(now.get(), jobs);
          return Optional.empty();
        }
        row = now.get();
      } catch (DatabaseException unreachable) {
        if (unreachable.isRefusal() && tried > 0) { // not another's commit at the same moment
          return refused(row, jobs, requestId, unreachable);
        }
        if (tried % COMMITS_PER_WARNING == 0) {
          LOG.log(
              System.Logger.Level.ERROR,
              "job {0} ({1}, {2}): the server has accepted it as {3}, which cannot be written yet:"
                  + " {4}",
              row.id(),
              row.account(),
              row.reference(),
              jobs,
              unreachable.getMessage());
        }
        if (!copy.pauses().pause(BETWEEN_COMMITS)) {
          throw unreachable; // another copy hears of them by the key, or in the list
        }
      }
    }
  }

  private Optional<Instant> refused(
      JobRow row, List<Job> jobs, String requestId, DatabaseException refusal) {
    String problem =
        "the server has accepted it as "
            + jobs.stream().map(Job::id).toList()
            + ", which the database refuses: "
            + refusal.getMessage();
    LOG.log(
        System.Logger.Level.ERROR,
        "job {0} ({1}, {2}): {3}",
        row.id(),
        row.account(),
        row.reference(),
        problem);
    if (row.overAt() == null
        && copy.database()
            .inTransaction(
                transaction -> end(transaction, row, Rows.UNKNOWN, problem, requestId))) {
      Miss cause = new Miss.Unreadable(problem);
      events.fateUnknown(row, requestId, cause, cause);
    }
    return Optional.of(copy.clock().instant().plus(LostSubmits.BETWEEN_LATE_LOOKS));
  }

  private static boolean isSettled(JobRow row) {
    return row.state() == State.WATCHING
        || (row.state() == State.OVER && row.remoteId() != null)
        || (row.state() == State.OVER && !Rows.UNKNOWN.equals(row.outcome()));
  }

  /** Another copy has repeated the submit and was faster: by the key it was given the same jobs. */
  private static void tellApart(JobRow row, List<Job> jobs) {
    String id = row.remoteId();
    if (id == null || jobs.stream().noneMatch(job -> job.id().value().equals(id))) {
      LOG.log(
          System.Logger.Level.ERROR,
          "job {0} ({1}): the server has given {2} for it, and {3} for the same key: it may have"
              + " been paid twice",
          row.id(),
          row.reference(),
          id,
          jobs);
    }
  }

  /** As {@link #accepted}, once; false if the row has changed meanwhile. */
  boolean commit(
      JobRow row,
      Account account,
      List<Job> jobs,
      List<String> unusable,
      String requestId,
      Hint hint) {
    Instant begun = copy.clock().instant();
    long now = FleetClock.micros(begun);
    long sent = row.firstSentAt() == null ? now : row.firstSentAt();
    Duration ago = FleetClock.duration(Math.max(0, now - sent));
    JobTraits traits = Rows.traits(row);
    List<Accepted> accepted = new ArrayList<>();
    List<Shown> shown = new ArrayList<>();
    List<JobEvent> told = new ArrayList<>();
    for (int part = 0; part < jobs.size(); part++) {
      Job job = jobs.get(part);
      String id = part == 0 ? row.id() : row.id() + "-" + part;
      Next first =
          DurableWait.submitted(
              Rows.token(row, account.settings().server(), job.id(), begun),
              account.policy(),
              ago,
              hint,
              copy.around(account, id, traits, begun, Duration.ZERO, false));
      if (!(first instanceof Next.Parked parked)) {
        throw new IllegalStateException("a wait began with its end, " + first);
      }
      told.add(
          new JobEvent.Submitted(
              job.id(), new JobEvent.Moment(begun, Duration.ZERO), job.language()));
      told.addAll(first.events());
      accepted.add(
          new Accepted(
              id,
              part,
              job.language(),
              job.id().value(),
              now,
              parked.durable().text(),
              now + FleetClock.micros(parked.due()),
              parked.isCall(),
              false));
      if (parked.durable().token().traits().isFresh()) {
        shown.add(Rows.shown(row, id, account, traits, LearnedTable.Kind.B, 0, 0, false, now));
      }
    }
    Fate fate =
        copy.database()
            .inTransaction(
                transaction -> written(transaction, row, accepted, shown, requestId, now));
    List<JobId> ids = jobs.stream().map(Job::id).toList();
    switch (fate) {
      case OVERTAKEN -> {}
      case ANOTHERS -> events.refused(row, requestId, new Miss.Unreadable(anothers(ids)));
      case WATCHED -> {
        events.accepted(row, requestId, ids, unusable);
        copy.publish(told);
      }
    }
    return fate != Fate.OVERTAKEN;
  }

  private enum Fate {
    /** The row has changed meanwhile. */
    OVERTAKEN,
    /** The server gave what it gave for another submit before. */
    ANOTHERS,
    WATCHED
  }

  private static String anothers(List<?> ids) {
    return "the server gave " + ids + " for it, which is another job's already";
  }

  private Fate written(
      Connection transaction,
      JobRow row,
      List<Accepted> accepted,
      List<Shown> shown,
      String requestId,
      long now)
      throws SQLException {
    // A webhook may have been faster than the answer: nobody knows of which of the jobs it
    // tells.
    boolean hasNews = copy.jobs().lockSoon(transaction, row.id()).map(JobRow::news).orElse(false);
    List<String> ids = accepted.stream().map(Accepted::remoteId).toList();
    List<String> taken = copy.jobs().submits().taken(transaction, row, ids);
    if (!taken.isEmpty()) {
      String problem = anothers(taken);
      LOG.log(System.Logger.Level.ERROR, "job {0} ({1}): {2}", row.id(), row.reference(), problem);
      boolean isOurs = end(transaction, row, Rows.REFUSED, problem, requestId);
      return isOurs ? Fate.ANOTHERS : Fate.OVERTAKEN;
    }
    List<Accepted> watched =
        hasNews ? accepted.stream().map(job -> job.dueAt(now)).toList() : accepted;
    if (!copy.jobs().submits().accepted(transaction, row, watched, requestId, now)) {
      return Fate.OVERTAKEN;
    }
    copy.learned().add(transaction, shown);
    for (Accepted job : watched) {
      copy.agenda().add(transaction, Task.WATCH, job.id(), FleetClock.micros(job.due()));
    }
    copy.steps().reached(Copy.Step.ACCEPTING, row.id());
    return Fate.WATCHED;
  }

  SubmitEvents events() {
    return events;
  }

  /**
   * A submit has brought no job, and the handler is to be told.
   *
   * @param kind why, as the account of spend has it
   * @return false if the row has changed meanwhile
   */
  boolean end(Connection transaction, JobRow row, String kind, String problem, String requestId)
      throws SQLException {
    boolean isUnknown = kind.equals(Rows.UNKNOWN);
    boolean isOurs =
        copy.jobs()
            .submits()
            .over(
                transaction,
                row,
                isUnknown ? State.UNKNOWN : State.OVER,
                isUnknown ? Rows.UNKNOWN : Rows.REFUSED,
                kind,
                problem,
                requestId,
                copy.clock().now());
    if (isOurs) {
      copy.agenda().add(transaction, Task.DELIVER, row.id(), copy.clock().instant());
    }
    return isOurs;
  }
}
