package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.http.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every field of a request against HeyGen's own schemas, as its command line has them (heygen-cli,
 * generated from its production's OpenAPI, Apache License 2.0; descriptions left out): null is
 * taken where it may be, and neither another type nor another word, nor the lack of what is
 * required.
 */
@Timeout(60)
class HeyGenRequestsTest {

  private static final String ALL = "/v3/video-translations";
  private static final String SOURCE =
      "\"video\":{\"type\":\"url\",\"url\":\"https://a.example/v\"},\"output_languages\":[\"French\"]";
  private static final Map<String, String> BODIES =
      Map.of(
          "POST " + ALL,
          "{" + SOURCE + "}",
          "POST " + ALL + "/proofreads",
          "{\"title\":\"T\"," + SOURCE + "}",
          "POST " + ALL + "/proofreads/{id}/generate",
          "{}",
          "PUT " + ALL + "/proofreads/{id}/srt",
          "{\"srt\":{\"type\":\"url\",\"url\":\"https://a.example/a.srt\"}}",
          "PATCH " + ALL + "/{id}",
          "{\"title\":\"T\"}",
          "POST " + ALL + "/batches",
          "{\"video_translations\":[{" + SOURCE + "}]}",
          "POST /v3/webhooks/endpoints",
          "{\"url\":\"https://a.example/\"}",
          "POST /v3/assets/direct-uploads",
          "{\"filename\":\"a.mp4\",\"content_type\":\"video/mp4\",\"size_bytes\":1}");
  private static final Map<String, List<String>> WRONG =
      Map.of(
          "string", List.of("5", "true", "[]"),
          "integer", List.of("\"5\"", "1.5", "true"),
          "number", List.of("\"5\"", "true"),
          "boolean", List.of("\"true\"", "1"),
          "array", List.of("\"x\"", "5", "{}"),
          "object", List.of("\"x\"", "5", "[]"));

  private final FaceTestBench bench = FaceTestBench.tenSeconds();
  private final List<String> complaints = new ArrayList<>();

  @Test
  void everyFieldIsTakenAsHeyGenTakesIt() {
    JsonObject schemas = schemas();
    assertThat(BODIES.keySet()).isEqualTo(schemas.keySet());

    schemas.forEach((operation, schema) -> fields(operation, schema.asJsonObject()));

    assertThat(complaints).isEmpty();
  }

  private static JsonObject schemas() {
    try (InputStream in =
        Objects.requireNonNull(
            HeyGenRequestsTest.class.getResourceAsStream("heygen-requests.json"))) {
      return Json.parse(in.readAllBytes()).orElseThrow().asJsonObject();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void fields(String operation, JsonObject schema) {
    JsonObject body = json(Objects.requireNonNull(BODIES.get(operation)));
    expect(true, operation, body);
    for (JsonString name : schema.getJsonArray("required").getValuesAs(JsonString.class)) {
      expect(false, operation, without(body, name.getString()).build());
    }
    schema
        .getJsonObject("properties")
        .forEach((name, value) -> {
          JsonObject field = value.asJsonObject();
          expect(field.getBoolean("nullable", false), operation, with(body, name, JsonValue.NULL));
          for (String wrong : Objects.requireNonNull(WRONG.get(field.getString("type")))) {
            expect(
                false,
                operation,
                with(body, name, json("{\"x\":" + wrong + "}").getOrDefault("x", JsonValue.NULL)));
          }
          if (field.containsKey("enum")) {
            field
                .getJsonArray("enum")
                .forEach(word -> expect(true, operation, with(body, name, word)));
            expect(
                false,
                operation,
                with(body, name, json("{\"x\":\"nope\"}").getOrDefault("x", JsonValue.NULL)));
          }
        });
  }

  private void expect(boolean taken, String operation, JsonObject body) {
    String[] parts = operation.split(" ", 2);
    String path = parts[1].contains("{id}") ? parts[1].replace("{id}", made(parts[1])) : parts[1];
    int status = bench.sendJson(parts[0], path, body.toString()).status();
    if (taken ? status > 202 : status != 400) {
      complaints.add(operation + " " + body + ": " + status);
    }
  }

  /** What the path names: a job, or a proofread that has completed. */
  private String made(String path) {
    if (!path.contains("/proofreads/")) {
      return bench.createdIds(FaceTestBench.CREATE).getFirst();
    }
    String body = Objects.requireNonNull(BODIES.get("POST " + ALL + "/proofreads"));
    JsonObject data = bench.sendJson("POST", ALL + "/proofreads", body).data();
    bench.wall.pass(Duration.ofSeconds(10));
    return data.getJsonArray("proofread_ids").getString(0);
  }

  private static JsonObject with(JsonObject body, String name, JsonValue value) {
    return without(body, name).add(name, value).build();
  }

  private static JsonObjectBuilder without(JsonObject body, String name) {
    JsonObjectBuilder rest = Json.object();
    body.forEach((field, value) -> {
      if (!field.equals(name)) {
        rest.add(field, value);
      }
    });
    return rest;
  }

  private static JsonObject json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8)).orElseThrow().asJsonObject();
  }
}
