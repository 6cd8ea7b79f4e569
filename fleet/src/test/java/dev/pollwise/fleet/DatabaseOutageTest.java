package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.webhook.WebhookVerifier;
import dev.pollwise.fleet.Fleet.Query;
import dev.pollwise.fleet.FleetJob.State;
import dev.pollwise.fleet.sql.Database.DatabaseException;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.FaultRule.Phase;
import dev.pollwise.simulator.job.DurationLaw;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that goes away, or has no room, while a fleet is at work. */
class DatabaseOutageTest {

  @TempDir Path folder;

  @Test
  void aDatabaseThatCrashesInTheMiddleOfSubmitsAndPollsLosesNothing() throws Exception {
    EmbeddedPostgres postgres = started(0);
    HikariDataSource pool = Store.pool(postgres.getJdbcUrl("postgres", "postgres"), 8);
    pool.setConnectionTimeout(1_000);
    Fleet.migrate(pool);
    try (Service service = Service.on(pool, ofMillis(2_000))) {
      Fleet fleet =
          service.start(account -> account.policy(QUICK), more -> more.heartbeat(ofMillis(250)));
      for (int i = 0; i < 6; i++) {
        fleet.submit("main", "order-" + i, SPANISH);
      }
      until(() -> !service.polls().isEmpty());
      service.simulator.fault(
          FaultRule.of(Fault.latency(DurationLaw.fixed(ofMillis(700))))
              .onRoute("create")
              .in(Phase.AFTER)
              .first(2));
      fleet.submit("main", "order-6", SPANISH);
      fleet.submit("main", "order-7", SPANISH);
      until(() -> service.paid() == 8);
      crash();
      postgres.close(); // what it has in this process
      assertThatThrownBy(() -> fleet.submit("main", "down", SPANISH))
          .isInstanceOf(DatabaseException.class);

      try (EmbeddedPostgres again = started(postgres.getPort())) {
        assertThat(again.getPort()).isEqualTo(postgres.getPort());
        until(() -> service.told() >= 8);

        assertThat(service.paid()).isEqualTo(8);
        assertThat(fleet.jobs()).hasSize(8);
        fleet.close();
      }
    }
  }

  @Test
  void connectionsThatFallSilentAreGivenUp() throws Exception {
    HikariDataSource direct = (HikariDataSource) Store.POSTGRESQL.open(folder);
    String url = direct.getJdbcUrl();
    direct.close();
    int port = Store.Postgres.SERVER.getPort();
    try (LosingNetwork network = new LosingNetwork(port);
        HikariDataSource pool =
            Store.pool(
                url.replace(":" + port + "/", ":" + network.port() + "/")
                    // As docs/fleet.md advises: the database does not hear of it, either.
                    + "&loginTimeout=2&options=-c%20idle_in_transaction_session_timeout=1000",
                8);
        Service service = Service.on(pool, ofMillis(2_000))) {
      pool.setValidationTimeout(1_000);
      Fleet fleet =
          service.start(
              account -> account.policy(QUICK),
              // What was taken by a statement whose answer was lost is taken over soon.
              more -> more.networkTimeout(Duration.ofSeconds(1)).heartbeat(Duration.ofSeconds(1)));
      for (int i = 0; i < 6; i++) {
        fleet.submit("main", "order-" + i, SPANISH);
      }
      until(() -> !service.polls().isEmpty());

      network.loseConnections();

      until(() -> service.told() == 6);
      assertThat(service.paid()).isEqualTo(6);
    }
  }

  private EmbeddedPostgres started(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofMinutes(1))
            // Off unless told otherwise: what was committed last would be gone after a crash.
            .setServerConfig("synchronous_commit", "on")
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setDataDirectory(folder.resolve("data"));
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  /** As {@code pg_ctl stop -m immediate}: nobody is waited for, nothing is written any more. */
  private void crash() throws IOException, InterruptedException {
    Path file = folder.resolve("data").resolve("postmaster.pid");
    String server = Files.readAllLines(file).getFirst().strip();
    new ProcessBuilder("kill", "-QUIT", server).start().waitFor();
    until(() -> !Files.exists(Path.of("/proc", server)));
  }

  @Test
  void aPoolWithoutConnectionsIsWaitedOut() throws Exception {
    HikariDataSource pool = (HikariDataSource) Store.POSTGRESQL.open(folder);
    pool.setConnectionTimeout(300);
    try (Service service = Service.on(pool, ofMillis(1_000))) {
      // So slow a heart that nobody is taken for dead: it goes on by itself.
      Fleet fleet =
          service.start(
              account -> account.policy(QUICK).webhooks(WebhookVerifier.Rules.unsigned()),
              more -> more.heartbeat(Duration.ofMinutes(15)));
      fleet.submit("main", "order", SPANISH);
      until(() -> fleet.jobs(Query.all().in(State.WATCHING)).size() == 1);
      FleetJob job = fleet.jobs().getFirst();
      List<Connection> taken = new ArrayList<>();
      while (taken.size() < pool.getMaximumPoolSize()) {
        try {
          taken.add(pool.getConnection());
        } catch (SQLTransientConnectionException inUse) {
          // The fleet has it for a moment.
        }
      }
      assertThatThrownBy(() -> fleet.submit("main", "other", SPANISH))
          .isInstanceOf(DatabaseException.class);
      assertThatThrownBy(() -> delivered(fleet, job)).isInstanceOf(DatabaseException.class);
      for (Connection connection : taken) {
        connection.close();
      }

      // The server delivers again what was not taken.
      assertThat(delivered(fleet, job)).isInstanceOf(WebhookVerifier.Verdict.Accepted.class);
      assertThat(service.outcome("order")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(service.paid()).isOne();
    }
  }

  private static WebhookVerifier.Verdict delivered(Fleet fleet, FleetJob job) {
    String body =
        """
        {"event_id": "1", "event_type": "video_translate.success",
         "event_data": {"video_translate_id": "%s"}}
        """
            .formatted(job.jobId().orElseThrow());
    return fleet.webhook("main", Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFullDiskLosesNothing() throws Exception {
    var source = Store.SQLITE.open(folder);
    try (Service service = Service.on(new FullDisk(source), ofMillis(100))) {
      FullDisk disk = (FullDisk) service.source;
      Fleet fleet = service.start();
      fleet.submit("main", "before", SPANISH);
      until(() -> fleet.jobs(Query.all().in(State.WATCHING)).size() == 1);
      disk.isFull = true;
      assertThatThrownBy(() ->
              fleet.submit("main", "full", SPANISH.withOption("glossary", "x".repeat(500_000))))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("full");
      disk.isFull = false;
      fleet.submit("main", "after", SPANISH);

      assertThat(service.outcome("before")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(service.outcome("after")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(service.paid()).isEqualTo(2);
    }
  }

  @Test
  void aPoolOfOneConnectionIsEnough() {
    HikariDataSource pool = (HikariDataSource) Store.POSTGRESQL.open(folder);
    pool.getHikariConfigMXBean().setMaximumPoolSize(1);
    pool.getHikariPoolMXBean().softEvictConnections();
    try (Service service = Service.on(pool, ofMillis(300))) {
      Fleet fleet = service.start();
      String emoji = "\uD83D\uDE00".repeat(100);
      fleet.submit("main", emoji, SPANISH);
      for (int i = 0; i < 5; i++) {
        fleet.submit("main", "order-" + i, SPANISH);
      }

      until(() -> service.told() == 6);

      assertThat(service.outcome(emoji)).isInstanceOf(JobOutcome.Ended.class);
      assertThat(fleet.jobs(Query.all().named(emoji))).hasSize(1);
      assertThatThrownBy(() -> fleet.submit("main", "x".repeat(10_000), SPANISH))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be 1 to 200");
    }
  }
}
