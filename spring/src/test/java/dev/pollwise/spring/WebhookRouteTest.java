package dev.pollwise.spring;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.fleet.Fleet;
import dev.pollwise.fleet.FleetJob;
import dev.pollwise.fleet.FleetJob.State;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the simulator signs and delivers, at the route of a whole application. */
@Timeout(120)
class WebhookRouteTest {

  private static final String FOR_CLIENT = "key-of-the-client";
  private static final String FOR_FLEET = "key-of-the-fleet";

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  /** An endpoint of a key; where it is, only the started application knows. */
  private JsonNode endpoint(SimulatorServer simulator, String key) throws Exception {
    return send(
        simulator,
        "POST",
        "",
        key,
        """
        {"url": "http://localhost:1/hooks", "events": ["video_translate.success"]}
        """);
  }

  private JsonNode send(
      SimulatorServer simulator, String method, String path, String key, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(simulator.uri() + "/v3/webhooks/endpoints" + path))
            .header("X-Api-Key", key)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    String answer = http.send(request, BodyHandlers.ofString()).body();
    return JsonMapper.shared().readTree(answer).get("data");
  }

  private static List<Integer> deliveries(SimulatorServer simulator) {
    return simulator
        .simulation()
        .journal()
        .entries(entry -> entry.route().equals("webhook"), 10)
        .stream()
        .map(entry -> entry.status())
        .sorted()
        .toList();
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(60, SECONDS).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  private static List<State> states(Fleet fleet) {
    return fleet.jobs().stream().map(FleetJob::state).toList();
  }

  @Test
  void takesWhatIsSignedByTheSecretAndRefusesWhatIsNot() throws Exception {
    try (SimulatorServer simulator =
        SimulatorServer.builder()
            .port(0)
            .frozen()
            .scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofMinutes(2))))
            .build()
            .start()) {
      JsonNode client = endpoint(simulator, FOR_CLIENT);
      JsonNode fleet = endpoint(simulator, FOR_FLEET);
      try (ConfigurableApplicationContext application =
          OrderApplication.start(
              "--spring.datasource.url=jdbc:sqlite:"
                  + folder.resolve("orders.db")
                  + "?journal_mode=WAL&synchronous=FULL&busy_timeout=20000&transaction_mode=IMMEDIATE",
              "--spring.threads.virtual.enabled=true",
              "--pollwise.server=" + simulator.uri(),
              "--pollwise.api-key=" + FOR_CLIENT,
              "--pollwise.webhook.secrets=" + client.get("secret").asString(),
              "--pollwise.webhook.path=/hooks",
              "--pollwise.fleet.accounts.main.api-key=" + FOR_FLEET,
              "--pollwise.fleet.accounts.main.webhook-secrets=" + fleet.get("secret").asString(),
              "--pollwise.policy.interval=50m")) { // nobody knows an end but by a delivery
        String url =
            "http://localhost:" + application.getEnvironment().getProperty("local.server.port");
        String at = "{\"url\": \"" + url + "/hooks";
        String clientPath = "/" + client.get("endpoint_id").asString();
        String fleetPath = "/" + fleet.get("endpoint_id").asString();
        send(simulator, "PATCH", clientPath, FOR_CLIENT, at + "\"}");
        send(simulator, "PATCH", fleetPath, FOR_FLEET, at + "/main\"}");

        Fleet running = application.getBean(Fleet.class);
        TranslationJob first = translate(application, running, "first");
        simulator.simulation().clock().advance(Duration.ofMinutes(3));
        until(() -> first.outcome().isDone() && states(running).contains(State.DELIVERED));
        until(() -> deliveries(simulator).equals(List.of(200, 200)));

        send(simulator, "POST", clientPath + "/rotate-secret", FOR_CLIENT, "");
        send(simulator, "POST", fleetPath + "/rotate-secret", FOR_FLEET, "");
        TranslationJob second = translate(application, running, "second");
        simulator.simulation().clock().advance(Duration.ofMinutes(3));
        until(() -> deliveries(simulator).equals(List.of(200, 200, 401, 401)));

        assertThat(second.outcome()).isNotDone();
        assertThat(states(running)).containsExactlyInAnyOrder(State.DELIVERED, State.WATCHING);
      }
    } finally {
      http.close();
    }
  }

  private static TranslationJob translate(
      ConfigurableApplicationContext application, Fleet fleet, String reference) {
    application.getBean(OrderApplication.Orders.class).place(reference);
    TranslationJob job =
        application.getBean(TranslationClient.class).translate(OrderApplication.SPANISH).getFirst();
    until(() -> states(fleet).contains(State.WATCHING));
    return job;
  }
}
