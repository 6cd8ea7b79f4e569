package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.RecordingReceiver.Post;
import dev.pollwise.simulator.heygen.FaceSettings;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Journal;
import dev.pollwise.simulator.webhook.WebhookSettings;
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
import java.time.Duration;
import java.util.List;

/** A simulator whose time stands still, a receiver of its webhooks, and a client of both. */
final class WebhookBench implements AutoCloseable {

  /** Jobs take ten seconds and complete. */
  static final Scenario TEN_SECONDS = Scenario.lasting(DurationLaw.fixed(Duration.ofSeconds(10)));

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final RecordingReceiver receiver = newReceiver();
  private final SimulatorServer simulator;

  WebhookBench(Scenario scenario, WebhookSettings settings) {
    simulator =
        SimulatorServer.builder()
            .port(0)
            .scenario(scenario)
            .frozen()
            .faces(FaceSettings.defaults().withWebhooks(settings))
            .build()
            .start();
  }

  private static RecordingReceiver newReceiver() {
    try {
      return new RecordingReceiver();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RecordingReceiver receiver() {
    return receiver;
  }

  SimulatorServer simulator() {
    return simulator;
  }

  void advance(Duration time) {
    simulator.simulation().clock().advance(time);
  }

  /** What the receiver got, once it got so much. */
  List<Post> posts(int count) {
    await().atMost(PATIENCE).until(() -> receiver.posts().size() >= count);
    return receiver.posts();
  }

  /** The attempts that are written down, once there are so many. */
  List<Journal.JournalEntry> outcomes(int count) {
    await().atMost(PATIENCE).until(() -> deliveries().size() >= count);
    return deliveries();
  }

  private List<Journal.JournalEntry> deliveries() {
    return simulator
        .simulation()
        .journal()
        .entries(entry -> entry.route().equals("webhook"), 1_000);
  }

  /** Registers an endpoint on the receiver; the answer has its secret. */
  JsonObject register(String path) throws Exception {
    return data(call("POST", "/v3/webhooks/endpoints", "{\"url\":\"" + receiver.uri(path) + "\"}"));
  }

  /** Submits a job with these fields added, and returns its id. */
  String create(String fields) throws Exception {
    return data(call("POST", "/v3/video-translations", createBody(fields)))
        .getJsonArray("video_translation_ids")
        .getString(0);
  }

  static String createBody(String fields) {
    return "{"
        + fields
        + "\"video\":{\"type\":\"url\",\"url\":\"https://example.com/a.mp4\"},"
        + "\"output_languages\":[\"French\"]}";
  }

  HttpResponse<String> call(String method, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(simulator.uri().resolve(path))
            .header("X-Api-Key", "demo")
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> get(URI uri) throws Exception {
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** A path of the control API. */
  URI control(String path) {
    return simulator.controlUri().orElseThrow().resolve(path);
  }

  /** Puts a fault rule in force, as text. */
  void rule(String rule) throws Exception {
    tell("POST", "/simulator/faults", rule, 201);
  }

  /** Puts a scenario in force, as text. */
  void scenario(String scenario) throws Exception {
    tell("PUT", "/simulator/scenario", scenario, 200);
  }

  private void tell(String method, String path, String body, int status) throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(control(path))
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
  }

  /** The number after a line of the metrics, label included; a line that is missing is an error. */
  double metric(String name) throws Exception {
    return get(control("/observe/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  static JsonObject data(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isLessThan(300);
    return json(response.body()).getJsonObject("data");
  }

  static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  @Override
  public void close() {
    simulator.close();
    receiver.close();
    client.shutdownNow();
  }
}
