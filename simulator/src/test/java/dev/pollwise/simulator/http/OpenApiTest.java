package dev.pollwise.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The documents at /openapi against the running server. */
@Timeout(60)
class OpenApiTest {

  private static final String ALL = "/v3/video-translations";
  private static final String CREATE =
      """
      {"video":{"type":"url","url":"https://example.com/a.mp4"},"output_languages":["French"]}\
      """;

  private final SimulatorServer simulator =
      SimulatorServer.builder()
          .port(0)
          .scenario(
              Scenario.happyPath().withRequestLimit(new RequestLimit(20, Duration.ofHours(1))))
          .build()
          .start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void everyRouteIsInADocumentAndTheOtherWayRound() throws Exception {
    FaceTestBench bench = FaceTestBench.tenSeconds();
    ControlFace control = new ControlFace(bench.faces, ScenarioCatalogue.shipped(), "");

    assertThat(paths(bench.faces::routing)).isEqualTo(document(simulator.uri()).keySet());
    assertThat(paths(control::routing)).isEqualTo(document(control()).keySet());
  }

  @Test
  void everyMethodIsInADocument() throws Exception {
    for (URI listener : List.of(simulator.uri(), control())) {
      for (Map.Entry<String, Map<String, Object>> path : document(listener).entrySet()) {
        String target = path.getKey().replaceAll("\\{[a-z]+}", "x");

        String allow =
            send(listener, "OPTIONS", target, "").headers().firstValue("Allow").orElseThrow();

        Set<String> served =
            new TreeSet<>(Arrays.asList(allow.toLowerCase(Locale.ROOT).split(", ", -1)));
        served.remove("head");
        Set<String> documented = new TreeSet<>(path.getValue().keySet());
        documented.remove("parameters");
        assertThat(documented).as(path.getKey()).isEqualTo(served);
      }
    }
  }

  @Test
  void everyStatusOfASessionIsInTheDocumentAndEveryBodyFitsItsSchema() throws Exception {
    URI faces = simulator.uri();
    List<String> complaints = new ArrayList<>();
    String id = created(check(faces, "POST", ALL, ALL, CREATE, complaints));
    String one = ALL + "/{id}";
    check(faces, "GET", "/status", "/status", "", complaints);
    check(faces, "POST", "/status", "/status", "", complaints);
    check(faces, "POST", ALL, ALL, "{", complaints);
    check(faces, "GET", ALL, ALL, "", complaints);
    check(faces, "GET", ALL, ALL + "?limit=0", "", complaints);
    check(faces, "GET", ALL + "/languages", ALL + "/languages", "", complaints);
    String statuses = ALL + "/statuses";
    check(faces, "GET", statuses, statuses + "?video_translation_ids=" + id + ",x", "", complaints);
    check(faces, "GET", statuses, statuses, "", complaints);
    check(faces, "GET", one, ALL + "/" + id, "", complaints);
    simulator.simulation().clock().advance(Duration.ofHours(1));
    check(faces, "GET", one, ALL + "/" + id, "", complaints);
    check(faces, "GET", one, ALL + "/x", "", complaints);
    check(faces, "PATCH", one, ALL + "/" + id, "{\"title\":\"x\"}", complaints);
    check(faces, "PATCH", one, ALL + "/" + id, "{}", complaints);
    check(faces, "GET", "/results/{id}/{file}", "/results/x/video.mp4", "", complaints);
    check(faces, "GET", "/results/{id}/{file}", "/results/" + id + "/video.mp4", "", complaints);
    check(faces, "DELETE", one, ALL + "/" + id, "", complaints);
    check(faces, "DELETE", one, ALL + "/" + id, "", complaints);
    check(faces, "POST", ALL, ALL, "x".repeat(2_000_000), complaints);
    simulator
        .simulation()
        .use(Scenario.happyPath().withRequestLimit(new RequestLimit(1, Duration.ofHours(1))));
    for (String path : List.of(ALL, ALL + "/languages")) {
      check(faces, "GET", path, path, "", complaints);
    }
    session(complaints);

    assertThat(complaints).isEmpty();
  }

  @Test
  void batchesAssetsAndWebhooksAreAsDocumented() throws Exception {
    URI faces = simulator.uri();
    List<String> complaints = new ArrayList<>();
    String batches = ALL + "/batches";
    String items = "{\"video_translations\":[" + CREATE + "]}";
    String endpoints = "/v3/webhooks/endpoints";
    String endpoint = endpoints + "/{id}";

    String batch = data(check(faces, "POST", batches, batches, items, complaints), "batch_id");
    check(faces, "POST", batches, batches, "{}", complaints);
    check(faces, "GET", batches + "/{id}", batches + "/" + batch, "", complaints);
    check(faces, "GET", batches + "/{id}", batches + "/x", "", complaints);
    check(faces, "POST", "/v3/assets", "/v3/assets", "{}", complaints);
    check(faces, "GET", "/assets/{id}", "/assets/x", "", complaints);
    check(faces, "GET", "/v3/users/me", "/v3/users/me", "", complaints);
    String hook = "{\"url\":\"http://127.0.0.1:9/\"}";
    String id = data(check(faces, "POST", endpoints, endpoints, hook, complaints), "endpoint_id");
    check(faces, "POST", endpoints, endpoints, "{}", complaints);
    check(faces, "GET", endpoints, endpoints, "", complaints);
    check(faces, "PATCH", endpoint, endpoints + "/" + id, "{\"events\":null}", complaints);
    String rotate = "/rotate-secret";
    check(faces, "POST", endpoint + rotate, endpoints + "/" + id + rotate, "", complaints);
    String types = "/v3/webhooks/event-types";
    check(faces, "GET", types, types, "", complaints);
    simulator.simulation().clock().advance(Duration.ofHours(1));
    String events = "/v3/webhooks/events";
    check(faces, "GET", events, events, "", complaints);
    check(faces, "GET", events, events + "?event_type=x", "", complaints);
    check(faces, "DELETE", endpoint, endpoints + "/" + id, "", complaints);
    check(faces, "DELETE", endpoint, endpoints + "/" + id, "", complaints);

    assertThat(complaints).isEmpty();
  }

  private static String data(HttpResponse<String> answer, String name) {
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8))
        .orElseThrow()
        .asJsonObject()
        .getJsonObject("data")
        .getString(name);
  }

  private void session(List<String> complaints) throws Exception {
    URI control = control();
    for (String path :
        List.of(
            "/openapi",
            "/simulator/jobs",
            "/simulator/scenarios",
            "/simulator/scenario",
            "/simulator/faults",
            "/simulator/requests",
            "/simulator/report",
            "/simulator/clock",
            "/observe/health",
            "/observe/metrics")) {
      check(control, "GET", path, path, "", complaints);
    }
    check(control, "GET", "/simulator/jobs/{id}", "/simulator/jobs/implicit-1", "", complaints);
    check(control, "GET", "/simulator/jobs/{id}", "/simulator/jobs/x", "", complaints);
    check(control, "GET", "/simulator/jobs", "/simulator/jobs?limit=x", "", complaints);
    check(control, "GET", "/simulator/report", "/simulator/report?r=x", "", complaints);
    check(control, "PUT", "/simulator/scenario", "/simulator/scenario", "name: x", complaints);
    check(control, "PUT", "/simulator/scenario", "/simulator/scenario", "[", complaints);
    check(control, "POST", "/simulator/faults", "/simulator/faults", "reset", complaints);
    check(control, "POST", "/simulator/faults", "/simulator/faults", "x", complaints);
    check(control, "DELETE", "/simulator/faults/{id}", "/simulator/faults/x", "", complaints);
    check(control, "PUT", "/simulator/clock", "/simulator/clock", "{scale: 2}", complaints);
    check(
        control,
        "POST",
        "/simulator/clock/advance",
        "/simulator/clock/advance",
        "by: 1s",
        complaints);
    check(control, "POST", "/simulator/reset", "/simulator/reset", "", complaints);
    check(control, "DELETE", "/simulator/requests", "/simulator/requests", "", complaints);
  }

  @Test
  void everyExampleFitsItsSchema() throws Exception {
    List<String> complaints = new ArrayList<>();
    for (URI listener : List.of(simulator.uri(), control())) {
      Map<String, Object> whole = whole(listener);
      examples(whole, whole, complaints);
    }

    assertThat(complaints).isEmpty();
  }

  private void examples(Map<String, Object> whole, Object node, List<String> complaints) {
    if (node instanceof Map<?, ?> map) {
      if (map.containsKey("example") && map.get("schema") != null) {
        complaints.addAll(
            misfits(whole, map.get("schema"), Json.bytes(JsonOf.value(map.get("example")))));
      }
      map.values().forEach(value -> examples(whole, value, complaints));
    } else if (node instanceof List<?> list) {
      list.forEach(value -> examples(whole, value, complaints));
    }
  }

  private HttpResponse<String> check(
      URI listener, String method, String path, String target, String body, List<String> complaints)
      throws Exception {
    HttpResponse<String> answer = send(listener, method, target, body);
    Map<String, Object> whole = whole(listener);
    Map<?, ?> responses = in(whole, "paths", path, method.toLowerCase(Locale.ROOT), "responses");
    Object documented = responses.get(Integer.toString(answer.statusCode()));
    String what = method + " " + target + " " + answer.statusCode();
    if (!(documented instanceof Map<?, ?> found)) {
      complaints.add(what + " is not documented");
      return answer;
    }
    Map<?, ?> response = resolved(whole, found);
    if (response.get("content") instanceof Map<?, ?> content) {
      String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
      if (!(content.get(type) instanceof Map<?, ?> media)) {
        complaints.add(what + " has the type " + type);
      } else if (type.endsWith("json")) {
        misfits(whole, in(media, "schema"), answer.body().getBytes(StandardCharsets.UTF_8))
            .forEach(misfit -> complaints.add(what + ": " + misfit));
      }
    }
    return answer;
  }

  static Map<?, ?> resolved(Map<String, Object> whole, Map<?, ?> node) {
    if (!(node.get("$ref") instanceof String ref)) {
      return node;
    }
    return in(whole, ref.substring("#/".length()).split("/", -1));
  }

  /** The node that the steps lead to. */
  static Map<?, ?> in(Map<?, ?> from, String... steps) {
    Map<?, ?> at = from;
    for (String step : steps) {
      at = (Map<?, ?>) Objects.requireNonNull(at.get(step), step);
    }
    return at;
  }

  static List<String> misfits(Map<String, Object> whole, Object schema, byte[] json) {
    JsonSchema compiled =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(
                Json.object()
                    .add("allOf", Json.array().add(JsonOf.value(schema)))
                    .add("components", JsonOf.value(whole.get("components")))
                    .build()
                    .toString());
    return compiled.validate(new String(json, StandardCharsets.UTF_8), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  /** The paths that a face registers. */
  private static Set<String> paths(Consumer<HttpRouting.Builder> routing) {
    Set<String> paths = new TreeSet<>();
    routing.accept(recorder(paths));
    return paths;
  }

  private static HttpRouting.Builder recorder(Set<String> paths) {
    return (HttpRouting.Builder)
        Proxy.newProxyInstance(
            OpenApiTest.class.getClassLoader(),
            new Class<?>[] {HttpRouting.Builder.class},
            (proxy, method, args) -> {
              if (method.getName().equals("any") && args[0] instanceof String path) {
                paths.add(path);
              }
              if (method.getName().equals("register")
                  && args[0] instanceof HttpService[] services) {
                for (HttpService service : services) {
                  service.routing((HttpRouting.Builder) proxy);
                }
              }
              return proxy;
            });
  }

  @SuppressWarnings("unchecked")
  private Map<String, Map<String, Object>> document(URI listener) throws Exception {
    return new TreeMap<>((Map<String, Map<String, Object>>) whole(listener).get("paths"));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> whole(URI listener) throws Exception {
    return (Map<String, Object>)
        new Load(LoadSettings.builder().build())
            .loadFromString(send(listener, "GET", "/openapi", "").body());
  }

  private URI control() {
    return simulator.controlUri().orElseThrow();
  }

  private HttpResponse<String> send(URI listener, String method, String path, String body)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(listener.resolve(path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("X-Api-Key", "demo")
            .header("Content-Type", "application/json")
            .build(),
        BodyHandlers.ofString());
  }

  private static String created(HttpResponse<String> answer) {
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8))
        .orElseThrow()
        .asJsonObject()
        .getJsonObject("data")
        .getJsonArray("video_translation_ids")
        .getString(0);
  }
}
