package dev.pollwise.fleet;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FleetTest {

  private static final URI VIDEO = URI.create("https://example.com/video.mp4");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Store.class)
  void whatWasSubmittedIsWatchedToItsEndAndTold(Store store) throws Exception {
    DataSource source = store.open(folder);
    Map<String, FleetOutcome> told = new ConcurrentHashMap<>();
    try (SimulatorServer simulator =
            SimulatorServer.builder()
                .port(0)
                .scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofSeconds(2))))
                .build()
                .start();
        Fleet fleet =
            Fleet.on(source)
                .account("main", account -> account.server(simulator.uri()).apiKey("key"))
                .onOutcome((job, outcome, transaction) -> told.put(job.reference(), outcome))
                .start()) {
      for (int i = 0; i < 10; i++) {
        try (Connection transaction = source.getConnection()) {
          transaction.setAutoCommit(false);
          fleet.submit(
              transaction, "main", "order-" + i, TranslationRequest.of(VIDEO, "Spanish (Spain)"));
          transaction.commit();
        }
      }

      await().atMost(40, SECONDS).until(() -> told.size() == 10);

      assertThat(told.values())
          .allSatisfy(outcome ->
              assertThat(outcome)
                  .isInstanceOfSatisfying(
                      FleetOutcome.Waited.class,
                      waited -> assertThat(waited.outcome()).isInstanceOf(JobOutcome.Ended.class)));
      assertThat(simulator.report(Duration.ofSeconds(5)).onlyClient().counts().early()).isZero();
    }
  }
}
