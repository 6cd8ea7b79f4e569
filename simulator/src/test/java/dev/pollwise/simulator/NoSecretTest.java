package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.heygen.FaceSettings;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.webhook.WebhookSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That nothing secret which a client hands over shows anywhere an operator looks. */
@Timeout(60)
class NoSecretTest {

  private static final Pattern SECRET = Pattern.compile("whsec_[0-9a-f]+");

  private final List<String> text = new CopyOnWriteArrayList<>();
  private final List<String> json = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final RecordingReceiver receiver;
  private final SimulatorServer simulator;
  private String webhookSecret = "";

  NoSecretTest() throws Exception {
    receiver = new RecordingReceiver();
    simulator =
        SimulatorServer.builder()
            .port(0)
            .frozen()
            .scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofSeconds(10))))
            .faces(
                FaceSettings.defaults()
                    .withWebhooks(WebhookSettings.local().signingCallbacks("hush-callback")))
            .requestLog(entry -> {
              text.add(RequestLine.of(entry));
              json.add(JsonLine.of(entry));
            })
            .build()
            .start();
  }

  /** Hands over every secret there is, in every place where one can stand. */
  @BeforeEach
  void handOver() throws Exception {
    String hook = receiver.uri("/hook?token=hush-query").toString();
    String withPassword = hook.replace("http://", "http://user:hush-password@");
    String created =
        post("/v3/webhooks/endpoints", "{\"url\":\"" + hook + "\"}", "X-Api-Key", "hush-key");
    Matcher secret = SECRET.matcher(created);
    assertThat(secret.find()).isTrue();
    webhookSecret = secret.group();
    post("/v3/video-translations", job(hook), "Authorization", "Bearer hush-bearer");
    post("/v3/video-translations?key=hush-parameter", job(hook), "X-Api-Key", "hush-key");
    assertThat(post("/v3/video-translations", job(withPassword), "X-Api-Key", "hush-key"))
        .contains("must not hold a user or password");

    simulator.simulation().clock().advance(Duration.ofSeconds(10));
    await().until(() -> text.stream().filter(line -> line.contains("/hook")).count() == 3);
  }

  @AfterEach
  void close() {
    simulator.close();
    receiver.close();
    client.shutdownNow();
  }

  private static String job(String callback) {
    return "{\"video\":{\"type\":\"url\",\"url\":\"https://user:hush-source@example.com/a.mp4\"},"
        + "\"output_languages\":[\"French\"],\"callback_url\":\""
        + callback
        + "\"}";
  }

  @Test
  void isInTheLog() {
    assertThat(text).hasSize(json.size()).hasSizeGreaterThan(6);
    assertClean(String.join("\n", text));
    assertClean(String.join("\n", json));
  }

  @Test
  void isInWhatTheControlFaceShows() throws Exception {
    for (String path :
        List.of(
            "/simulator/requests",
            "/simulator/jobs",
            "/simulator/report?r=5s",
            "/simulator/scenario",
            "/observe/metrics")) {
      URI uri = simulator.controlUri().orElseThrow().resolve(path);
      HttpResponse<String> shown =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

      assertThat(shown.statusCode()).isEqualTo(200);
      assertClean(shown.body());
    }
  }

  private void assertClean(String shown) {
    assertThat(shown).isNotEmpty().doesNotContain("hush", webhookSecret, "user:");
  }

  private String post(String path, String body, String header, String value) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(simulator.uri().resolve(path))
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .body();
  }
}
