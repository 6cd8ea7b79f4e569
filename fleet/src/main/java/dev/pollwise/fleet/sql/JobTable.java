package dev.pollwise.fleet.sql;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.pollwise.fleet.sql.Dialect.Column;
import dev.pollwise.fleet.sql.JobRow.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements about {@code pollwise_job} that find jobs and act on them. */
public final class JobTable {

  private static final String SELECT = "select " + JobRow.COLUMNS + " from pollwise_job";

  private final Database database;
  private final SubmitRows submits;
  private final WaitRows waits;

  public JobTable(Database database) {
    this.database = requireNonNull(database, "database");
    this.submits = new SubmitRows(database);
    this.waits = new WaitRows(database);
  }

  /** What a submit needs. */
  public SubmitRows submits() {
    return submits;
  }

  /** What a wait writes. */
  public WaitRows waits() {
    return waits;
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
        "select account, state, count(*) as jobs from pollwise_job where state <> 'OVER' and state"
            + " in ('"
            + Arrays.stream(State.values()).map(Enum::name).collect(joining("', '"))
            + "') group by account, state", // a newer version may know more
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

  /** What stands in the way of a job, until the next step that is written. */
  public void problem(String id, String problem) {
    database.update(
        "update pollwise_job set problem = ? where id = ?",
        JobRow.fit(problem, JobRow.LONGEST_PROBLEM),
        id);
  }

  /** Somebody could not be told. */
  public boolean notTold(JobRow row, String problem) {
    return database.update(
            "update pollwise_job set deliveries = deliveries + 1, handler_problem = ?, rev = rev"
                + " + 1 where"
                + " id = ? and rev = ?",
            JobRow.fit(problem, JobRow.LONGEST_PROBLEM),
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
