package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of what {@link FleetSoak} prints. */
class SizesTest {

  @TempDir Path folder;

  @Test
  void tablesAndIndexesStayAsTheyAreHoweverOftenAsManyJobsArePolled() {
    List<Map<String, Long>> sizes = FleetSizes.afterSteps(Store.POSTGRESQL.open(folder), 4, 400);

    assertThat(FleetSizes.grown(sizes)).as("grown, of %s", sizes).isEmpty();
  }

  @Test
  void theyStayAsTheyAreWhileJobsComeAndGo() {
    List<Map<String, Long>> sizes = FleetSizes.afterCrowds(Store.POSTGRESQL.open(folder), 4, 40);

    assertThat(FleetSizes.grown(sizes)).as("grown, of %s", sizes).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void moreThanOneStatementRemovesIsRemovedAtOnce(Store store) {
    DataSource source = store.open(folder);
    try (Service service = Service.on(source, Duration.ofMillis(10))) {
      service.execute(
          """
          with recursive number (n) as (select 1 union all select n + 1 from number where n < 12000)
          insert into pollwise_job (id, account, reference, language, languages, state, body_hash,
              idempotency_key, callback_id, traits, asked_at, told_at)
          select 'id-' || n, 'main', 'order-' || n, 'French', 1, 'OVER', '', '', '', '', 0, 0
          from number
          """);

      service.start();

      until(() -> service.count("select count(*) from pollwise_job") == 0);
    }
  }
}
