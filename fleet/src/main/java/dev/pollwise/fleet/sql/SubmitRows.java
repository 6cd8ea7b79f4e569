package dev.pollwise.fleet.sql;

import dev.pollwise.fleet.sql.JobRow.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements about {@code pollwise_job} that a submit needs. */
public final class SubmitRows {

  private static final int LONGEST_REQUEST_ID = 200;

  private final Database database;

  SubmitRows(Database database) {
    this.database = database;
  }

  /** A job that is asked for, before it is sent. */
  public record Asked(
      String id,
      String account,
      String reference,
      List<String> languages,
      String body,
      String bodyHash,
      String idempotencyKey,
      String callbackId,
      String traits,
      long at) {}

  /** The intent becomes a row; false if there is one under its reference. */
  public boolean insert(Connection transaction, Asked asked) throws SQLException {
    return database.update(
            transaction,
            "insert into pollwise_job (id, account, reference, part, language, languages, state,"
                + " body, body_hash, idempotency_key, callback_id, traits, asked_at) values"
                + " (?, ?, ?, 0, ?, ?, 'ASKED', ?, ?, ?, ?, ?, ?)"
                + " on conflict (account, reference, part) do nothing",
            asked.id(),
            asked.account(),
            asked.reference(),
            String.join(JobRow.AND, asked.languages()),
            asked.languages().size(),
            asked.body(),
            asked.bodyHash(),
            asked.idempotencyKey(),
            asked.callbackId(),
            asked.traits(),
            asked.at())
        > 0;
  }

  /** The request under a reference, with the hash of its body. */
  public Optional<Map.Entry<JobRow, String>> byReference(
      Connection transaction, String account, String reference) throws SQLException {
    return database.one(
        transaction,
        "select "
            + JobRow.COLUMNS
            + ", body_hash from pollwise_job where account = ? and reference = ? and part = 0",
        row -> Map.entry(JobRow.of(row), row.getString("body_hash")),
        account,
        reference);
  }

  /** A job with the bytes of its submit. */
  public Optional<JobRow> forSubmit(String id) {
    return database.one(
        "select " + JobRow.COLUMNS + ", body from pollwise_job where id = ?", JobRow::withBody, id);
  }

  /**
   * The first byte may leave now. Who waits for room behind it waits until it is known what came of
   * it. False if somebody else has taken a step.
   */
  public boolean sending(JobRow row, long now) {
    return database.update(
            "update pollwise_job set state = 'SUBMITTING', sends = sends + 1, first_sent_at ="
                + " coalesce(first_sent_at, ?), last_sent_at = ?, rev = rev + 1"
                + " where id = ? and rev = ?",
            now,
            now,
            row.id(),
            row.rev())
        > 0;
  }

  /** The submit was not accepted yet. */
  public boolean submitLater(
      Connection transaction,
      JobRow row,
      State state,
      String request,
      boolean noRoom,
      long due,
      String problem)
      throws SQLException {
    return database.update(
            transaction,
            "update pollwise_job set state = ?, request = ?, no_room = ?, first_sent_at = case when"
                + " ? = 'ASKED' then null else first_sent_at end, due_at = ?, problem = ?, rev ="
                + " rev + 1 where id = ? and rev = ?",
            state.name(),
            request,
            noRoom,
            state.name(),
            due,
            JobRow.fit(problem, JobRow.LONGEST_PROBLEM),
            row.id(),
            row.rev())
        > 0;
  }

  /** The submit waits for something else; false if somebody else has taken a step, or wants one. */
  public boolean hold(JobRow row, boolean noRoom, long due) {
    return database.update(
            "update pollwise_job set no_room = ?, due_at = ?, rev = rev + 1 where id = ? and rev ="
                + " ? and wake_seq = ?",
            noRoom,
            due,
            row.id(),
            row.rev(),
            row.wakeSeq())
        > 0;
  }

  /**
   * A job that a submit has brought, or that was found.
   *
   * @param isAgain whether its wait is taken up again, of which nobody was told yet
   */
  public record Accepted(
      String id,
      int part,
      String language,
      String remoteId,
      long begunAt,
      String waitText,
      long due,
      boolean isCall,
      boolean isAgain) {

    /** As it is, due at another time. */
    public Accepted dueAt(long other) {
      return new Accepted(id, part, language, remoteId, begunAt, waitText, other, isCall, isAgain);
    }
  }

  /** The request becomes its jobs: the row of the request the first, new rows the others. */
  public boolean accepted(
      Connection transaction, JobRow row, List<Accepted> jobs, String requestId, long now)
      throws SQLException {
    Accepted first = jobs.getFirst();
    int changed =
        database.update(
            transaction,
            "update pollwise_job set state = 'WATCHING', language = ?, remote_id = ?, request_id ="
                + " ?, accepted_at = coalesce(accepted_at, ?), begun_at = ?, wait = ?, due_at = ?,"
                + " is_call = ?, shown = ?, slot_at = null, outcome = null, outcome_kind = null,"
                + " over_at = null, told_at = null, is_slim = false, problem = '', handler_problem"
                + " = '', rev = rev + 1 where id = ? and rev = ?",
            first.language(),
            first.remoteId(),
            JobRow.fit(requestId, LONGEST_REQUEST_ID),
            now,
            first.begunAt(),
            first.waitText(),
            first.due(),
            first.isCall(),
            first.isAgain() ? JobRow.BEGINNING_UNTOLD : 0,
            row.id(),
            row.rev());
    if (changed == 0) {
      return false;
    }
    for (Accepted other : jobs.subList(1, jobs.size())) {
      database.update(
          transaction,
          "insert into pollwise_job (id, account, reference, part, language, languages, state,"
              + " body_hash, idempotency_key, callback_id, traits, asked_at, first_sent_at,"
              + " last_sent_at, sends, accepted_at, request_id, remote_id, begun_at, wait, due_at,"
              + " is_call, news, announced_at) select ?, account, reference, ?, ?, languages,"
              + " 'WATCHING', body_hash, idempotency_key, callback_id, traits, asked_at,"
              + " first_sent_at, last_sent_at, sends, ?, ?, ?, ?, ?, ?, ?, news, announced_at from"
              + " pollwise_job where id = ?",
          other.id(),
          other.part(),
          other.language(),
          now,
          JobRow.fit(requestId, LONGEST_REQUEST_ID),
          other.remoteId(),
          other.begunAt(),
          other.waitText(),
          other.due(),
          other.isCall(),
          row.id());
    }
    return true;
  }

  /** Which of these ids belong to jobs already, of another request. */
  public List<String> taken(Connection transaction, JobRow request, List<String> remoteIds)
      throws SQLException {
    List<Object> values = new ArrayList<>(remoteIds);
    values.addFirst(request.account());
    values.add(request.reference());
    return database.all(
        transaction,
        "select remote_id from pollwise_job where account = ? and remote_id in ("
            + String.join(", ", Collections.nCopies(remoteIds.size(), "?"))
            + ") and reference <> ?",
        row -> row.getString(1),
        values.toArray());
  }

  /** The end of a job that was never watched, or whose fate is unknown. */
  public boolean over(
      Connection transaction,
      JobRow row,
      State state,
      String outcome,
      String kind,
      String problem,
      String requestId,
      long now)
      throws SQLException {
    return database.update(
            transaction,
            "update pollwise_job set state = ?, outcome = ?, outcome_kind = ?, problem = ?,"
                + " request_id = ?, over_at = ?, told_at = null, rev = rev + 1 where id = ? and rev"
                + " = ?",
            state.name(),
            outcome,
            kind,
            JobRow.fit(problem, JobRow.LONGEST_PROBLEM),
            JobRow.fit(requestId, LONGEST_REQUEST_ID),
            now,
            row.id(),
            row.rev())
        > 0;
  }

  /** Those that have waited longest for room may go now. */
  public List<String> giveRoom(Connection transaction, String account, int jobs, long now)
      throws SQLException {
    return database.all(
        transaction,
        "update pollwise_job set no_room = false, due_at = ?, wake_seq = wake_seq + 1 where id in"
            + " (select id from pollwise_job where account = ? and state in ('ASKED', 'SUBMITTING')"
            + " and no_room order by asked_at, id limit "
            + jobs
            + ") returning id",
        row -> row.getString(1),
        now,
        account);
  }

  /**
   * When the first goes of those that were asked for before and wait for room; empty without one.
   */
  public Optional<Long> earlierWithoutRoom(JobRow row) {
    return database.one(
        "select coalesce(due_at, 0) from pollwise_job where account = ? and state in ('ASKED',"
            + " 'SUBMITTING') and no_room and (asked_at, id) < (?, ?) order by asked_at, id limit"
            + " 1",
        found -> found.getLong(1),
        row.account(),
        row.askedAt(),
        row.id());
  }
}
