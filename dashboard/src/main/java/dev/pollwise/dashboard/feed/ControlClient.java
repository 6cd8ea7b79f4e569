package dev.pollwise.dashboard.feed;

import dev.pollwise.client.job.JobId;
import dev.pollwise.dashboard.server.ControlAddress;
import dev.pollwise.dashboard.server.SimulatorNews;
import dev.pollwise.dashboard.server.SimulatorState;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Speaks with one control API over HTTP. Every method blocks, for a few seconds at most. */
final class ControlClient implements AutoCloseable {

  /** That the answer was a refusal, in the words of the server. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String detail) {
      super(detail);
    }
  }

  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final int OK_FROM = 200;
  private static final int OK_BELOW = 300;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST).build();
  private final ControlAddress.At place;
  private final String client;

  ControlClient(ControlAddress.At place) {
    this.place = place;
    this.client = Fingerprint.of(place.key());
  }

  ControlAddress.At place() {
    return place;
  }

  /**
   * How the simulator is now.
   *
   * @param price what one call is worth in lateness
   */
  SimulatorState look(Duration price) throws IOException, InterruptedException, RefusedException {
    JsonObject health = object(send("GET", "/observe/health", "", true));
    JsonObject clock = get("/simulator/clock");
    return ControlJson.state(
        new ControlJson.Bodies(
            health,
            get("/simulator/scenario"),
            get("/simulator/scenarios"),
            clock,
            get("/simulator/faults"),
            get("/simulator/report?jobs=1000&r=" + ControlJson.price(price, clock)),
            send("GET", "/observe/metrics", "", false)),
        client);
  }

  /** How many requests there were so far. */
  SimulatorNews.Counted count() throws IOException, InterruptedException, RefusedException {
    return ControlJson.counted(get("/simulator/clock"), send("GET", "/observe/metrics", "", false));
  }

  /** A body as it is, indented. */
  JsonObject get(String path) throws IOException, InterruptedException, RefusedException {
    return object(send("GET", path, "", false));
  }

  /** When a job is truly over, by the wall clock; empty where that depends on who asks. */
  Optional<Instant> endOf(JobId job) throws IOException, InterruptedException, RefusedException {
    JsonObject told = get("/simulator/jobs/" + job.value());
    try {
      JsonObject ends = told.getJsonObject("ends");
      return ends == null ? Optional.empty() : Optional.of(Instant.parse(ends.getString("wall")));
    } catch (DateTimeException | NullPointerException | ClassCastException other) {
      throw new IOException("the answer is not that of a control API", other);
    }
  }

  /** What is in force afterwards. */
  JsonObject put(String path, String body)
      throws IOException, InterruptedException, RefusedException {
    return object(send("PUT", path, body, false));
  }

  void post(String path, String body) throws IOException, InterruptedException, RefusedException {
    send("POST", path, body, false);
  }

  void delete(String path) throws IOException, InterruptedException, RefusedException {
    send("DELETE", path, "", false);
  }

  private static JsonObject object(String body) throws IOException {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    } catch (JsonException noJson) {
      throw new IOException("the answer is not that of a control API", noJson);
    }
  }

  private String send(String method, String path, String body, boolean unhealthyToo)
      throws IOException, InterruptedException, RefusedException {
    URI at = URI.create(place.uri().toString().replaceAll("/+$", "") + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at)
            .timeout(LONGEST)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!place.token().value().isEmpty()) {
      request.header("Authorization", "Bearer " + place.token().value());
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    boolean fine = answer.statusCode() >= OK_FROM && answer.statusCode() < OK_BELOW;
    if (fine || (unhealthyToo && answer.statusCode() == 503)) {
      return answer.body();
    }
    throw new RefusedException(ControlJson.detail(answer.statusCode(), answer.body()));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
