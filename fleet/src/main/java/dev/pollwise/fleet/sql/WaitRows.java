package dev.pollwise.fleet.sql;

import dev.pollwise.fleet.sql.Dialect.Column;
import dev.pollwise.fleet.sql.JobRow.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statement about {@code pollwise_job} that writes the steps of waits. */
public final class WaitRows {

  private final Database database;

  WaitRows(Database database) {
    this.database = database;
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
        over_at = case when v.state = 'OVER' then v.now else null end, problem = '',
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
        over_at = case when ?1 = 'OVER' then ?8 else null end, problem = '',
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
}
