package dev.pollwise.spring;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.fleet.Fleet;
import dev.pollwise.fleet.FleetJob;
import dev.pollwise.fleet.FleetJob.State;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.spring.OrderApplication.Draining;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A whole application, in front of the simulator. */
@Timeout(120)
class OrderApplicationTest {

  @TempDir Path folder;

  private SimulatorServer simulator;
  private JdbcTemplate database;

  @BeforeEach
  void start() {
    simulator =
        SimulatorServer.builder()
            .port(0)
            .scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofMillis(1_800))))
            .build()
            .start();
    database = new JdbcTemplate(new DriverManagerDataSource(url()));
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private String url() {
    return "jdbc:sqlite:"
        + folder.resolve("orders.db")
        + "?journal_mode=WAL&synchronous=FULL&busy_timeout=20000&transaction_mode=IMMEDIATE";
  }

  private String[] settings(String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("--spring.datasource.url=" + url());
    settings.add("--pollwise.fleet.accounts.main.server=" + simulator.uri());
    settings.add("--pollwise.fleet.accounts.main.api-key=key");
    settings.add("--pollwise.policy.interval=1s");
    settings.add("--pollwise.webhook.path=/hooks");
    return settings.toArray(String[]::new);
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(60, SECONDS).pollInterval(Duration.ofMillis(50)).until(condition);
  }

  private int count(String sql) {
    return database.queryForList(sql, Integer.class).getFirst();
  }

  private int polls() {
    return simulator
        .simulation()
        .journal()
        .entries(entry -> List.of("get", "statuses").contains(entry.route()), 1_000)
        .size();
  }

  private static CompletableFuture<HttpResponse<String>> post(
      ConfigurableApplicationContext application, HttpClient http, String path, String body) {
    URI at =
        URI.create(
            "http://localhost:"
                + application.getEnvironment().getProperty("local.server.port")
                + path);
    return http.sendAsync(
        HttpRequest.newBuilder(at).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  @Test
  void anOrderIsPaidAndSettledOnceThoughTheProcessIsKilled() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                OrderApplication.class.getName()));
    command.addAll(List.of(settings("--order=order-17")));
    Process killed =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      until(() -> polls() >= 1);
      // What is under way when a copy dies is taken up only when that is noticed.
      until(() -> count("select count(*) from pollwise_task where picked") == 0);
    } finally {
      killed.destroyForcibly().waitFor();
    }
    assertThat(count("select count(*) from settled")).isZero();

    try (ConfigurableApplicationContext application = OrderApplication.start(settings())) {
      Fleet fleet = application.getBean(Fleet.class);
      until(() ->
          fleet.jobs().stream().map(FleetJob::state).toList().equals(List.of(State.DELIVERED)));
    }

    assertThat(database.queryForList("select reference from placed", String.class))
        .containsExactly("order-17");
    assertThat(database.queryForList("select reference from settled", String.class))
        .containsExactly("order-17");
    assertThat(simulator.simulation().jobs().page(Long.MAX_VALUE, 10, job -> true)).hasSize(1);
  }

  @Test
  void theLastRequestIsServedBeforeTheFleetEnds() {
    try (HttpClient http = HttpClient.newHttpClient()) {
      ConfigurableApplicationContext application =
          OrderApplication.start(settings("--unsigned=true"));
      FleetLifecycle lifecycle = application.getBean(FleetLifecycle.class);
      CompletableFuture<HttpResponse<String>> answer;
      try (application) {
        assertThat(lifecycle.isRunning()).isTrue();
        assertThat(post(application, http, "/hooks/nobody", "{}").join().statusCode())
            .isEqualTo(404);
        assertThat(post(application, http, "/hooks", "{}").join().statusCode()).isEqualTo(404);
        assertThat(post(application, http, "/hooks/main", "no event").join().statusCode())
            .isEqualTo(400);
        String event =
            """
            {"event_id": "1", "event_type": "video_translate.success",
             "event_data": {"video_translate_id": "a", "callback_id": "b"}}
            """;
        assertThat(post(application, http, "/hooks/main", event).join().statusCode())
            .isEqualTo(200);
        answer = post(application, http, "/last", "");
        Draining draining = application.getBean(Draining.class);
        until(() -> draining.entered.getCount() == 0);
      }

      assertThat(answer.join().body()).isEqualTo("placed");
      assertThat(lifecycle.isRunning()).isFalse();
      assertThat(count("select count(*) from pollwise_job where reference = 'last'")).isOne();
    }
  }
}
