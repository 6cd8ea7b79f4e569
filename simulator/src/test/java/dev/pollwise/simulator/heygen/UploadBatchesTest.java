package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class UploadBatchesTest {

  private static final String ALL = "/v3/assets/direct-uploads/batches";
  private static final String FIVE =
      "{\"filename\":\"a.mp4\",\"content_type\":\"video/mp4\",\"size_bytes\":5}";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();

  private Reply create(int files) {
    String all = IntStream.range(0, files).mapToObj(i -> FIVE).collect(Collectors.joining(","));
    return bench.sendJson("POST", ALL, "{\"title\":\"Launch\",\"files\":[" + all + "]}");
  }

  private Reply complete(String id) {
    return bench.sendJson("POST", "/v3/assets/complete/batches", "{\"batch_id\":\"" + id + "\"}");
  }

  private Reply put(JsonObject slot, String body) {
    String url = slot.getString("upload_url");
    return bench.send(
        "PUT", url.substring(url.indexOf("/uploads")), body, "Content-Type", "video/mp4");
  }

  private JsonObject get(String id) {
    return bench.get("/v3/assets/batches/" + id).data();
  }

  private static List<String> statuses(JsonObject batch) {
    return batch.getJsonArray("items").getValuesAs(JsonObject.class).stream()
        .map(item -> item.getString("status"))
        .toList();
  }

  @Test
  void oneMissingFileDoesNotFailTheRest() {
    JsonObject batch = create(2).data();
    String id = batch.getString("batch_id");
    List<JsonObject> slots = batch.getJsonArray("items").getValuesAs(JsonObject.class);
    JsonObject begun = get(id);
    put(slots.get(1), "hello");

    Reply completed = complete(id);
    JsonObject partly = get(id);
    Reply late = put(slots.get(0), "world");
    complete(id);
    JsonObject whole = get(id);

    assertThat(slots).hasSize(2);
    assertThat(begun.getString("status")).isEqualTo("processing");
    assertThat(begun.getString("title")).isEqualTo("Launch");
    assertThat(statuses(begun)).containsExactly("queued", "queued");
    assertThat(completed.status()).isEqualTo(202);
    assertThat(completed.data().getString("batch_id")).isEqualTo(id);
    assertThat(statuses(partly)).containsExactly("failed", "completed");
    assertThat(partly.getString("status")).isEqualTo("completed");
    assertThat(partly.getJsonObject("counts_by_status").getInt("failed")).isEqualTo(1);
    assertThat(partly.toString()).contains("was not uploaded");
    assertThat(late.status()).isEqualTo(200);
    assertThat(statuses(whole)).containsExactly("completed", "completed");
    String asset = slots.get(0).getString("asset_id");
    assertThat(bench.send("GET", "/assets/" + asset, "").body()).isEqualTo("world");
  }

  @Test
  void isFoundInBulkAndByItsOwnerOnly() {
    JsonObject batch = create(3).data();
    String id = batch.getString("batch_id");
    String asset = batch.getJsonArray("items").getJsonObject(2).getString("asset_id");

    JsonObject last =
        bench
            .get("/v3/assets/statuses?batch_ids=" + id)
            .json()
            .getJsonArray("data")
            .getJsonObject(2);

    assertThat(last.getString("batch_id")).isEqualTo(id);
    assertThat(last.getString("video_id")).isEqualTo(asset);
    assertThat(last.getInt("item_index")).isEqualTo(2);
    String one = "/v3/assets/batches/" + id;
    assertThat(bench.send("GET", one, "", "X-Api-Key", "other").status()).isEqualTo(404);
    assertThat(
            bench
                .send("GET", "/v3/assets/statuses?batch_ids=" + id, "", "X-Api-Key", "other")
                .body())
        .contains("not_found");
  }

  @Test
  void pagesThroughItsItems() {
    String id = create(100).data().getString("batch_id");

    JsonObject first = bench.get("/v3/assets/batches/" + id + "?limit=99").data();
    JsonObject second =
        bench
            .get("/v3/assets/batches/" + id + "?limit=99&token=" + first.getString("next_token"))
            .data();

    assertThat(first.getInt("total_items")).isEqualTo(100);
    assertThat(first.getBoolean("has_more")).isTrue();
    assertThat(second.getJsonArray("items")).hasSize(1);
    assertThat(second.getBoolean("has_more")).isFalse();
  }

  @Test
  void aFileThatIsDeletedHasFailed() {
    JsonObject batch = create(1).data();
    JsonObject slot = batch.getJsonArray("items").getJsonObject(0);
    put(slot, "hello");
    complete(batch.getString("batch_id"));

    bench.send("DELETE", "/v3/assets/" + slot.getString("asset_id"), "", "X-Api-Key", "demo");

    assertThat(get(batch.getString("batch_id")).getString("status")).isEqualTo("failed");
  }

  @Test
  void isCreatedOnceUnderAKey() {
    String body = "{\"files\":[" + FIVE + "]}";
    String[] headers = {
      "X-Api-Key", "demo", "Content-Type", "application/json", "Idempotency-Key", "k"
    };

    Reply first = bench.send("POST", ALL, body, headers);

    assertThat(bench.send("POST", ALL, body, headers).body()).isEqualTo(first.body());
  }

  @Test
  void isForgottenByAReset() {
    String id = create(1).data().getString("batch_id");

    bench.simulation.reset();

    assertThat(bench.get("/v3/assets/batches/" + id).status()).isEqualTo(404);
  }

  @Test
  void oneWrongFileRefusesAll() {
    String body = "{\"files\":[" + FIVE + ",{\"filename\":\"b\"}]}";

    Reply refused = bench.sendJson("POST", ALL, body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error().getString("param")).isEqualTo("files[1].content_type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                      | files
          {"files":[]}                            | files
          {"files":{}}                            | files
          {"files":[null]}                        | files[0]
          {"files":[1]}                           | files[0]
          {"files":[{}],"title":1}                | title
          {"files":[{}],"callback_url":7}         | callback_url
          """)
  void refusesWhatIsWrong(String body, String param) {
    Reply refused = bench.sendJson("POST", ALL, body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error().getString("param")).isEqualTo(param);
  }

  @Test
  void hasAHundredFilesAtMost() {
    assertThat(create(101).status()).isEqualTo(400);
    assertThat(complete("nobody").status()).isEqualTo(404);
    assertThat(bench.sendJson("POST", "/v3/assets/complete/batches", "{}").status()).isEqualTo(400);
  }
}
