package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.ManualWallClock;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.DirectClient;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The faces without sockets, in a world whose time stands until the test moves it. */
public final class FaceTestBench {

  public static final String CREATE =
      """
      {"video":{"type":"url","url":"https://example.com/a.mp4"},"output_languages":["French"]}\
      """;

  public final ManualWallClock wall = new ManualWallClock();
  public final Simulation simulation;
  public final SimulatedFaces faces;
  private final DirectClient client;

  /** An answer, read whole. */
  public record Reply(int status, Map<String, String> headers, String body) {

    JsonObject json() {
      return Json.parse(body.getBytes(StandardCharsets.UTF_8)).orElseThrow().asJsonObject();
    }

    public JsonObject data() {
      return json().getJsonObject("data");
    }

    JsonObject error() {
      return json().getJsonObject("error");
    }

    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  public FaceTestBench(Scenario scenario, FaceSettings settings) {
    simulation =
        new Simulation(
            scenario, 7, new SimulatedClock(wall, 1), new Simulation.Capacity(1_000, 1_000));
    faces = new SimulatedFaces(simulation, wall, settings, ServerContext.RequestLog.none());
    HttpRouting.Builder routing = HttpRouting.builder();
    faces.routing(routing);
    client = new DirectClient(routing);
  }

  /** Jobs take ten seconds and complete. */
  public static FaceTestBench tenSeconds() {
    return new FaceTestBench(tenSecondJobs(), FaceSettings.defaults());
  }

  public static Scenario tenSecondJobs() {
    return Scenario.lasting(DurationLaw.fixed(Duration.ofSeconds(10)));
  }

  public Reply send(String method, String path, String body, String... headers) {
    String[] target = path.split("\\?", 2);
    Http1ClientRequest request =
        client.method(Method.create(method)).followRedirects(false).uri(target[0]);
    for (String pair : target.length == 1 ? new String[0] : target[1].split("&")) {
      int equals = pair.indexOf('=');
      request.queryParam(pair.substring(0, equals), pair.substring(equals + 1));
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(HeaderNames.create(headers[i]), headers[i + 1]);
    }
    try (Http1ClientResponse response = body.isEmpty() ? request.request() : request.submit(body)) {
      Map<String, String> received = new TreeMap<>();
      response
          .headers()
          .forEach(header -> received.put(header.name().toLowerCase(Locale.ROOT), header.get()));
      // The client would wait for a body that is only announced.
      boolean hasBody = !method.equals("HEAD") && response.entity().hasEntity();
      String read = hasBody ? response.as(String.class) : "";
      return new Reply(response.status().code(), received, read);
    }
  }

  public Reply get(String path) {
    return send("GET", path, "", "X-Api-Key", "demo");
  }

  public Reply create(String body) {
    return sendJson("POST", "/v3/video-translations", body);
  }

  public Reply sendJson(String method, String path, String body) {
    return send(method, path, body, "X-Api-Key", "demo", "Content-Type", "application/json");
  }

  public List<String> createdIds(String body) {
    return create(body).data().getJsonArray("video_translation_ids").stream()
        .map(id -> ((JsonString) id).getString())
        .toList();
  }
}
