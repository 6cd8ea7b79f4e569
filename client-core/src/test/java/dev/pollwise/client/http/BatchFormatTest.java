package dev.pollwise.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.http.BatchLookup.Page;
import dev.pollwise.client.http.HeyGenApi.Item;
import dev.pollwise.client.http.HeyGenApi.Order;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.DurableRequest.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchFormatTest {

  private final BatchFormat format = new BatchFormat(Credentials.apiKey("s3cret"));

  private Page page(String items) {
    return format.page(
        BatchId.of("b"),
        Wire.ok("{\"data\":{\"batch_id\":\"b\",\"total_items\":3,\"items\":[" + items + "]}}"));
  }

  private static Page.Known known(Item... items) {
    return new Page.Known(3, List.of(items), "", false, Hint.none());
  }

  @Test
  void ordersStandInTheServersList() {
    Order order =
        new Order(URI.create("https://x.test/v"), List.of("French"), Map.of("mode", "speed"));

    assertThat(new String(BatchFormat.submission(List.of(order, order), "Launch"), UTF_8))
        .startsWith("{\"video_translations\":[{\"mode\":\"speed\",\"video\":{\"type\":\"url\",")
        .contains("\"output_languages\":[\"French\"]},{")
        .endsWith("],\"title\":\"Launch\"}");
    assertThat(new String(BatchFormat.submission(List.of(order), ""), UTF_8))
        .doesNotContain("title");
  }

  @Test
  void anAcceptedBatchIsItsId() {
    assertThat(format.submitted(Wire.answer(202, "{\"data\":{\"batch_id\":\"b-1\"}}")))
        .isEqualTo(new Reply.Done<>(BatchId.of("b-1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"data\":{}}",
        "{\"data\":{\"batch_id\":7}}",
        "{\"data\":{\"batch_id\":\"\"}}",
        "{\"data\":{\"batch_id\":\"..\"}}"
      })
  void anAnswerWithoutAUsableIdIsAMiss(String body) {
    assertThat(format.submitted(Wire.answer(202, body))).isInstanceOf(Reply.Lost.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"c\"", "7", "\"\""})
  void theJobsOfAnotherBatchAreNotBelieved(String id) {
    String item = "{\"item_index\":0,\"status\":\"processing\",\"video_id\":\"j-1\"}";
    String body = "{\"data\":{\"batch_id\":" + id + ",\"total_items\":1,\"items\":[" + item + "]}}";

    assertThat(format.page(BatchId.of("b"), Wire.ok(body)))
        .isInstanceOfSatisfying(
            Page.Missed.class,
            missed -> assertThat(missed.miss().describe()).contains("about another batch"));
  }

  @Test
  void anItemIsAJobAsSoonAsItHasAnId() {
    assertThat(
            page(
                """
                {"item_index":0,"status":"queued","video_id":null},
                {"item_index":1,"status":"processing","video_id":"j-1"},
                {"item_index":2,"status":"completed","video_id":"j-2"}\
                """))
        .isEqualTo(
            known(
                new Item.Started(1, JobId.of("j-1"), false),
                new Item.Started(2, JobId.of("j-2"), true)));
  }

  @Test
  void aFailedItemWithoutAnIdIsRefusedAndOneWithAnIdIsAJobThatIsOver() {
    assertThat(
            page(
                """
                {"item_index":0,"status":"failed","error":{"code":"c","message":"s3cret no"}},
                {"item_index":1,"status":"failed"},
                {"item_index":2,"status":"failed","video_id":"j-2","error":{"message":"x"}}\
                """))
        .isEqualTo(
            known(
                new Item.Refused(0, "c: … no"),
                new Item.Refused(1, "the server gave no reason"),
                new Item.Started(2, JobId.of("j-2"), true)));
  }

  @Test
  void anIdThatCannotBeAskedAboutIsToldAndNotLost() {
    assertThat(page("{\"item_index\":0,\"status\":\"queued\",\"video_id\":\"a b\"}"))
        .isEqualTo(known(new Item.Garbled(0, "a b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "null",
        "{}",
        "{\"item_index\":-1,\"video_id\":\"j\"}",
        "{\"item_index\":3,\"video_id\":\"j\"}",
        "{\"item_index\":0.5,\"video_id\":\"j\"}",
        "{\"item_index\":1e999999999,\"video_id\":\"j\"}",
        "{\"item_index\":\"0\",\"video_id\":\"j\"}",
        "{\"item_index\":0,\"video_id\":\"\"}",
        "{\"item_index\":0,\"video_id\":7,\"status\":\"completed\"}"
      })
  void otherItemsAreLeftOut(String item) {
    assertThat(page(item)).isEqualTo(known());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"data\":{}}",
        "{\"data\":{\"total_items\":1}}",
        "{\"data\":{\"total_items\":0,\"items\":[]}}",
        "{\"data\":{\"total_items\":101,\"items\":[]}}",
        "{\"data\":{\"total_items\":1e999999999,\"items\":[]}}",
        "{\"data\":{\"total_items\":\"1\",\"items\":[]}}",
        "{\"data\":{\"total_items\":1,\"items\":{}}}"
      })
  void anAnswerWithoutItemsIsUnreadable(String body) {
    assertThat(format.page(BatchId.of("b"), Wire.ok(body)))
        .isInstanceOfSatisfying(
            Page.Missed.class,
            missed -> assertThat(missed.miss()).isInstanceOf(Miss.Unreadable.class));
  }

  @Test
  void theWayToTheNextPageStandsWithinTheData() {
    String body =
        """
        {"data":{"total_items":3,"items":[],"has_more":true,"next_token":"t2"},"next_token":"no"}\
        """;

    assertThat(format.page(BatchId.of("b"), Wire.answer(200, body, "Retry-After", "4")))
        .isEqualTo(
            new Page.Known(3, List.of(), "t2", false, new Hint.RetryAfter(Duration.ofSeconds(4))));
  }

  @ParameterizedTest
  @CsvSource({"401, Denied", "404, NotFound", "429, Throttled", "503, Rejected"})
  void aRefusedLookIsAMiss(int status, String kind) {
    assertThat(format.page(BatchId.of("b"), Wire.answer(status, "no")))
        .isInstanceOfSatisfying(
            Page.Missed.class,
            missed -> assertThat(missed.miss().getClass().getSimpleName()).isEqualTo(kind));
  }
}
