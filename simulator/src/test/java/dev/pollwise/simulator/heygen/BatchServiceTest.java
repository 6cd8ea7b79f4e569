package dev.pollwise.simulator.heygen;

import static dev.pollwise.simulator.heygen.FaceTestBench.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class BatchServiceTest {

  private static final String ALL = "/v3/video-translations/batches";
  private static final String TWO = CREATE.replace("[\"French\"]", "[\"French\",\"German\"]");
  private static final String BROKEN = CREATE.replace("https://example.com/a.mp4", "nowhere");

  private final FaceTestBench bench = FaceTestBench.tenSeconds();

  @Test
  void fansOutPerLanguageAndUsesTheWordsOfBatches() {
    Reply created =
        create("{\"title\":\"Both\",\"video_translations\":[" + TWO + "," + BROKEN + "]}");
    String id = created.data().getString("batch_id");

    JsonObject running = bench.get(ALL + "/" + id).data();
    bench.wall.pass(Duration.ofSeconds(10));
    JsonObject over = bench.get(ALL + "/" + id).data();

    assertThat(created.status()).isEqualTo(202);
    assertThat(running.getString("title")).isEqualTo("Both");
    assertThat(running.getString("status")).isEqualTo("processing");
    assertThat(running.getInt("total_items")).isEqualTo(3);
    assertThat(running.getJsonArray("items").getJsonObject(1).getString("status"))
        .isEqualTo("processing");
    assertThat(over.getString("status")).isEqualTo("completed");
    assertThat(over.getJsonObject("counts_by_status").toString())
        .isEqualTo("{\"queued\":0,\"processing\":0,\"completed\":2,\"failed\":1}");
    JsonObject failed = over.getJsonArray("items").getJsonObject(2);
    assertThat(failed.getInt("item_index")).isEqualTo(2);
    assertThat(failed.getJsonObject("error").getString("message")).startsWith("Failed to");
  }

  @Test
  void hasItsPagesInsideOfTheData() {
    String id =
        create("{\"video_translations\":[" + TWO + "," + CREATE + "]}")
            .data()
            .getString("batch_id");

    JsonObject first = bench.get(ALL + "/" + id + "?limit=2").data();
    JsonObject second =
        bench.get(ALL + "/" + id + "?limit=2&token=" + first.getString("next_token")).data();

    assertThat(first.getBoolean("has_more")).isTrue();
    assertThat(first.getJsonArray("items")).hasSize(2);
    assertThat(second.getBoolean("has_more")).isFalse();
    assertThat(second.getJsonArray("items").getJsonObject(0).getInt("item_index")).isEqualTo(2);
    assertThat(second.containsKey("next_token")).isFalse();
  }

  @Test
  void answersBatchesAmongTheStatuses() {
    String id = create("{\"video_translations\":[" + TWO + "]}").data().getString("batch_id");

    Reply statuses = bench.get("/v3/video-translations/statuses?batch_ids=" + id + ",nobody");

    assertThat(statuses.json().getJsonArray("data")).hasSize(3);
    JsonObject second = statuses.json().getJsonArray("data").getJsonObject(1);
    assertThat(second.getString("batch_id")).isEqualTo(id);
    assertThat(second.getInt("item_index")).isEqualTo(1);
    assertThat(second.getString("status")).isEqualTo("processing");
    assertThat(statuses.json().getJsonArray("data").getJsonObject(2).getString("status"))
        .isEqualTo("not_found");
  }

  @Test
  void replaysUnderTheSameIdempotencyKey() {
    String body = "{\"video_translations\":[" + CREATE + "]}";

    Reply first = create(body, "Idempotency-Key", "once");
    Reply second = create(body, "Idempotency-Key", "once");

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(bench.get("/v3/video-translations").json().getJsonArray("data")).hasSize(1);
  }

  @Test
  void hidesTheBatchesOfOthers() {
    String id = create("{\"video_translations\":[" + CREATE + "]}").data().getString("batch_id");

    assertThat(bench.send("GET", ALL + "/" + id, "", "X-Api-Key", "other").status()).isEqualTo(404);
    assertThat(
            bench
                .send(
                    "GET",
                    "/v3/video-translations/statuses?batch_ids=" + id,
                    "",
                    "X-Api-Key",
                    "other")
                .body())
        .contains("not_found");
  }

  @Test
  void takesAHundredTranslationsAndNoMore() {
    String hundred = String.join(",", Collections.nCopies(50, TWO));

    assertThat(create("{\"video_translations\":[" + hundred + "]}").status()).isEqualTo(202);
    assertThat(
            create("{\"video_translations\":[" + hundred + "," + CREATE + "]}")
                .error()
                .getString("param"))
        .isEqualTo("video_translations");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                          | video_translations
          {"video_translations":[]}                   | video_translations
          {"video_translations":[7]}                  | video_translations
          {"title":7,"video_translations":[{}]}       | title
          {"callback_url":"x","video_translations":[{}]} | callback_url
          {"video_translations":[{}]}                 | video_translations[0].video
          """)
  void refusesABatchThatIsWrong(String body, String param) {
    Reply refused = create(body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error().getString("param")).isEqualTo(param);
    assertThat(bench.get("/v3/video-translations").json().getJsonArray("data")).isEmpty();
  }

  private Reply create(String body, String... headers) {
    String[] all = new String[headers.length + 4];
    System.arraycopy(headers, 0, all, 4, headers.length);
    all[0] = "X-Api-Key";
    all[1] = "demo";
    all[2] = "Content-Type";
    all[3] = "application/json";
    return bench.send("POST", ALL, body, all);
  }
}
