package dev.pollwise.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.RawConnection;
import dev.pollwise.simulator.SimulatorServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The requests of HeyGen's own command line (heygen-cli 0.5.0), byte for byte but for the line that
 * ends the connection: no body where a command has no flags, commas in queries encoded, files as Go
 * writes forms.
 */
@Timeout(120)
class HeyGenCommandLineTest {

  private static final String TRANSLATIONS = "/v3/video-translations";
  private static final String PROOFREADS = TRANSLATIONS + "/proofreads";
  private static final String HEADERS =
      String.join(
          "\r\n",
          "User-Agent: heygen-cli/0.5.0",
          "X-Api-Key: anything",
          "X-Heygen-Source: cli",
          "Accept-Encoding: gzip",
          "Connection: close",
          "");
  private static final String BOUNDARY =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab";

  private final SimulatorServer simulator =
      SimulatorServer.builder().port(0).frozen().build().start();

  @AfterEach
  void stop() {
    simulator.close();
  }

  private JsonObject get(String path) throws Exception {
    return json(send("GET " + path, ""));
  }

  /** As Go's client sends a request without a body, which has a length unless it is a GET. */
  private JsonObject without(String method, String path) throws Exception {
    return json(send(method + " " + path, method.equals("DELETE") ? "" : "Content-Length: 0\r\n"));
  }

  private JsonObject with(String method, String path, String body) throws Exception {
    return json(
        send(
            method + " " + path,
            "Content-Length: " + body.length() + "\r\nContent-Type: application/json\r\n",
            body));
  }

  private String send(String requestLine, String headers, String... body) throws Exception {
    URI uri = simulator.uri();
    try (RawConnection connection = new RawConnection(uri)) {
      connection.write(
          requestLine
              + " HTTP/1.1\r\nHost: "
              + uri.getAuthority()
              + "\r\n"
              + HEADERS
              + headers
              + "\r\n"
              + String.join("", body));
      String answer = connection.readAll();
      assertThat(answer).as(requestLine).matches("(?s)HTTP/1.1 (200|202) .*");
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private String download(String url) throws Exception {
    URI uri = URI.create(url);
    return send("GET " + uri.getRawPath() + "?" + uri.getRawQuery(), "");
  }

  private void anHourPasses() {
    simulator.simulation().clock().advance(Duration.ofHours(1));
  }

  private JsonObject upload(String name, String content) throws Exception {
    String form =
        "--"
            + BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + name
            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            + content
            + "\r\n--"
            + BOUNDARY
            + "--\r\n";
    String headers =
        "Content-Length: "
            + form.length()
            + "\r\nContent-Type: multipart/form-data; boundary="
            + BOUNDARY
            + "\r\n";
    return json(send("POST /v3/assets", headers, form)).getJsonObject("data");
  }

  @Test
  void createsWithACodeAndWaits() throws Exception {
    JsonObject created =
        with(
            "POST",
            TRANSLATIONS,
            "{\"mode\":\"precision\",\"output_languages\":[\"es\"],"
                + "\"video\":{\"type\":\"url\",\"url\":\"https://example.com/a.mp4\"}}");
    String id = created.getJsonObject("data").getJsonArray("video_translation_ids").getString(0);

    String first = get(TRANSLATIONS + "/" + id).getJsonObject("data").getString("status");
    anHourPasses();
    String last = get(TRANSLATIONS + "/" + id).getJsonObject("data").getString("status");

    assertThat(first).isIn("pending", "running");
    assertThat(last).isEqualTo("completed");
    String both = TRANSLATIONS + "/statuses?video_translation_ids=" + id + "%2C" + id;
    assertThat(get(both).getJsonArray("data")).hasSize(2);
    assertThat(without("DELETE", TRANSLATIONS + "/" + id).getJsonObject("data").getString("id"))
        .isEqualTo(id);
  }

  @Test
  void proofreadsFromTheVideoToTheVideo() throws Exception {
    JsonObject created =
        with(
            "POST",
            PROOFREADS,
            "{\"enable_speech_enhancement\":true,\"keep_the_same_format\":true,"
                + "\"mode\":\"precision\",\"output_languages\":[\"Spanish\"],\"speaker_num\":1,"
                + "\"title\":\"Launch\","
                + "\"video\":{\"type\":\"url\",\"url\":\"https://example.com/a.mp4\"}}");
    String id = created.getJsonObject("data").getJsonArray("proofread_ids").getString(0);
    String one = PROOFREADS + "/" + id;
    String early = get(one).getJsonObject("data").getString("status");
    anHourPasses();
    String late = get(one).getJsonObject("data").getString("status");
    String srt = download(get(one + "/srt").getJsonObject("data").getString("srt_url"));
    String asset = upload("edited.srt", srt.replace("Spanish", "Castilian")).getString("asset_id");

    with("PUT", one + "/srt", "{\"srt\":{\"asset_id\":\"" + asset + "\",\"type\":\"asset_id\"}}");
    JsonObject generated = with("POST", one + "/generate", "{\"captions\":true}");
    JsonObject bare = without("POST", one + "/generate");
    anHourPasses();
    JsonObject video =
        get(TRANSLATIONS + "/" + generated.getJsonObject("data").getString("video_translation_id"))
            .getJsonObject("data");

    assertThat(early).isEqualTo("processing");
    assertThat(late).isEqualTo("completed");
    assertThat(bare.getJsonObject("data").getString("status")).isEqualTo("processing");
    assertThat(video.getString("status")).isEqualTo("completed");
    assertThat(download(video.getString("srt_caption_url"))).contains("Castilian");
  }

  @Test
  void managesAssets() throws Exception {
    String id = upload("video.mp4", "x").getString("asset_id");
    JsonObject one = get("/v3/assets/" + id).getJsonObject("data");
    JsonObject list = get("/v3/assets?limit=20&username=" + one.getString("owner"));
    JsonObject direct =
        with(
                "POST",
                "/v3/assets/direct-uploads",
                "{\"content_type\":\"video/mp4\",\"filename\":\"video.mp4\",\"size_bytes\":1}")
            .getJsonObject("data");
    URI put = URI.create(direct.getString("upload_url"));
    send(
        "PUT " + put.getRawPath() + "?" + put.getRawQuery(),
        "Content-Length: 1\r\nContent-Type: video/mp4\r\n",
        "x");
    String second = direct.getString("asset_id");

    JsonObject complete = without("POST", "/v3/assets/" + second + "/complete");

    assertThat(list.getJsonArray("data")).hasSize(1);
    assertThat(complete.getJsonObject("data").getString("asset_id")).isEqualTo(second);
    assertThat(get("/v3/assets/statuses?asset_ids=" + id + "%2C" + second).toString())
        .contains(second)
        .doesNotContain("queued");
    assertThat(get("/v3/assets/search?limit=1&query=minimalist+rocket+icon&type=icon").toString())
        .contains("library-6");
    assertThat(without("DELETE", "/v3/assets/" + id).getJsonObject("data").getString("id"))
        .isEqualTo(id);
  }

  @Test
  void uploadsManyFilesAtOnce() throws Exception {
    JsonObject batch =
        with(
                "POST",
                "/v3/assets/direct-uploads/batches",
                "{\"files\":[{\"filename\":\"clip1.mp4\",\"content_type\":\"video/mp4\",\"size_bytes\":1},"
                    + "{\"filename\":\"logo.png\",\"content_type\":\"image/png\",\"size_bytes\":1}],\"title\":\"Launch"
                    + " assets\"}")
            .getJsonObject("data");
    String id = batch.getString("batch_id");
    for (JsonObject slot : batch.getJsonArray("items").getValuesAs(JsonObject.class)) {
      URI put = URI.create(slot.getString("upload_url"));
      String type = slot.getJsonObject("upload_headers").getString("Content-Type");
      send(
          "PUT " + put.getRawPath() + "?" + put.getRawQuery(),
          "Content-Length: 1\r\nContent-Type: " + type + "\r\n",
          "x");
    }

    with("POST", "/v3/assets/complete/batches", "{\"batch_id\":\"" + id + "\"}");

    JsonObject done = get("/v3/assets/batches/" + id + "?limit=100").getJsonObject("data");
    assertThat(done.getString("status")).isEqualTo("completed");
    assertThat(get("/v3/assets/statuses?batch_ids=" + id).getJsonArray("data")).hasSize(2);
  }
}
