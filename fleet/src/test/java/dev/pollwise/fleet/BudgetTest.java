package dev.pollwise.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.pollwise.fleet.sql.AccountTable;
import dev.pollwise.fleet.sql.AccountTable.Turn;
import dev.pollwise.fleet.sql.Database;
import dev.pollwise.fleet.task.Account.Budget;
import dev.pollwise.fleet.task.FleetClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What copies that want more than the budget has make of it, in a time of its own. */
class BudgetTest {

  private static final int COPIES = 3;
  private static final int WAITS_PER_COPY = 8;
  private static final int WINDOWS = 4;
  private static final double USED = 0.9;

  @TempDir Path folder;

  /** A wait that comes at a moment, with or without a place in the line. */
  private record Coming(long at, boolean hasPlace) {}

  @ParameterizedTest
  @CsvSource({"60, PT1M", "10, PT1M", "39, PT1M", "100, PT10S"})
  void itIsUsedByNineTenthsAtLeastAndNeverExceededInAnyWindow(int calls, Duration per) {
    try (HikariDataSource source = (HikariDataSource) Store.POSTGRESQL.open(folder)) {
      Budget budget = new Budget(calls, per);
      AccountTable table = table(source);
      SplittableRandom random = new SplittableRandom(calls);
      Queue<Coming> coming = new PriorityQueue<>(Comparator.comparingLong(Coming::at));
      for (int i = 0; i < COPIES * WAITS_PER_COPY; i++) {
        coming.add(new Coming(random.nextLong(100_000), false));
      }
      long window = FleetClock.micros(per);
      List<Long> granted = new ArrayList<>();
      for (Coming next = coming.remove(); next.at() < WINDOWS * window; next = coming.remove()) {
        Turn turn =
            table.turn("main", next.hasPlace(), budget.spacing(), budget.burst(), next.at());
        long late = random.nextLong(50_000); // looks are so far apart
        if (turn.isGranted()) {
          granted.add(next.at());
          coming.add(new Coming(next.at() + 100_000 + late, false));
        } else {
          coming.add(new Coming(Math.max(next.at(), turn.at()) + late, true));
        }
      }

      for (int i = 0; i + calls < granted.size(); i++) {
        assertThat(granted.get(i + calls) - granted.get(i))
            .as("from call %d to call %d", i, i + calls)
            .isGreaterThan(window);
      }
      long sustained = granted.stream().filter(at -> at >= window).count();
      assertThat(sustained)
          .as("calls in %d windows after the first", WINDOWS - 1)
          .isGreaterThanOrEqualTo((long) (USED * calls * (WINDOWS - 1)));
    }
  }

  private static AccountTable table(DataSource source) {
    AccountTable table = new AccountTable(Database.of(source));
    table.open("main", "http://localhost");
    return table;
  }
}
