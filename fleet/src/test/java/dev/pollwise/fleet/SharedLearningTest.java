package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.LearnedDurations.Remembered;
import dev.pollwise.fleet.sql.Database;
import dev.pollwise.fleet.sql.LearnedTable;
import dev.pollwise.fleet.task.SharedLearning;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the jobs of all copies show is known to all alike. */
class SharedLearningTest {

  @TempDir Path folder;

  /** What somebody knows who reads all rows now. */
  private static List<Remembered> read(DataSource source) {
    SharedLearning learning = new SharedLearning(new LearnedTable(Database.of(source)));
    learning.refresh(Map.of());
    return learning.snapshot();
  }

  /** A row is not seen while an older transaction is open in any database of the server. */
  private static void untilShown(int jobs, DataSource source) {
    until(() -> read(source).size() == jobs);
  }

  private static void untilAllKnow(List<Fleet> copies, List<Remembered> known) {
    until(() -> copies.stream().allMatch(copy -> copy.learned().equals(known)));
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void allCopiesKnowTheSameThroughRemovalForgettingAndRestart(Store store) {
    try (Service service =
        Service.on(
            store.open(folder),
            Scenario.lasting(DurationLaw.uniform(ofMillis(200), ofMillis(900))))) {
      List<Fleet> copies = new ArrayList<>();
      for (int i = 0; i < (store == Store.SQLITE ? 1 : 3); i++) {
        copies.add(service.start());
      }
      for (int i = 0; i < 15; i++) {
        copies
            .get(i % copies.size())
            .submit("main", "order-" + i, SPANISH.withLabel(i % 3 == 0 ? "a" : "b"));
      }
      until(() -> service.told() == 15);
      untilShown(15, service.source);
      List<Remembered> known = read(service.source);
      untilAllKnow(copies, known);

      LearnedTable table = new LearnedTable(Database.of(service.source));
      assertThat(table.removeOld(2)).isPositive();
      List<Remembered> left = read(service.source);
      assertThat(left).hasSize(4);
      assertThat(known).containsAll(left);
      untilAllKnow(copies, left);

      String server =
          left.stream()
              .filter(one -> one.jobClass().label().equals("a"))
              .findFirst()
              .orElseThrow()
              .jobClass()
              .server();
      String mode = left.getFirst().jobClass().mode();
      assertThat(table.forget(server, mode, "a")).isPositive();
      List<Remembered> rest = read(service.source);
      assertThat(rest).hasSize(2).allMatch(one -> one.jobClass().label().equals("b"));
      untilAllKnow(copies, rest);

      List.copyOf(copies).forEach(service::stop);
      assertThat(service.start().learned()).isEqualTo(rest);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void jobsThatRunCountBeforeTheyEnd(Store store) {
    try (Service service = Service.on(store.open(folder), Scenario.lasting(DurationLaw.stuck()));
        Fleet fleet = service.start(account -> account.policy(QUICK))) {
      fleet.submit("main", "order", SPANISH);

      until(() -> service.count("select count(*) from pollwise_learned where kind = 'A'") >= 2);

      assertThat(service.count("select count(*) from pollwise_learned where kind = 'B'")).isOne();
      // An age is written when it has grown by a quarter, not with each call.
      assertThat(
              service.count(
                  "select count(*) from (select after_us, lag(after_us) over (order by n) as before"
                      + " from pollwise_learned where kind = 'A') as ages where after_us < 1.25 *"
                      + " before"))
          .isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aJobWhoseEndIsDamagedDoesNotRunForEver(Store store) {
    try (Service service = Service.on(store.open(folder), Scenario.lasting(DurationLaw.stuck()))) {
      Fleet fleet = service.start(account -> account.policy(QUICK));
      fleet.submit("main", "order", SPANISH);
      until(() -> service.count("select count(*) from pollwise_learned where kind = 'A'") >= 2);
      service.stop(fleet);
      untilShown(1, service.source);

      service.execute(
          "insert into pollwise_learned"
              + " (job, kind, server, mode, label, source_ms, traits, after_us, by_us, at)"
              + " select job, 'E', server, mode, label, source_ms, traits, -5, -5, at"
              + " from pollwise_learned where kind = 'B'");

      untilShown(0, service.source);
    }
  }
}
