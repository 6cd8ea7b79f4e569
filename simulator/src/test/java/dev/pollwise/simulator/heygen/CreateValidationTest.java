package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import dev.pollwise.simulator.http.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bodies of requests, field by field: the server takes what its document says, no more. */
@Timeout(120)
class CreateValidationTest {

  private static final String ALL = "/v3/video-translations";

  /** Tried as the value of every field. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "2",
          "2.0",
          "2.5",
          "\"\"",
          "\"speed\"",
          "\"precision\"",
          "\"input\"",
          "\"output\"",
          "\"vfr\"",
          "\"cfr\"",
          "\"passthrough\"",
          "\"https://example.com/hook\"",
          "\"ftp://example.com/hook\"",
          "\"" + "x".repeat(1_000) + "\"",
          "\"" + "x".repeat(1_001) + "\"",
          "\"https://example.com/" + "x".repeat(2_028) + "\"",
          "\"https://example.com/" + "x".repeat(2_029) + "\"",
          "[]",
          "[1]",
          "[\"French\"]",
          "[\"batch.finished\"]",
          "{}",
          "{\"type\":\"file\"}",
          "{\"type\":\"url\"}",
          "{\"type\":\"url\",\"url\":\"\"}",
          "{\"type\":\"url\",\"url\":null}",
          "{\"type\":\"url\",\"asset_id\":\"a\"}",
          "{\"type\":\"url\",\"url\":\"https://example.com/a.mp4\"}",
          "{\"type\":\"asset_id\"}",
          "{\"type\":\"asset_id\",\"asset_id\":\"ASSET\"}",
          "{\"use_stock_voice\":true}",
          "{\"use_stock_voice\":null}",
          "{\"use_stock_voice\":1}",
          "{\"preferred_stock_voice_ids\":[\"a\",\"b\"]}",
          "{\"preferred_stock_voice_ids\":[1]}",
          "{\"preferred_stock_voice_ids\":\"a\"}");

  private final FaceTestBench bench = FaceTestBench.tenSeconds();
  private final OpenApiDocument document = new OpenApiDocument(bench.get("/openapi").body());

  @Test
  void everyFieldOfATranslationIsTakenAsDocumented() {
    assertTakenAsDocumented(
        "POST",
        ALL,
        "CreateRequest",
        "{}",
        25,
        "output_languages: [\"batch.finished\"] gets 400, documented: true");
  }

  @Test
  void everyFieldOfABatchIsTakenAsDocumented() {
    String items = "{\"video_translations\":[" + FaceTestBench.CREATE + "]}";

    assertTakenAsDocumented("POST", ALL + "/batches", "BatchRequest", items, 3);
  }

  @Test
  void everyFieldOfAWebhookEndpointIsTakenAsDocumented() {
    String noEvent = "events: [\"French\"] gets 400, documented: true";
    String endpoint = "{\"url\":\"https://example.com/\"}";
    assertTakenAsDocumented(
        "POST", "/v3/webhooks/endpoints", "EndpointRequest", endpoint, 3, noEvent);
    String id =
        bench.sendJson("POST", "/v3/webhooks/endpoints", endpoint).data().getString("endpoint_id");
    assertTakenAsDocumented(
        "PATCH", "/v3/webhooks/endpoints/" + id, "EndpointChange", "{}", 2, noEvent);
  }

  @Test
  void aTitleIsTakenAsDocumented() {
    String id = bench.createdIds(FaceTestBench.CREATE).getFirst();
    Object schema =
        document.in(
            "paths",
            ALL + "/{id}",
            "patch",
            "requestBody",
            "content",
            "application/json",
            "schema");

    assertThat(disagreements("PATCH", ALL + "/" + id, schema, "{}", "title")).isEmpty();
  }

  private void assertTakenAsDocumented(
      String method, String path, String schema, String begin, int fields, String... unknown) {
    Map<?, ?> documented = document.in("components", "schemas", schema);
    List<String> complaints = new ArrayList<>();
    for (Object field : document.in(documented, "properties").keySet()) {
      complaints.addAll(disagreements(method, path, documented, begin, field.toString()));
    }

    assertThat(complaints)
        .as("but for names that the schema does not list")
        .containsExactly(unknown);
    assertThat(document.in(documented, "properties")).hasSize(fields);
  }

  /** Where the server and the document do not take the same values of a field. */
  private List<String> disagreements(
      String method, String path, Object schema, String begin, String field) {
    JsonObject usual = parse(path.equals(ALL) ? FaceTestBench.CREATE : begin);
    String asset = asset();
    List<String> complaints = new ArrayList<>();
    for (String value : VALUES) {
      // A bench holds a hundred webhook endpoints; nothing else that is tried here runs out.
      deleteEndpoints(path);
      JsonValue given = parse("{\"v\":" + value.replace("ASSET", asset) + "}").getValue("/v");
      String body = with(usual, field, given);
      boolean fits = document.misfits(schema, body).isEmpty();
      Reply reply = bench.sendJson(method, path, body);
      boolean taken = reply.status() < 300;
      boolean named = taken || reply.error().getString("param", "").startsWith(field);
      if (taken != fits || !named) {
        complaints.add(
            field + ": " + shortened(value) + " gets " + reply.status() + ", documented: " + fits);
      }
    }
    return complaints;
  }

  private static String shortened(String value) {
    return value.length() <= 60 ? value : value.substring(0, 30) + "… of " + value.length();
  }

  private static String with(JsonObject usual, String field, JsonValue value) {
    JsonObjectBuilder body = Json.object();
    usual.forEach(body::add);
    return body.add(field, value).build().toString();
  }

  private void deleteEndpoints(String path) {
    if (path.equals("/v3/webhooks/endpoints")) {
      bench.get(path).json().getJsonArray("data").stream()
          .map(endpoint -> endpoint.asJsonObject().getString("endpoint_id"))
          .forEach(id -> bench.send("DELETE", path + "/" + id, "", "X-Api-Key", "demo"));
    }
  }

  private String asset() {
    return bench
        .send(
            "POST",
            "/v3/assets",
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp4\"\r\n\r\nv"
                + "\r\n--b--\r\n",
            "X-Api-Key",
            "demo",
            "Content-Type",
            "multipart/form-data; boundary=b")
        .data()
        .getString("asset_id");
  }

  private static JsonObject parse(String json) {
    return Json.parse(json.getBytes(StandardCharsets.UTF_8)).orElseThrow().asJsonObject();
  }

  /** Where a schema says too little: names that are known, an order, a part of a field. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                           | video
          {"video":{"type":"file"}}                                    | video.type
          {"video":{"type":"url","url":" "}}                           | video.url
          {"video":{"type":"url","url":"u"}}                           | output_languages
          {"video":{"type":"url","url":"u"},"output_languages":["Klingon"]} | output_languages
          {"video":{"type":"url","url":"u"},"output_languages":["FR"]} | output_languages
          {VALID,"start_time":5,"end_time":5}                          | end_time
          {VALID,"start_time":5,"end_time":4}                          | end_time
          {VALID,"end_time":31536001}                                  | end_time
          {VALID,"audio":{"type":"url"}}                               | audio.url
          {VALID,"stock_voice_config":{"use_stock_voice":1}}           | stock_voice_config.use_stock_voice
          {VALID,"callback_url":"https://u:p@example.com/"}            | callback_url
          """)
  void namesTheFieldThatIsWrong(String body, String param) {
    Reply refused =
        bench.create(body.replace("VALID", FaceTestBench.CREATE.strip().replaceAll("^.|.$", "")));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error().getString("code")).isEqualTo("invalid_parameter");
    assertThat(refused.error().getString("param")).isEqualTo(param);
    assertThat(refused.error().getString("message")).startsWith(param);
    assertThat(bench.get(ALL).json().getJsonArray("data")).isEmpty();
  }

  @Test
  void ignoresFieldsThatNobodyKnows() {
    String body = FaceTestBench.CREATE.replaceFirst("\\{", "{\"unknown\":1,\"Title\":[],");

    assertThat(bench.create(body).status()).isEqualTo(200);
  }
}
