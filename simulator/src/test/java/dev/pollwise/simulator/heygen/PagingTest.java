package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import jakarta.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lists have pages of 10 unless told otherwise, assets of 20, batches of 100; 100 is the most
 * anywhere.
 */
@Timeout(60)
class PagingTest {

  private static final String ALL = "/v3/video-translations";
  private static final String HOOKS = "/v3/webhooks/endpoints";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();
  private String batch = "";

  @BeforeEach
  void elevenOfEach() {
    String items = String.join(",", Collections.nCopies(11, FaceTestBench.CREATE));
    batch =
        bench
            .sendJson("POST", ALL + "/batches", "{\"video_translations\":[" + items + "]}")
            .data()
            .getString("batch_id");
    for (int i = 0; i < 11; i++) {
      assertThat(bench.sendJson("POST", HOOKS, "{\"url\":\"https://example.com/\"}").status())
          .isEqualTo(200);
    }
  }

  static Stream<String> lists() {
    return Stream.of(ALL, HOOKS);
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aListHasTenAndTellsBesideTheDataHowToGoOn(String list) {
    JsonObject first = bench.get(list).json();
    JsonObject second = bench.get(list + "?token=" + first.getString("next_token")).json();

    assertThat(first.keySet()).isEqualTo(Set.of("data", "has_more", "next_token"));
    assertThat(first.getJsonArray("data")).hasSize(10);
    assertThat(first.getBoolean("has_more")).isTrue();
    assertThat(second.keySet()).as("no token at the end").isEqualTo(Set.of("data", "has_more"));
    assertThat(second.getJsonArray("data")).hasSize(1);
    assertThat(second.getBoolean("has_more")).isFalse();
  }

  @Test
  void aBatchHasAHundredAndTellsWithinTheData() {
    JsonObject whole = bench.get(ALL + "/batches/" + batch).json();
    JsonObject part = bench.get(ALL + "/batches/" + batch + "?limit=10").json();

    assertThat(whole.keySet()).isEqualTo(Set.of("data"));
    assertThat(whole.getJsonObject("data").getJsonArray("items")).hasSize(11);
    assertThat(whole.getJsonObject("data").getBoolean("has_more")).isFalse();
    assertThat(whole.getJsonObject("data").containsKey("next_token")).isFalse();
    assertThat(part.keySet()).isEqualTo(Set.of("data"));
    assertThat(part.getJsonObject("data").getBoolean("has_more")).isTrue();
    assertThat(part.getJsonObject("data").getString("next_token")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=1.5",
        "limit=x",
        "limit=99999999999",
        "token=x",
        "token=****"
      })
  void aBadPageIsRefusedEverywhere(String query) {
    for (String list : List.of(ALL, ALL + "/batches/" + batch, HOOKS, "/v3/webhooks/events")) {
      Reply refused = bench.get(list + "?" + query);

      assertThat(refused.status()).as(list).isEqualTo(400);
      assertThat(refused.error().getString("code")).isEqualTo("invalid_parameter");
      assertThat(refused.error().getString("param")).isEqualTo(query.replaceAll("=.*", ""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=1", "limit=100", "limit=", "token="})
  void aGoodPageIsGivenEverywhere(String query) {
    for (String list : List.of(ALL, ALL + "/batches/" + batch, HOOKS, "/v3/webhooks/events")) {
      assertThat(bench.get(list + "?" + query).status()).as(list).isEqualTo(200);
    }
  }

  @Test
  void aHundredStatusesAtMostAreAskedForAtOnce() {
    String hundred = String.join(",", Collections.nCopies(100, "x"));

    Reply most = bench.get(ALL + "/statuses?video_translation_ids=" + hundred);
    Reply tooMany =
        bench.get(ALL + "/statuses?video_translation_ids=" + hundred + "&batch_ids=" + batch);

    assertThat(most.json().getJsonArray("data")).hasSize(100);
    assertThat(most.json().getBoolean("has_more")).isFalse();
    assertThat(tooMany.error().getString("param")).isEqualTo("video_translation_ids");
  }
}
