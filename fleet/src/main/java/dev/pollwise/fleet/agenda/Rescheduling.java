package dev.pollwise.fleet.agenda;

import static java.util.Objects.requireNonNull;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import dev.pollwise.client.request.PollClock;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.fleet.sql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Frees what is done for its next time, as db-scheduler does, but that which is done at the same
 * moment in one statement. What another copy has taken meanwhile is that copy's. Safe for any
 * thread.
 */
final class Rescheduling {

  private static final int MOST_TOGETHER = 200;

  private static final String POSTGRESQL =
      """
      update pollwise_task as t set
        picked = false, picked_by = null, last_heartbeat = null,
        execution_time = timestamptz 'epoch' + v.due * interval '1 microsecond',
        last_success = timestamptz 'epoch' + v.done * interval '1 microsecond',
        consecutive_failures = 0, version = t.version + 1
      from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
        as v (name, instance, version, due, done)
      where t.task_name = v.name and t.task_instance = v.instance and t.version = v.version
      """;

  private static final String SQLITE =
      """
      update pollwise_task set
        picked = false, picked_by = null, last_heartbeat = null,
        execution_time = ?, last_success = ?, consecutive_failures = 0, version = version + 1
      where task_name = ? and task_instance = ? and version = ?
      """;

  private record Done(ExecutionComplete complete, Instant due) {

    Execution execution() {
      return complete.getExecution();
    }
  }

  private final Database database;
  private final JdbcCustomization customization;
  private final Combiner<Done, Boolean> together;

  Rescheduling(Database database, JdbcCustomization customization, PollClock clock) {
    this.database = requireNonNull(database, "database");
    this.customization = requireNonNull(customization, "customization");
    this.together = new Combiner<>(this::all, MOST_TOGETHER, clock, ServerContext.virtualThreads());
  }

  /** It is due again at a time. */
  void reschedule(ExecutionComplete complete, Instant due) {
    together.apply(new Done(complete, due));
  }

  private List<Boolean> all(List<Done> done) {
    return database.inTransaction(transaction -> {
      switch (database.dialect()) {
        case POSTGRESQL -> inOneStatement(transaction, done);
        case SQLITE -> inOneTransaction(transaction, done);
      }
      return Collections.nCopies(done.size(), true);
    });
  }

  private static void inOneStatement(Connection transaction, List<Done> done) throws SQLException {
    try (PreparedStatement update = transaction.prepareStatement(POSTGRESQL)) {
      set(update, 1, "text", done, one -> one.execution().getTaskName());
      set(update, 2, "text", done, one -> one.execution().getId());
      set(update, 3, "bigint", done, one -> one.execution().version);
      set(update, 4, "bigint", done, one -> micros(one.due()));
      set(update, 5, "bigint", done, one -> micros(one.complete().getTimeDone()));
      update.executeUpdate();
    }
  }

  private static void set(
      PreparedStatement update,
      int index,
      String type,
      List<Done> done,
      Function<Done, Object> value)
      throws SQLException {
    update.setArray(
        index, update.getConnection().createArrayOf(type, done.stream().map(value).toArray()));
  }

  private static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  private void inOneTransaction(Connection transaction, List<Done> done) throws SQLException {
    try (PreparedStatement update = transaction.prepareStatement(SQLITE)) {
      for (Done one : done) {
        customization.setInstant(update, 1, one.due());
        customization.setInstant(update, 2, one.complete().getTimeDone());
        update.setString(3, one.execution().getTaskName());
        update.setString(4, one.execution().getId());
        update.setLong(5, one.execution().version);
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}
