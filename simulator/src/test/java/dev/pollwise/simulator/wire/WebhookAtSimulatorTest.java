package dev.pollwise.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.webhook.WebhookVerifier;
import dev.pollwise.client.webhook.WebhookVerifier.Rules;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.heygen.FaceSettings;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.webhook.WebhookSettings;
import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the client's verifier makes of the simulator's real deliveries. */
@Timeout(60)
class WebhookAtSimulatorTest {

  private static final URI VIDEO = URI.create("https://example.com/a.mp4");
  private static final String SECRET = "whsec_of_callbacks";

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Verdict> verdicts = new CopyOnWriteArrayList<>();
  private final CompletableFuture<WebhookVerifier> verifier = new CompletableFuture<>();
  private final HttpServer receiver = receiver();

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  /** A web server of a user's: hands over and answers, nothing else. */
  private HttpServer receiver() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/hook",
          exchange -> {
            try (exchange) {
              byte[] body = exchange.getRequestBody().readAllBytes();
              Verdict verdict = verifier.join().receive(exchange.getRequestHeaders(), body);
              verdicts.add(verdict);
              exchange.sendResponseHeaders(verdict.httpStatus(), -1);
            }
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String hook() {
    return "http://localhost:" + receiver.getAddress().getPort() + "/hook";
  }

  private static SimulatorServer simulator(Scenario.WebhookLaw law, WebhookSettings settings) {
    return SimulatorServer.builder()
        .port(0)
        .seed(7)
        .scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofMillis(200))).withWebhooks(law))
        .faces(FaceSettings.defaults().withWebhooks(settings))
        .build()
        .start();
  }

  private static TranslationClient client(SimulatorServer simulator) {
    return TranslationClient.builder(simulator.uri()).apiKey("demo").build();
  }

  private String register(SimulatorServer simulator) throws Exception {
    String answer =
        http.send(
                HttpRequest.newBuilder(simulator.uri().resolve("/v3/webhooks/endpoints"))
                    .header("X-Api-Key", "demo")
                    .POST(BodyPublishers.ofString("{\"url\":\"" + hook() + "\"}"))
                    .build(),
                BodyHandlers.ofString())
            .body();
    return Json.createReader(new StringReader(answer))
        .readObject()
        .getJsonObject("data")
        .getString("secret");
  }

  private static TranslationRequest request() {
    return TranslationRequest.of(VIDEO, "French (France)").withCallbackId("order-7");
  }

  private Verdict.Accepted firstAccepted() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> verdicts.stream().anyMatch(Verdict.Accepted.class::isInstance));
    return verdicts.stream()
        .filter(Verdict.Accepted.class::isInstance)
        .map(Verdict.Accepted.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDeliveryOfAnEndpointIsGenuineAndNamesTheJob() throws Exception {
    try (var simulator = simulator(Scenario.WebhookLaw.none(), WebhookSettings.local());
        var client = client(simulator)) {
      verifier.complete(client.webhooks("whsec_the_one_before", register(simulator)));

      TranslationJob job = client.translate(request()).getFirst();

      Verdict.Accepted accepted = firstAccepted();
      assertThat(accepted.jobId()).isEqualTo(job.id());
      assertThat(accepted.kind()).isEqualTo(Verdict.Kind.SUCCESS);
      assertThat(accepted.callbackId()).isEqualTo("order-7");
      assertThat(accepted.eventId()).isNotEmpty();
    }
  }

  @Test
  void aDeliveryWakesTheWaitAndOneCallConfirmsIt() throws Exception {
    PollingPolicy hourly =
        PollingPolicy.defaults()
            .withPacing(Pacing.fixed(Duration.ofHours(1)))
            .withDeadline(Duration.ofHours(3));
    try (var simulator = simulator(Scenario.WebhookLaw.none(), WebhookSettings.local());
        var client =
            TranslationClient.builder(simulator.uri()).apiKey("demo").policy(hourly).build()) {
      verifier.complete(client.webhooks(register(simulator)));

      JobOutcome outcome = client.translate(request()).getFirst().await();

      assertThat(outcome).isInstanceOf(JobOutcome.Ended.class);
      assertThat(outcome.evidence().calls()).isEqualTo(1);
    }
  }

  @Test
  void aSecondDeliveryOfAnEventIsADuplicate() throws Exception {
    Scenario.WebhookLaw twice = new Scenario.WebhookLaw(DurationLaw.fixed(Duration.ZERO), 0, 1);
    try (var simulator = simulator(twice, WebhookSettings.local());
        var client = client(simulator)) {
      verifier.complete(client.webhooks(register(simulator)));

      client.translate(request());

      await().atMost(Duration.ofSeconds(30)).until(() -> verdicts.size() >= 2);
      String event = firstAccepted().eventId();
      assertThat(verdicts).contains(new Verdict.Duplicate(event));
    }
  }

  @Test
  void aDeliveryUnderAnotherSecretIsRefused() throws Exception {
    try (var simulator = simulator(Scenario.WebhookLaw.none(), WebhookSettings.local());
        var client = client(simulator)) {
      register(simulator);
      verifier.complete(client.webhooks("whsec_of_somebody_else"));

      client.translate(request());

      await().atMost(Duration.ofSeconds(30)).until(() -> !verdicts.isEmpty());
      assertThat(verdicts.getFirst())
          .isEqualTo(new Verdict.Refused(Verdict.Reason.WRONG_SIGNATURE));
    }
  }

  @Test
  void anUnsignedCallbackOfOneJobIsTakenWhereTheRulesSaySo() throws Exception {
    try (var simulator = simulator(Scenario.WebhookLaw.none(), WebhookSettings.local());
        var client = client(simulator)) {
      verifier.complete(client.webhooks(Rules.unsigned()));

      TranslationJob job =
          client.translate(request().withOption("callback_url", hook())).getFirst();

      assertThat(firstAccepted().jobId()).isEqualTo(job.id());
    }
  }

  @Test
  void aSignedCallbackOfOneJobIsGenuine() throws Exception {
    try (var simulator =
            simulator(
                Scenario.WebhookLaw.none(), WebhookSettings.local().signingCallbacks(SECRET));
        var client = client(simulator)) {
      verifier.complete(client.webhooks(SECRET));

      TranslationJob job =
          client.translate(request().withOption("callback_url", hook())).getFirst();

      assertThat(firstAccepted().jobId()).isEqualTo(job.id());
    }
  }
}
