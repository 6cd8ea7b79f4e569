package dev.pollwise.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.fleet.sql.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCrowdTest {

  @TempDir Path folder;

  @Test
  void manyThreadsThatRestInTheirTransactionsAllGetTheirTurn() throws Exception {
    Database database = Database.of(SqliteFile.at(folder.resolve("crowd.db")));
    database.update("create table seen (n integer)");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        all.add(
            threads.submit(() ->
                database.inTransaction(transaction -> {
                  database.update(transaction, "insert into seen (n) values (1)");
                  LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
                  return database.update(transaction, "insert into seen (n) values (2)");
                })));
      }
      for (Future<Integer> one : all) {
        assertThat(one.get()).isEqualTo(1);
      }
    }
    assertThat(database.all("select n from seen", row -> row.getInt(1))).hasSize(120);
  }
}
