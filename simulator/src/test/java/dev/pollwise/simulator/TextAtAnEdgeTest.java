package dev.pollwise.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Yaml;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * That a character of several bytes may lie anywhere in a body, on every route that takes one:
 * whoever reads a body piece by piece has edges, and what lies across one must not be torn.
 */
@Timeout(120)
class TextAtAnEdgeTest {

  private static final int[] EDGES = {1_024, 2_048, 4_096, 8_192, 16_384};
  private static final Pattern ID = Pattern.compile("\"([a-z_]+_ids?)\":\\[?\"([^\"]+)\"");
  private static final String SOURCE =
      "\"video\":{\"type\":\"url\",\"url\":\"https://h/v.mp4\"},\"output_languages\":[\"French\"]}";

  private final SimulatorServer simulator =
      SimulatorServer.builder()
          .port(0)
          .scenario(Scenario.lasting(DurationLaw.fixed(Duration.ZERO)))
          .build()
          .start();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> ids = new TreeMap<>();

  /** What each route takes, and what it answers; what is sent has one more field, or a comment. */
  private record Route(String path, String type, String body, int status) {}

  private static Route json(String path, String fields, int status) {
    return new Route(path, "application/json", "{\"more\":\"@\"" + fields, status);
  }

  private static Route yaml(String path, String document, int status) {
    return new Route(path, "application/yaml", "# @\n" + document, status);
  }

  private static Map<String, Route> routes() {
    String jobs = "/v3/video-translations";
    String hooks = "/v3/webhooks/endpoints";
    String file = ",\"filename\":\"@\",\"content_type\":\"video/mp4\",\"size_bytes\":1}";
    String form =
        "--b\r\nContent-Disposition: form-data; name=more\r\n\r\n@\r\n--b\r\nContent-Disposition:"
            + " form-data; name=file; filename=a.mp4\r\n\r\n@\r\n--b--\r\n";
    return Map.ofEntries(
        Map.entry("POST /v3/video-translations", json(jobs, "," + SOURCE, 200)),
        Map.entry(
            "POST /v3/video-translations/batches",
            json(jobs + "/batches", ",\"video_translations\":[{" + SOURCE + "]}", 202)),
        Map.entry(
            "POST /v3/video-translations/proofreads",
            json(jobs + "/proofreads", ",\"title\":\"t\"," + SOURCE, 200)),
        Map.entry(
            "PUT /v3/video-translations/proofreads/{id}/srt",
            json(
                jobs + "/proofreads/{proofread_ids}/srt",
                ",\"srt\":{\"type\":\"url\",\"url\":\"https://h/a.srt\"}}",
                200)),
        Map.entry(
            "POST /v3/video-translations/proofreads/{id}/generate",
            json(jobs + "/proofreads/{proofread_ids}/generate", "}", 200)),
        Map.entry(
            "PATCH /v3/video-translations/{id}",
            json(jobs + "/{video_translation_ids}", ",\"title\":\"t\"}", 200)),
        Map.entry(
            "POST /v3/assets",
            new Route("/v3/assets", "multipart/form-data; boundary=b", form, 200)),
        Map.entry("POST /v3/assets/direct-uploads", json("/v3/assets/direct-uploads", file, 400)),
        Map.entry(
            "POST /v3/assets/direct-uploads/batches",
            json(
                "/v3/assets/direct-uploads/batches", ",\"files\":[{\"more\":1" + file + "]}", 400)),
        Map.entry(
            "POST /v3/assets/complete/batches",
            json("/v3/assets/complete/batches", ",\"batch_id\":\"none\"}", 404)),
        Map.entry(
            "POST /v3/assets/{id}/complete", json("/v3/assets/{asset_id}/complete", "}", 200)),
        Map.entry("PUT /uploads/{id}", new Route("/uploads/x", "video/mp4", "@", 404)),
        Map.entry("POST /v3/webhooks/endpoints", json(hooks, ",\"url\":\"https://h/\"}", 200)),
        Map.entry(
            "PATCH /v3/webhooks/endpoints/{id}",
            json(hooks + "/{endpoint_id}", ",\"url\":\"https://h/\"}", 200)),
        Map.entry("PUT /simulator/scenario", yaml("/simulator/scenario", "happy-path", 200)),
        Map.entry(
            "POST /simulator/faults",
            yaml("/simulator/faults", "{fault: status, status: 503, route: get, first: 1}", 201)),
        Map.entry("PUT /simulator/clock", yaml("/simulator/clock", "scale: 1", 200)),
        Map.entry(
            "POST /simulator/clock/advance", yaml("/simulator/clock/advance", "by: 1s", 200)));
  }

  @AfterEach
  void close() {
    simulator.close();
    client.close();
  }

  @Test
  void isReadWholeOnEveryRouteThatTakesABody() throws Exception {
    Map<String, Route> routes = routes();
    Set<String> documented = takingBodies(simulator.uri());
    documented.addAll(takingBodies(simulator.controlUri().orElseThrow()));
    assertThat(routes.keySet()).isEqualTo(documented);
    begin();

    for (Map.Entry<String, Route> each : routes.entrySet()) {
      Route route = each.getValue();
      int before = route.body().indexOf('@');
      assertThat(before).isLessThan(EDGES[0] / 2); // so that each edge lies within the text
      for (int edge : EDGES) {
        for (int at = edge - 4; at <= edge + 1; at++) {
          HttpResponse<String> answer = send(each.getKey(), "x".repeat(at - before) + "😀é");

          assertThat(answer.statusCode())
              .as("%s with a character at %s: %s", each.getKey(), at, answer.body())
              .isEqualTo(route.status());
        }
      }
    }
  }

  @Test
  void isNeverAnErrorOfOursInAFaultThatAClientPicks() throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      for (int at = 1_000; at < 1_030; at++) {
        String emoji =
            new String("😀".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String rule = "{fault: status, status: 418, route: '" + "x".repeat(at) + emoji + "'}";

        assertThat(connection.get("/status", "X-Pollwise-Fault: " + rule).toString())
            .contains("HTTP/1.1 400 ");
      }
    }
  }

  /** Makes what the routes are about. */
  private void begin() throws Exception {
    for (String first :
        new String[] {
          "POST /v3/video-translations",
          "POST /v3/video-translations/proofreads",
          "POST /v3/assets",
          "POST /v3/webhooks/endpoints"
        }) {
      Matcher found = ID.matcher(send(first, "x").body());
      while (found.find()) {
        ids.put(found.group(1), found.group(2));
      }
    }
    assertThat(ids)
        .containsKeys("video_translation_ids", "proofread_ids", "asset_id", "endpoint_id");
  }

  private HttpResponse<String> send(String operation, String text) throws Exception {
    Route route = requireNonNull(routes().get(operation));
    String path = route.path();
    for (Map.Entry<String, String> id : ids.entrySet()) {
      path = path.replace("{" + id.getKey() + "}", id.getValue());
    }
    boolean control = path.startsWith("/simulator");
    URI uri = (control ? simulator.controlUri().orElseThrow() : simulator.uri()).resolve(path);
    BodyPublisher body = BodyPublishers.ofString(route.body().replace("@", text));
    return client.send(
        HttpRequest.newBuilder(uri)
            .method(operation.split(" ", 2)[0], body)
            .header("X-Api-Key", "demo")
            .header("Content-Type", route.type())
            .build(),
        BodyHandlers.ofString());
  }

  private Set<String> takingBodies(URI uri) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri.resolve("/openapi")).build();
    String document = client.send(request, BodyHandlers.ofString()).body();
    FieldReader paths =
        new FieldReader(Yaml.read("openapi", document)).require("paths", FieldReader::new);
    Set<String> taking = new TreeSet<>();
    for (String path : paths.names()) {
      FieldReader operations = paths.require(path, FieldReader::new);
      for (String method : operations.names()) {
        if (operations.field(method).orElseThrow() instanceof YamlValue.Fields(var at, var fields)
            && fields.containsKey("requestBody")) {
          taking.add(method.toUpperCase(Locale.ROOT) + " " + path);
        }
      }
    }
    return taking;
  }
}
