package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class UploadServiceTest {

  private static final String ALL = "/v3/assets/direct-uploads";
  private static final String FIVE =
      "{\"filename\":\"a.mp4\",\"content_type\":\"video/mp4\",\"size_bytes\":5}";
  private static final String SHA256_OF_HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final String BASE64_OF_IT = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();

  private Reply create(String body) {
    return bench.sendJson("POST", ALL, body);
  }

  private Reply put(JsonObject upload, String body, String... headers) {
    String url = upload.getString("upload_url");
    return bench.send("PUT", url.substring(url.indexOf("/uploads")), body, headers);
  }

  private Reply complete(JsonObject upload, String body) {
    String path = "/v3/assets/" + upload.getString("asset_id") + "/complete";
    return bench.sendJson("POST", path, body);
  }

  private String status(JsonObject upload) {
    return bench
        .get("/v3/assets/statuses?asset_ids=" + upload.getString("asset_id"))
        .json()
        .getJsonArray("data")
        .getJsonObject(0)
        .getString("status");
  }

  @Test
  void becomesAFileInThreeSteps() {
    JsonObject upload = create(FIVE).data();
    String id = upload.getString("asset_id");
    String before = status(upload);
    Reply tooEarly = complete(upload, "");

    Reply sent = put(upload, "hello", "Content-Type", "video/mp4");
    Reply unusable = bench.get("/v3/assets/" + id);
    JsonObject completed = complete(upload, "").data();

    assertThat(upload.getString("status")).isEqualTo("pending_upload");
    assertThat(upload.getJsonObject("upload_headers").getString("Content-Type"))
        .isEqualTo("video/mp4");
    assertThat(upload.getInt("expires_in_seconds")).isEqualTo(3_600);
    assertThat(before).isEqualTo("queued");
    assertThat(tooEarly.status()).isEqualTo(409);
    assertThat(tooEarly.error().getString("code")).isEqualTo("resource_not_ready");
    assertThat(sent.status()).isEqualTo(200);
    assertThat(unusable.status()).isEqualTo(404);
    assertThat(completed.getString("asset_id")).isEqualTo(id);
    assertThat(completed.getInt("size_bytes")).isEqualTo(5);
    assertThat(completed.getString("status")).isEqualTo("processing");
    assertThat(complete(upload, "{}").data()).isEqualTo(completed);
    assertThat(status(upload)).isEqualTo("completed");
    assertThat(bench.get("/v3/assets/" + id).data().getString("name")).isEqualTo("a.mp4");
    assertThat(bench.send("GET", "/assets/" + id, "").body()).isEqualTo("hello");
  }

  @ParameterizedTest
  @CsvSource({SHA256_OF_HELLO, BASE64_OF_IT})
  void checksTheSumThatWasSaid(String sum) {
    JsonObject upload = create(FIVE.replace("5}", "5,\"checksum_sha256\":\"" + sum + "\"}")).data();

    Reply other = put(upload, "jello", "Content-Type", "video/mp4");
    Reply right = put(upload, "hello", "Content-Type", "video/mp4");

    assertThat(upload.getJsonObject("upload_headers").getString("x-amz-checksum-sha256"))
        .isEqualTo(BASE64_OF_IT);
    assertThat(other.status()).isEqualTo(400);
    assertThat(right.status()).isEqualTo(200);
    String wrong = sum.replace('2', '3').replace('L', 'M');
    assertThat(complete(upload, "{\"checksum_sha256\":\"" + wrong + "\"}").status()).isEqualTo(400);
    assertThat(complete(upload, "{\"checksum_sha256\":\"" + sum + "\"}").status()).isEqualTo(200);
  }

  @Test
  void takesNothingElseThanWhatWasAnnounced() {
    JsonObject upload = create(FIVE).data();

    assertThat(put(upload, "hell", "Content-Type", "video/mp4").status()).isEqualTo(400);
    assertThat(put(upload, "hello", "Content-Type", "video/webm").status()).isEqualTo(400);
    assertThat(put(upload, "hello").status()).isEqualTo(400);
    assertThat(bench.send("PUT", "/uploads/" + upload.getString("asset_id"), "hello").status())
        .isEqualTo(403);
    assertThat(bench.send("PUT", "/uploads/nobody", "hello").status()).isEqualTo(404);
    bench.wall.pass(Duration.ofHours(1));
    assertThat(put(upload, "hello", "Content-Type", "video/mp4").status()).isEqualTo(403);
  }

  @Test
  void isOverOnceItIsSent() {
    JsonObject upload = create(FIVE).data();
    put(upload, "hello", "Content-Type", "video/mp4");

    Reply again = put(upload, "jello", "Content-Type", "video/mp4");

    assertThat(again.status()).isEqualTo(409);
    assertThat(complete(upload, "").status()).isEqualTo(200);
    assertThat(put(upload, "jello", "Content-Type", "video/mp4").status()).isEqualTo(409);
  }

  @Test
  void belongsToOneKey() {
    JsonObject upload = create(FIVE).data();
    String id = upload.getString("asset_id");

    assertThat(
            bench.send("POST", "/v3/assets/" + id + "/complete", "", "X-Api-Key", "other").status())
        .isEqualTo(404);
    assertThat(
            bench
                .send("GET", "/v3/assets/statuses?asset_ids=" + id, "", "X-Api-Key", "other")
                .body())
        .contains("not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                    | filename
          {"filename":"a"}                                                      | content_type
          {"filename":"a","content_type":"text/html","size_bytes":1}            | content_type
          {"filename":"a","content_type":"video/mp4"}                           | size_bytes
          {"filename":"a","content_type":"video/mp4","size_bytes":0}            | size_bytes
          {"filename":"a","content_type":"video/mp4","size_bytes":-1}           | size_bytes
          {"filename":"a","content_type":"video/mp4","size_bytes":1.5}          | size_bytes
          {"filename":"a","content_type":"video/mp4","size_bytes":1e300}        | size_bytes
          {"filename":"a","content_type":"video/mp4","size_bytes":33554433}     | size_bytes
          {"filename":"a","content_type":"video/mp4","size_bytes":1,"checksum_sha256":"z"} | checksum_sha256
          """)
  void refusesWhatIsWrong(String body, String param) {
    Reply refused = create(body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error().getString("param")).isEqualTo(param);
  }

  @ParameterizedTest
  @CsvSource({"'', asset_ids", "?asset_ids=, asset_ids"})
  void asksForAtLeastOneStatus(String query, String param) {
    assertThat(bench.get("/v3/assets/statuses" + query).error().getString("param"))
        .isEqualTo(param);
  }
}
