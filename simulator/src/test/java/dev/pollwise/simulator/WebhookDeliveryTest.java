package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.RecordingReceiver.Post;
import dev.pollwise.simulator.http.FaceSettings;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.job.Progress;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.WebhookLaw;
import dev.pollwise.simulator.simulation.JournalEntry;
import dev.pollwise.simulator.webhook.WebhookSettings;
import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookDeliveryTest {

  private static final Scenario TEN_SECONDS =
      Scenario.lasting(DurationLaw.fixed(Duration.ofSeconds(10)));

  private final HttpClient client = HttpClient.newHttpClient();
  private final RecordingReceiver receiver = newReceiver();
  private SimulatorServer simulator = frozen(TEN_SECONDS, WebhookSettings.local());

  private static RecordingReceiver newReceiver() {
    try {
      return new RecordingReceiver();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SimulatorServer frozen(Scenario scenario, WebhookSettings settings) {
    SimulatorServer server =
        SimulatorServer.builder()
            .port(0)
            .controlPort(new ControlPort.Off())
            .scenario(scenario)
            .faces(FaceSettings.defaults().withWebhooks(settings))
            .build();
    server.simulation().clock().freeze(true);
    return server.start();
  }

  private void restart(Scenario scenario, WebhookSettings settings) {
    simulator.close();
    simulator = frozen(scenario, settings);
  }

  @BeforeEach
  void patience() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  @AfterEach
  void close() {
    simulator.close();
    receiver.close();
  }

  @Test
  void tellsOfTheEndOfAJobAlthoughNobodyAsks() throws Exception {
    JsonObject endpoint = register("/hook");
    String id = create("\"callback_id\":\"order-7\",");

    advance(Duration.ofSeconds(9));
    assertThat(receiver.posts()).isEmpty();
    advance(Duration.ofSeconds(1));

    Post post = posts(1).getFirst();
    JsonObject body = json(post.body());
    assertThat(body.keySet())
        .containsExactlyInAnyOrder("event_id", "event_type", "event_data", "created_at");
    assertThat(body.getString("event_type")).isEqualTo("video_translate.success");
    JsonObject data = body.getJsonObject("event_data");
    assertThat(data.getString("video_translate_id")).isEqualTo(id);
    assertThat(data.getString("callback_id")).isEqualTo("order-7");
    assertThat(data.getString("output_language")).isEqualTo("French");
    assertThat(get(URI.create(data.getString("url"))).statusCode()).isEqualTo(200);
    assertThat(post.header("Heygen-event-id")).isEqualTo(body.getString("event_id"));
    assertThat(post.header("Heygen-timestamp")).matches("\\d{10}");
    assertThat(post.header("Heygen-signature"))
        .isEqualTo(hmac(post.body(), endpoint.getString("secret")));
  }

  @Test
  void tellsWhyAJobFailed() throws Exception {
    register("/hook");
    call(
        "POST", "/v3/video-translations", createBody("").replace("https://example.com", "nowhere"));

    advance(Duration.ofSeconds(1));

    JsonObject body = json(posts(1).getFirst().body());
    assertThat(body.getString("event_type")).isEqualTo("video_translate.fail");
    assertThat(body.getJsonObject("event_data").getString("message"))
        .startsWith("Failed to download");
  }

  @Test
  void triesAgainInSimulatedTimeUntilAccepted() throws Exception {
    receiver.answers(500, 302);
    register("/hook");
    create("");

    advance(Duration.ofSeconds(10));
    posts(1);
    outcomes(1);
    advance(Duration.ofSeconds(9));
    assertThat(receiver.posts()).hasSize(1);
    advance(Duration.ofSeconds(1));
    posts(2);
    outcomes(2);
    advance(Duration.ofSeconds(20));

    List<Post> posts = posts(3);
    assertThat(posts).extracting(Post::body).containsOnly(posts.getFirst().body());
    assertThat(outcomes(3)).extracting(JournalEntry::status).containsExactly(500, 302, 200);
    assertThat(posts).extracting(Post::path).containsOnly("/hook");
  }

  @Test
  void givesUpAfterADay() throws Exception {
    receiver.answers(500, 500);
    register("/hook");
    create("");
    advance(Duration.ofSeconds(10));
    outcomes(1);

    advance(Duration.ofDays(1));
    outcomes(2);
    advance(Duration.ofDays(1));

    call("GET", "/v3/webhooks/events", "");
    assertThat(receiver.posts()).hasSize(2);
  }

  @Test
  void countsASlowReceiverAsFailed() throws Exception {
    restart(TEN_SECONDS, WebhookSettings.local().withTimeout(Duration.ofMillis(50)));
    register("/slow");
    create("");

    advance(Duration.ofSeconds(10));

    assertThat(outcomes(1).getFirst().status()).isZero();
    advance(Duration.ofSeconds(10));
    assertThat(posts(2)).hasSize(2);
  }

  @Test
  void signsWithTheSecretInForceWhenADeliveryLeaves() throws Exception {
    JsonObject endpoint = register("/hook");
    create("");
    String path = "/v3/webhooks/endpoints/" + endpoint.getString("endpoint_id");
    JsonObject rotated = data(call("POST", path + "/rotate-secret", ""));

    advance(Duration.ofSeconds(10));

    Post post = posts(1).getFirst();
    assertThat(rotated.getString("secret")).isNotEqualTo(endpoint.getString("secret"));
    assertThat(post.header("Heygen-signature"))
        .isEqualTo(hmac(post.body(), rotated.getString("secret")));
  }

  @Test
  void tellsAJobsOwnAddressWithoutASignature() throws Exception {
    create("\"callback_url\":\"" + receiver.uri("/own") + "\",");

    advance(Duration.ofSeconds(10));

    Post post = posts(1).getFirst();
    assertThat(post.path()).isEqualTo("/own");
    assertThat(post.header("Heygen-signature")).isEmpty();
    assertThat(post.header("Heygen-event-id")).startsWith("evt_");
  }

  @Test
  void signsCallbacksWhereASecretIsSet() throws Exception {
    restart(TEN_SECONDS, WebhookSettings.local().signingCallbacks("shared"));
    create("\"callback_url\":\"" + receiver.uri("/own") + "\",");

    advance(Duration.ofSeconds(10));

    Post post = posts(1).getFirst();
    assertThat(post.header("Heygen-signature")).isEqualTo(hmac(post.body(), "shared"));
  }

  @Test
  void tellsOfAJobThatQuestionsMoveOn() throws Exception {
    PlanLaw.Pace pace = new PlanLaw.Pace.ByPolls(new Progress.Polled(0, 1));
    restart(
        TEN_SECONDS.withPlans(new PlanLaw(pace, TEN_SECONDS.plans().failures())),
        WebhookSettings.local());
    register("/hook");
    String id = create("");

    call("GET", "/v3/video-translations/" + id, "");

    assertThat(posts(1)).hasSize(1);
  }

  @Test
  void tellsOnceOfAFinishedBatch() throws Exception {
    String items = createBody("") + "," + createBody("").replace("https://example.com", "nowhere");
    JsonObject batch =
        data(
            call(
                "POST",
                "/v3/video-translations/batches",
                "{\"title\":\"Both\",\"callback_url\":\""
                    + receiver.uri("/batch")
                    + "\",\"video_translations\":["
                    + items
                    + "]}"));

    advance(Duration.ofSeconds(9));
    call("GET", "/v3/webhooks/events", "");
    assertThat(receiver.posts()).isEmpty();
    advance(Duration.ofSeconds(1));

    JsonObject body = json(posts(1).getFirst().body());
    assertThat(body.getString("event_type")).isEqualTo("batch.finished");
    JsonObject data = body.getJsonObject("event_data");
    assertThat(data.getString("batch_id")).isEqualTo(batch.getString("batch_id"));
    assertThat(data.getString("status")).isEqualTo("completed");
    assertThat(data.getInt("total_items")).isEqualTo(2);
    assertThat(data.getJsonObject("counts_by_status").getInt("failed")).isEqualTo(1);
  }

  @Test
  void losesWhatTheScenarioLosesAndSaysSo() throws Exception {
    restart(
        TEN_SECONDS.withWebhooks(new WebhookLaw(DurationLaw.fixed(Duration.ZERO), 1, 0)),
        WebhookSettings.local());
    register("/hook");
    create("");

    advance(Duration.ofSeconds(10));

    assertThat(outcomes(1).getFirst().fault()).isEqualTo("webhook-loss");
    assertThat(receiver.posts()).isEmpty();
    assertThat(call("GET", "/v3/webhooks/events", "").body()).contains("video_translate.success");
  }

  @Test
  void delaysAndDuplicatesAsTheScenarioSays() throws Exception {
    restart(
        TEN_SECONDS.withWebhooks(new WebhookLaw(DurationLaw.fixed(Duration.ofSeconds(5)), 0, 1)),
        WebhookSettings.local());
    register("/hook");
    create("");

    advance(Duration.ofSeconds(14));
    call("GET", "/v3/webhooks/events", "");
    assertThat(receiver.posts()).isEmpty();
    advance(Duration.ofSeconds(1));

    assertThat(posts(2))
        .extracting(post -> post.header("Heygen-event-id"))
        .containsOnly(posts(2).getFirst().header("Heygen-event-id"));
    assertThat(outcomes(2))
        .extracting(JournalEntry::fault)
        .containsExactlyInAnyOrder("webhook-delay", "webhook-duplicate");
  }

  @Test
  void sendsNothingToAddressesThatAreNotAllowed() throws Exception {
    restart(TEN_SECONDS, WebhookSettings.safe().allowing(EnumSet.of(Allowed.HTTP)));
    register("/hook");
    create("");

    advance(Duration.ofSeconds(10));

    assertThat(outcomes(1)).hasSize(1);
    assertThat(receiver.posts()).isEmpty();
  }

  @Test
  void followsARedirectOnlyWhenAllowed() throws Exception {
    restart(TEN_SECONDS, WebhookSettings.local().allowing(EnumSet.allOf(Allowed.class)));
    receiver.answers(307);
    register("/hook");
    create("");

    advance(Duration.ofSeconds(10));

    assertThat(posts(2)).extracting(Post::path).containsExactly("/hook", "/moved");
    assertThat(outcomes(1)).extracting(JournalEntry::status).containsExactly(200);
  }

  @Test
  void saysNothingOfADeletedJobOrToADeletedEndpoint() throws Exception {
    JsonObject endpoint = register("/gone");
    register("/hook");
    String deleted = create("");
    String kept = create("");
    call("DELETE", "/v3/video-translations/" + deleted, "");
    call("DELETE", "/v3/webhooks/endpoints/" + endpoint.getString("endpoint_id"), "");

    advance(Duration.ofSeconds(10));

    Post only = posts(1).getFirst();
    assertThat(only.path()).isEqualTo("/hook");
    assertThat(only.body()).contains(kept);
    assertThat(outcomes(1)).hasSize(1);
    assertThat(receiver.posts()).hasSize(1);
  }

  @Test
  void showsNoSecretInJournalOrText() throws Exception {
    JsonObject endpoint = register("/hook?token=hidden");
    create("");

    advance(Duration.ofSeconds(10));

    assertThat(outcomes(1).toString())
        .doesNotContain("hidden")
        .doesNotContain(endpoint.getString("secret"));
  }

  private void advance(Duration time) {
    simulator.simulation().clock().advance(time);
  }

  private List<Post> posts(int count) {
    await().until(() -> receiver.posts().size() >= count);
    return receiver.posts();
  }

  /** The attempts that are written down, once there are so many. */
  private List<JournalEntry> outcomes(int count) {
    await().until(() -> deliveries().size() >= count);
    return deliveries();
  }

  private List<JournalEntry> deliveries() {
    return simulator
        .simulation()
        .journal()
        .entries(entry -> entry.route().equals("webhook"), 1_000);
  }

  private JsonObject register(String path) throws Exception {
    return data(call("POST", "/v3/webhooks/endpoints", "{\"url\":\"" + receiver.uri(path) + "\"}"));
  }

  private String create(String fields) throws Exception {
    return data(call("POST", "/v3/video-translations", createBody(fields)))
        .getJsonArray("video_translation_ids")
        .getString(0);
  }

  private static String createBody(String fields) {
    return "{"
        + fields
        + "\"video\":{\"type\":\"url\",\"url\":\"https://example.com/a.mp4\"},"
        + "\"output_languages\":[\"French\"]}";
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(simulator.uri().resolve(path))
            .header("X-Api-Key", "demo")
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(URI uri) throws Exception {
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static JsonObject data(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isLessThan(300);
    return json(response.body()).getJsonObject("data");
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  private static String hmac(String body, String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }
}
