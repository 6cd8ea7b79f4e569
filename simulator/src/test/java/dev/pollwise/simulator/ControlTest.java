package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ControlTest {

  private static final String CREATE =
      """
      {"video":{"type":"url","url":"https://example.com/a.mp4"},"output_languages":["French"]}\
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private final SimulatorServer simulator = SimulatorServer.builder().port(0).build().start();

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void tellsTheTruthAboutAJob() throws Exception {
    simulator.simulation().clock().freeze(true);
    String id = create();

    JsonObject job = json(control("GET", "/simulator/jobs/" + id, ""));

    assertThat(job.getString("state")).isEqualTo("pending");
    assertThat(job.getJsonObject("plan").getString("queued")).isEqualTo("PT1S");
    assertThat(job.getJsonObject("ends").keySet()).containsExactly("simulated", "wall");
    assertThat(job.getJsonArray("transitions")).hasSize(3);
    assertThat(job.getInt("calls")).isEqualTo(1);
    assertThat(json(control("GET", "/simulator/jobs", "")).getJsonArray("jobs")).hasSize(1);
    assertThat(control("GET", "/simulator/jobs/implicit-1", "").statusCode()).isEqualTo(200);
  }

  @Test
  void everyShippedScenarioCanBeReadBackFromWhatItShows() throws Exception {
    for (String name : ScenarioCatalogue.SHIPPED) {
      assertThat(control("PUT", "/simulator/scenario", "{\"name\":\"" + name + "\"}").statusCode())
          .as(name)
          .isEqualTo(200);
      String shown = control("GET", "/simulator/scenario", "").body();

      String again = control("PUT", "/simulator/scenario", shown).body();

      assertThat(again).isEqualTo(shown);
    }
  }

  @Test
  void keepsTheScenarioInForceWhenTheNextIsWrong() throws Exception {
    HttpResponse<String> refused =
        control("PUT", "/simulator/scenario", "duration: 5s\nerrors:\n  probability: 2\n");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(refused).getString("detail"))
        .isEqualTo("body:3: probability 2.0: must be from 0 to 1");
    assertThat(json(control("GET", "/simulator/scenario", "")).getString("name"))
        .isEqualTo("happy-path");
  }

  @Test
  void addsAndLiftsAFault() throws Exception {
    HttpResponse<String> added =
        control(
            "POST",
            "/simulator/faults",
            "{\"fault\":\"status\",\"status\":503,\"retry-after\":\"5s\",\"route\":\"status\"}");
    HttpResponse<String> struck = get(simulator.uri().resolve("/status"));
    String location = added.headers().firstValue("Location").orElseThrow();
    control("DELETE", location, "");

    assertThat(added.statusCode()).isEqualTo(201);
    assertThat(struck.statusCode()).isEqualTo(503);
    assertThat(struck.headers().firstValue("Retry-After")).contains("5");
    assertThat(struck.body()).isEqualTo("{\"error\":\"Service Unavailable\"}");
    assertThat(get(simulator.uri().resolve("/status")).statusCode()).isEqualTo(200);
    assertThat(control("DELETE", location, "").statusCode()).isEqualTo(404);
    assertThat(control("GET", "/observe/metrics", "").body())
        .contains("pollwise_faults_injected_total{fault=\"status\"} 1.0")
        .contains("pollwise_http_requests_total{route=\"status\",status=\"503\"} 1.0")
        .contains("pollwise_jobs{state=\"running\"} 0.0");
    assertThat(
            json(control("GET", "/simulator/requests?fault=status", "")).getJsonArray("requests"))
        .hasSize(1);
  }

  @Test
  void movesTheClock() throws Exception {
    control("PUT", "/simulator/clock", "{\"frozen\":true,\"scale\":60}");

    JsonObject clock = json(control("POST", "/simulator/clock/advance", "by: 1h"));

    assertThat(clock.getBoolean("frozen")).isTrue();
    assertThat(clock.getInt("scale")).isEqualTo(60);
    assertThat(get(simulator.uri().resolve("/status")).body()).contains("completed");
  }

  @Test
  void forgetsEverythingOnReset() throws Exception {
    create();
    simulator.simulation().clock().advance(Duration.ofHours(1));
    control("POST", "/simulator/faults", "reset");

    assertThat(control("POST", "/simulator/reset", "").statusCode()).isEqualTo(204);

    assertThat(json(control("GET", "/simulator/jobs", "")).getJsonArray("jobs")).isEmpty();
    assertThat(json(control("GET", "/simulator/faults", "")).getJsonArray("faults")).isEmpty();
    assertThat(json(control("GET", "/simulator/requests", "")).getInt("written")).isZero();
    assertThat(get(simulator.uri().resolve("/status")).body()).contains("pending");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/simulator/nothing,,404",
    "GET,/simulator/jobs/nobody,,404",
    "DELETE,/simulator/scenario,,405",
    "PUT,/simulator/scenario,nothing-like-this,404",
    "PUT,/simulator/scenario,../../etc/passwd,404",
    "PUT,/simulator/scenario,[],400",
    "PUT,/simulator/scenario,'{a: *b}',400",
    "POST,/simulator/faults,'{\"fault\":\"gremlins\"}',400",
    "POST,/simulator/faults,'',400",
    "PUT,/simulator/clock,'{\"scale\":0}',400",
    "PUT,/simulator/clock,'{\"frozen\":\"maybe\"}',400",
    "POST,/simulator/clock/advance,'{\"by\":\"-5s\"}',400",
    "POST,/simulator/clock/advance,'{\"by\":\"400d\"}',400",
    "GET,/simulator/requests?limit=0,,400"
  })
  void wordsEveryRefusalAsAProblem(String method, String path, String body, int status)
      throws Exception {
    HttpResponse<String> refused = control(method, path, body == null ? "" : body);

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(refused).getInt("status")).isEqualTo(status);
  }

  @Test
  void asksForItsTokenExceptForHealth() throws Exception {
    try (var guarded = SimulatorServer.builder().port(0).controlToken("secret").build().start()) {
      URI control = guarded.controlUri().orElseThrow();

      assertThat(get(control.resolve("/simulator/jobs")).statusCode()).isEqualTo(401);
      assertThat(get(control.resolve("/observe/health")).body()).isEqualTo("{\"status\":\"UP\"}");
      assertThat(
              client
                  .send(
                      HttpRequest.newBuilder(control.resolve("/simulator/jobs"))
                          .header("Authorization", "Bearer secret")
                          .build(),
                      BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void canBeSwitchedOff() {
    try (var closed =
        SimulatorServer.builder().port(0).controlPort(new ControlPort.Off()).build().start()) {
      assertThat(closed.controlUri()).isEmpty();
    }
  }

  private String create() throws Exception {
    HttpResponse<String> created =
        client.send(
            HttpRequest.newBuilder(simulator.uri().resolve("/v3/video-translations"))
                .header("X-Api-Key", "demo")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(CREATE))
                .build(),
            BodyHandlers.ofString());
    return json(created).getJsonObject("data").getJsonArray("video_translation_ids").getString(0);
  }

  private HttpResponse<String> control(String method, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(simulator.controlUri().orElseThrow().resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(URI uri) throws Exception {
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> response) {
    return Json.createReader(new StringReader(response.body())).readObject();
  }
}
