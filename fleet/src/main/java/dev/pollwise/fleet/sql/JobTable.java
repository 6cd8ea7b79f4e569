package dev.pollwise.fleet.sql;

import static java.util.Objects.requireNonNull;

import dev.pollwise.fleet.sql.Dialect.Column;
import dev.pollwise.fleet.sql.JobRow.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All statements about {@code pollwise_job}. */
public final class JobTable {

  private static final String SELECT = "select " + JobRow.COLUMNS + " from pollwise_job";

  private static final int LONGEST_PROBLEM = 500;
  private static final int LONGEST_REQUEST_ID = 200;

  private final Database database;

  public JobTable(Database database) {
    this.database = requireNonNull(database, "database");
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

  /** One job. */
  public Optional<JobRow> find(String id) {
    return database.one(SELECT + " where id = ?", JobRow::of, id);
  }

  /** One job, kept from others until the transaction ends where the database can do that. */
  public Optional<JobRow> lock(Connection transaction, String id) throws SQLException {
    String lock = database.dialect() == Dialect.POSTGRESQL ? " for update" : "";
    return database.one(transaction, SELECT + " where id = ?" + lock, JobRow::of, id);
  }

  /** As {@link #lock}; waits 10 s at most, since the caller may be the one who keeps it. */
  public Optional<JobRow> lockSoon(Connection transaction, String id) throws SQLException {
    if (database.dialect() == Dialect.POSTGRESQL) {
      database.update(transaction, "set local lock_timeout = '10s'");
    }
    return lock(transaction, id);
  }

  /** A job, with what binds all calls of its account. */
  public record Watched(JobRow job, AccountTable.Shared account) {}

  /** Jobs by id, in one statement. */
  public Map<String, Watched> watched(List<String> ids) {
    String select =
        "select "
            + JobRow.COLUMNS
            + ", blocked_until, blocked_for, room_seq from pollwise_job join pollwise_account on"
            + " account = name where id ";
    List<Watched> rows =
        switch (database.dialect()) {
          case POSTGRESQL ->
              database.all(select + "= any (?)", JobTable::watched, new Column("text", ids));
          case SQLITE ->
              database.all(
                  select + "in (" + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")",
                  JobTable::watched,
                  ids.toArray());
        };
    Map<String, Watched> byId = new HashMap<>();
    rows.forEach(row -> byId.put(row.job().id(), row));
    return byId;
  }

  private static Watched watched(ResultSet row) throws SQLException {
    return new Watched(
        JobRow.of(row),
        new AccountTable.Shared(
            row.getLong("blocked_until"), row.getLong("blocked_for"), row.getLong("room_seq")));
  }

  /** What is looked for. */
  public record Search(
      @Nullable String account,
      @Nullable State state,
      @Nullable Boolean isTold,
      @Nullable String reference,
      @Nullable String remoteId,
      @Nullable String after,
      int most) {

    /** The job that the server calls so. */
    public static Search of(String account, String remoteId) {
      return new Search(account, null, null, null, remoteId, null, 1);
    }
  }

  /** Jobs in the order of their ids, which is that of asking. */
  public List<JobRow> search(Search search) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    condition("account = ?", search.account(), conditions, values);
    condition(
        "state = ?", search.state() == null ? null : search.state().name(), conditions, values);
    condition("(told_at is not null) = ?", search.isTold(), conditions, values);
    condition("reference = ?", search.reference(), conditions, values);
    condition("remote_id = ?", search.remoteId(), conditions, values);
    condition("id > ?", search.after(), conditions, values);
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    return database.all(
        SELECT + where + " order by id limit " + search.most(), JobRow::of, values.toArray());
  }

  private static void condition(
      String condition, @Nullable Object value, List<String> conditions, List<Object> values) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
  }

  /** How many jobs of each account are in a state. */
  public Map<String, Map<State, Long>> counts() {
    Map<String, Map<State, Long>> counts = new HashMap<>();
    database.all(
        "select account, state, count(*) as jobs from pollwise_job where state <> 'OVER'"
            + " group by account, state",
        row ->
            counts
                .computeIfAbsent(row.getString("account"), name -> new HashMap<>())
                .put(State.valueOf(row.getString("state")), row.getLong("jobs")));
    return counts;
  }

  /** How many ends nobody was told of yet. */
  public long untold() {
    return database
        .one(
            "select count(*) from pollwise_job where over_at is not null and told_at is null",
            row -> row.getLong(1))
        .orElse(0L);
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
            fit(problem, LONGEST_PROBLEM),
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

  /** A job that a submit has brought, or that was found. */
  public record Accepted(
      String id,
      int part,
      String language,
      String remoteId,
      long begunAt,
      String waitText,
      long due,
      boolean isCall) {

    /** As it is, due at another time. */
    public Accepted dueAt(long other) {
      return new Accepted(id, part, language, remoteId, begunAt, waitText, other, isCall);
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
                + " is_call = ?, shown = 0, slot_at = null, outcome = null, outcome_kind = null,"
                + " over_at = null, told_at = null, is_slim = false, problem = '', handler_problem"
                + " = '', rev = rev + 1 where id = ? and rev = ?",
            first.language(),
            first.remoteId(),
            fit(requestId, LONGEST_REQUEST_ID),
            now,
            first.begunAt(),
            first.waitText(),
            first.due(),
            first.isCall(),
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
          fit(requestId, LONGEST_REQUEST_ID),
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
            fit(problem, LONGEST_PROBLEM),
            fit(requestId, LONGEST_REQUEST_ID),
            now,
            row.id(),
            row.rev())
        > 0;
  }

  /**
   * A step of a wait.
   *
   * @param row as it was read: where there are more wishes by now, the next step is due now
   */
  public record Progress(
      JobRow row,
      State state,
      String waitText,
      long due,
      boolean isCall,
      @Nullable Long slot,
      long shown,
      @Nullable String outcome,
      @Nullable String kind,
      int calls,
      long now) {}

  /**
   * Steps of waits, each only if nobody else has taken one meanwhile.
   *
   * @return when each is due, by id; of those that somebody else has moved there is nothing
   */
  public Map<String, Long> progress(Connection transaction, List<Progress> steps)
      throws SQLException {
    Map<String, Long> due = new HashMap<>();
    switch (database.dialect()) {
      case POSTGRESQL ->
          database
              .all(
                  transaction,
                  POSTGRESQL_PROGRESS,
                  row -> Map.entry(row.getString(1), row.getLong(2)),
                  columns(steps))
              .forEach(entry -> due.put(entry.getKey(), entry.getValue()));
      case SQLITE -> {
        for (Progress step : steps) {
          database
              .one(transaction, SQLITE_PROGRESS, row -> row.getLong(1), values(step))
              .ifPresent(at -> due.put(step.row().id(), at));
        }
      }
    }
    return due;
  }

  private static final String POSTGRESQL_PROGRESS =
      """
      update pollwise_job as j set
        state = v.state, wait = v.wait, is_call = v.is_call, slot_at = v.slot, shown = v.shown,
        due_at = case when j.wake_seq = v.seq then v.due else v.now end,
        news = j.news and j.wake_seq <> v.seq,
        poll_wanted = j.poll_wanted and j.wake_seq <> v.seq,
        stop_wanted = j.stop_wanted and j.wake_seq <> v.seq,
        new_policy = case when j.wake_seq = v.seq then null else j.new_policy end,
        outcome = v.outcome, outcome_kind = v.kind, calls = v.calls,
        over_at = case when v.state = 'OVER' then v.now else null end,
        rev = j.rev + 1
      from unnest(?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[],
        ?::boolean[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::int[], ?::bigint[])
        as v (id, rev, seq, state, wait, due, is_call, slot, shown, outcome, kind, calls, now)
      where j.id = v.id and j.rev = v.rev
      returning j.id, j.due_at
      """;

  private static Object[] columns(List<Progress> steps) {
    return new Object[] {
      column("text", steps, step -> step.row().id()),
      column("bigint", steps, step -> step.row().rev()),
      column("bigint", steps, step -> step.row().wakeSeq()),
      column("text", steps, step -> step.state().name()),
      column("text", steps, Progress::waitText),
      column("bigint", steps, Progress::due),
      column("boolean", steps, Progress::isCall),
      column("bigint", steps, Progress::slot),
      column("bigint", steps, Progress::shown),
      column("text", steps, Progress::outcome),
      column("text", steps, Progress::kind),
      column("int4", steps, Progress::calls),
      column("bigint", steps, Progress::now)
    };
  }

  private static Column column(
      String type, List<Progress> steps, Function<Progress, @Nullable Object> value) {
    List<@Nullable Object> values = new ArrayList<>();
    steps.forEach(step -> values.add(value.apply(step)));
    return new Column(type, values);
  }

  private static final String SQLITE_PROGRESS =
      """
      update pollwise_job set
        state = ?1, wait = ?2, is_call = ?3, slot_at = ?4, shown = ?5,
        due_at = case when wake_seq = ?6 then ?7 else ?8 end,
        news = news and wake_seq <> ?6,
        poll_wanted = poll_wanted and wake_seq <> ?6,
        stop_wanted = stop_wanted and wake_seq <> ?6,
        new_policy = case when wake_seq = ?6 then null else new_policy end,
        outcome = ?9, outcome_kind = ?10, calls = ?11,
        over_at = case when ?1 = 'OVER' then ?8 else null end,
        rev = rev + 1
      where id = ?12 and rev = ?13
      returning due_at
      """;

  private static @Nullable Object[] values(Progress step) {
    return new @Nullable Object[] {
      step.state().name(),
      step.waitText(),
      step.isCall(),
      step.slot(),
      step.shown(),
      step.row().wakeSeq(),
      step.due(),
      step.now(),
      step.outcome(),
      step.kind(),
      step.calls(),
      step.row().id(),
      step.row().rev()
    };
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

  /** As much of a text as its column takes. */
  private static String fit(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** What somebody wants of a wait. */
  public enum Wish {
    NEWS("news = true, announced_at = coalesce(announced_at, ?)"),
    POLL("poll_wanted = true"),
    STOP("stop_wanted = true"),
    POLICY("new_policy = ?");

    private final String change;

    Wish(String change) {
      this.change = change;
    }
  }

  /**
   * Somebody wants something of a wait: it is due now. What is asked about at this moment sees it
   * when it is done.
   *
   * @param value the moment or the policy; null where the wish has none
   * @return whether there is such a wait
   */
  public boolean wish(
      Connection transaction, String id, Wish wish, @Nullable Object value, long now)
      throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    if (value != null) {
      values.add(value);
    }
    values.add(now);
    values.add(id);
    return database.update(
            transaction,
            "update pollwise_job set "
                + wish.change
                + ", wake_seq = wake_seq + 1, due_at = ? where id = ? and state "
                + (wish == Wish.NEWS ? "<> 'OVER'" : "= 'WATCHING'"),
            values.toArray())
        > 0;
  }

  /** The job that a webhook is about: by its id, or by its callback id before that is known. */
  public Optional<JobRow> announced(String account, String remoteId, String callbackId) {
    Optional<JobRow> known =
        database.one(
            SELECT + " where account = ? and remote_id = ?", JobRow::of, account, remoteId);
    return known.isPresent() || callbackId.isEmpty()
        ? known
        : database.one(
            SELECT
                + " where account = ? and callback_id = ? and state in ('ASKED', 'SUBMITTING',"
                + " 'UNKNOWN') order by part limit 1",
            JobRow::of,
            account,
            callbackId);
  }

  /** Somebody was told of an end. */
  public boolean told(Connection transaction, JobRow row, long now) throws SQLException {
    return database.update(
            transaction,
            "update pollwise_job set told_at = ?, deliveries = deliveries + 1, handler_problem ="
                + " '', rev = rev + 1 where id = ? and rev = ?",
            now,
            row.id(),
            row.rev())
        > 0;
  }

  /** Somebody could not be told. */
  public boolean notTold(JobRow row, String problem) {
    return database.update(
            "update pollwise_job set deliveries = deliveries + 1, handler_problem = ?, rev = rev"
                + " + 1 where"
                + " id = ? and rev = ?",
            fit(problem, LONGEST_PROBLEM),
            row.id(),
            row.rev())
        > 0;
  }

  /**
   * Jobs that are due for a while, and that nothing is planned for: what was planned was removed at
   * the moment at which it was planned anew.
   *
   * @param plan what is planned for such jobs
   */
  public List<String> forgotten(Plan plan, long before, int most) {
    return database.all(
        "select id from pollwise_job where "
            + plan.jobs
            + " < ? and not exists (select 1 from pollwise_task where task_instance = id) limit "
            + most,
        row -> row.getString(1),
        before);
  }

  /** What is planned for which jobs. */
  public enum Plan {
    /** To bring them to the server. */
    SUBMIT("state in ('ASKED', 'SUBMITTING') and coalesce(due_at, asked_at)"),
    /** To ask where they stand. */
    WATCH("state = 'WATCHING' and due_at"),
    /** To tell how they ended. */
    DELIVER("over_at is not null and told_at is null and over_at");

    private final String jobs;

    Plan(String jobs) {
      this.jobs = jobs;
    }
  }

  /** What is not needed any more of jobs that are over and told: their bodies and waits. */
  public int slim(long before, int most) {
    return database.update(
        "update pollwise_job set body = null, wait = null, request = null, is_slim = true where id"
            + " in (select id from pollwise_job where state = 'OVER' and told_at is not null and"
            + " told_at < ? and not is_slim limit "
            + most
            + ")",
        before);
  }

  /** Jobs that ended long ago. */
  public int remove(long before, int most) {
    return database.update(
        "delete from pollwise_job where id in (select id from pollwise_job where state = 'OVER' and"
            + " told_at is not null and told_at < ? limit "
            + most
            + ")",
        before);
  }
}
