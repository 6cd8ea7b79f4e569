package dev.pollwise.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.request.PollClock;
import dev.pollwise.fleet.agenda.Agenda;
import dev.pollwise.fleet.agenda.Agenda.Task;
import dev.pollwise.fleet.agenda.DbSchedulerAgenda;
import dev.pollwise.fleet.sql.Dialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
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
    Agenda agenda =
        new DbSchedulerAgenda(
            source, Dialect.POSTGRESQL, PollClock.system(), "one", 1, Duration.ofSeconds(1));
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
}
