package dev.pollwise.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.request.PollClock;
import dev.pollwise.fleet.agenda.Agenda;
import dev.pollwise.fleet.agenda.Agenda.Task;
import dev.pollwise.fleet.agenda.DbSchedulerAgenda;
import dev.pollwise.fleet.sql.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgendaTest {

  @TempDir Path folder;

  private static boolean hasRow(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next();
    }
  }

  @Test
  void twoCopiesThatAddTheSameAtTheSameMomentBothCommit() throws Exception {
    DataSource source = Store.POSTGRESQL.open(folder);
    Agenda agenda = agenda(source, PollClock.system());
    try (Connection one = source.getConnection();
        Connection other = source.getConnection();
        Connection watcher = source.getConnection()) {
      one.setAutoCommit(false);
      other.setAutoCommit(false);
      agenda.add(one, Task.TIDY, "fleet", Instant.EPOCH);
      CompletableFuture<Boolean> added =
          CompletableFuture.supplyAsync(() -> {
            try {
              agenda.add(other, Task.TIDY, "fleet", Instant.EPOCH);
              return hasRow(other, "select 1");
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
      await()
          .until(() ->
              hasRow(
                  watcher,
                  "select 1 from pg_stat_activity where datname = current_database() and"
                      + " wait_event_type = 'Lock'"));
      one.commit();

      assertThat(added.get(30, TimeUnit.SECONDS)).isTrue();
      other.commit();
    }
  }

  @ParameterizedTest
  @EnumSource
  void looksInTimeForWhatAnotherCopyHasPlanned(Store store) throws Exception {
    DataSource source = store.open(folder);
    Alarms one = new Alarms();
    Alarms other = new Alarms();
    Agenda planner = agenda(source, one);
    Agenda agenda = agenda(source, other);
    for (int millis : List.of(-5, 300, 301, 349, 900, 1_700)) {
      try (Connection connection = source.getConnection()) {
        planner.add(connection, Task.WATCH, "job" + millis, Alarms.NOW.plusMillis(millis));
      }
    }

    agenda.lookAhead(Duration.ofMillis(1_500));
    agenda.lookAhead(Duration.ofMillis(1_500));

    assertThat(other.set).containsExactly(300L, 350L, 900L);
  }

  private static Agenda agenda(DataSource source, PollClock clock) {
    return new DbSchedulerAgenda(Database.of(source), clock, "one", 1, Duration.ofSeconds(1));
  }

  /** A clock that stands, and notes in how many milliseconds it is to call. */
  private static final class Alarms implements PollClock {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    final List<Long> set = new ArrayList<>();

    @Override
    public Duration steady() {
      return Duration.ZERO;
    }

    @Override
    public Instant instant() {
      return NOW;
    }

    @Override
    public Future<?> after(Duration delay, Runnable task) {
      set.add(delay.toMillis());
      return new CompletableFuture<>();
    }
  }
}
