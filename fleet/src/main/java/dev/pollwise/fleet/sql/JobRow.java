package dev.pollwise.fleet.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code pollwise_job}: one paid job. Every moment is in microseconds since 1970.
 *
 * @param part 0 for the request itself, more for the further languages of it
 * @param body what is submitted, which is UTF-8 byte for byte; null where they were not read or are
 *     not needed
 * @param request how far the submit has come; null before the first answer
 * @param waitText the state of the wait; null before the job is known
 * @param wakeSeq grows with each wish; a wish that comes while the job is asked about is seen by it
 * @param rev grows with each step; who has read an older one changes nothing
 */
public record JobRow(
    String id,
    String account,
    String reference,
    int part,
    String language,
    int languages,
    State state,
    @Nullable String body,
    String idempotencyKey,
    String callbackId,
    String traits,
    long askedAt,
    @Nullable Long firstSentAt,
    @Nullable Long lastSentAt,
    int sends,
    boolean noRoom,
    @Nullable String request,
    String requestId,
    @Nullable String remoteId,
    @Nullable Long begunAt,
    @Nullable String waitText,
    @Nullable Long dueAt,
    boolean isCall,
    @Nullable Long slotAt,
    long shown,
    long wakeSeq,
    boolean news,
    @Nullable Long announcedAt,
    boolean pollWanted,
    boolean stopWanted,
    @Nullable String newPolicy,
    @Nullable String outcome,
    @Nullable Long overAt,
    @Nullable Long toldAt,
    int deliveries,
    String problem,
    String handlerProblem,
    long rev) {

  /** Where a job stands. */
  public enum State {
    /** Committed, not sent. */
    ASKED,
    /** A byte may have left. */
    SUBMITTING,
    /** Its fate cannot be found out by repeating. */
    UNKNOWN,
    /** Accepted, not over. */
    WATCHING,
    /** The outcome is known. */
    OVER
  }

  /** Kept where the age is that a job has shown, while it has shown none. */
  static final long BEGINNING_UNTOLD = -1;

  /** Of a text that says what is wrong. */
  static final int LONGEST_PROBLEM = 500;

  /** Between the languages of a request whose jobs are not known yet. */
  static final String AND = "\n";

  /** All that is read of a job but its body. */
  static final String COLUMNS =
      "id, account, reference, part, language, languages, state, idempotency_key, callback_id,"
          + " traits, asked_at, first_sent_at, last_sent_at, sends, no_room, request, request_id,"
          + " remote_id, begun_at, wait, due_at, is_call, slot_at, shown, wake_seq, news,"
          + " announced_at, poll_wanted, stop_wanted, new_policy, outcome, over_at, told_at,"
          + " deliveries, problem, handler_problem, rev";

  static JobRow of(ResultSet row) throws SQLException {
    return read(row, null);
  }

  static JobRow withBody(ResultSet row) throws SQLException {
    return read(row, row.getString("body"));
  }

  private static JobRow read(ResultSet row, @Nullable String body) throws SQLException {
    return new JobRow(
        row.getString("id"),
        row.getString("account"),
        row.getString("reference"),
        row.getInt("part"),
        row.getString("language"),
        row.getInt("languages"),
        State.valueOf(row.getString("state")),
        body,
        row.getString("idempotency_key"),
        row.getString("callback_id"),
        row.getString("traits"),
        row.getLong("asked_at"),
        number(row, "first_sent_at"),
        number(row, "last_sent_at"),
        row.getInt("sends"),
        row.getBoolean("no_room"),
        row.getString("request"),
        row.getString("request_id"),
        row.getString("remote_id"),
        number(row, "begun_at"),
        row.getString("wait"),
        number(row, "due_at"),
        row.getBoolean("is_call"),
        number(row, "slot_at"),
        row.getLong("shown"),
        row.getLong("wake_seq"),
        row.getBoolean("news"),
        number(row, "announced_at"),
        row.getBoolean("poll_wanted"),
        row.getBoolean("stop_wanted"),
        row.getString("new_policy"),
        row.getString("outcome"),
        number(row, "over_at"),
        number(row, "told_at"),
        row.getInt("deliveries"),
        row.getString("problem"),
        row.getString("handler_problem"),
        row.getLong("rev"));
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /** The languages of the request, or the one of the job. */
  public List<String> names() {
    return List.of(language.split(AND, -1));
  }

  /** Whether somebody wants something of the wait. */
  public boolean hasWish() {
    return news || pollWanted || stopWanted || newPolicy != null;
  }

  /** Whether the wait was taken up again, and nobody was told of that yet. */
  public boolean isBeginningUntold() {
    return shown == BEGINNING_UNTOLD;
  }

  /** When the next step is due; empty if it is due at once. */
  public OptionalLong due() {
    return dueAt == null ? OptionalLong.empty() : OptionalLong.of(dueAt);
  }

  /** As much of a text as its column takes. */
  static String fit(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
