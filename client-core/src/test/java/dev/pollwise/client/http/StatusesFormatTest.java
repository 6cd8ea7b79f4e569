package dev.pollwise.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.pollwise.client.http.StatusesCall.Page;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusesFormatTest {

  private static final JobId A = JobId.of("a-es");
  private static final JobId B = JobId.of("b-fr");
  private static final String REASON = "s3cret says: no audio";

  private final StatusesFormat format = new StatusesFormat(Credentials.apiKey("s3cret"));

  private Page page(String items) {
    return format.page(Set.of(A, B), Wire.ok("{\"data\":[" + items + "],\"has_more\":false}"));
  }

  private static String item(String id, String status) {
    return "{\"video_id\":\"" + id + "\",\"status\":\"" + status + "\"}";
  }

  @Test
  void queuedAndProcessingArePendingAndRunning() {
    assertThat(page(item("a-es", "queued") + "," + item("b-fr", "processing")).answers())
        .isEqualTo(
            Map.of(
                A, new Answer.Seen(new JobStatus.Pending()),
                B, new Answer.Seen(new JobStatus.Running())));
  }

  @Test
  void aCompletedJobIsOverButItsResultIsElsewhere() {
    assertThat(page(item("a-es", "completed")).answers())
        .containsEntry(
            A,
            new Answer.Seen(
                new JobStatus.Completed(A, JobStatus.Result.empty()),
                Hint.none(),
                Answer.Detail.STATUS_ONLY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"message\":\"s3cret says: no audio\"}              | … says: no audio",
        "{\"code\":\"x_y\",\"message\":\"s3cret says: no audio\"} | x_y: … says: no audio",
        "{\"code\":\"x_y\"}                                   | x_y",
        "\"s3cret says: no audio\"                            | … says: no audio",
      })
  void aFailureWithAReasonIsWhole(String error, String reason) {
    Answer answer =
        page("{\"video_id\":\"a-es\",\"status\":\"failed\",\"error\":" + error + "}")
            .answers()
            .get(A);

    assertThat(answer).isEqualTo(new Answer.Seen(new JobStatus.Failed(A, reason)));
    assertThat(error).containsAnyOf(REASON, "x_y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]", "7", "\"\"", "{\"message\":\" \\n \"}"})
  void aFailureWithoutAReasonIsToldElsewhere(String error) {
    assertThat(
            page("{\"video_id\":\"a-es\",\"status\":\"failed\",\"error\":" + error + "}")
                .answers()
                .get(A))
        .asInstanceOf(type(Answer.Seen.class))
        .satisfies(seen -> {
          assertThat(seen.status()).isInstanceOf(JobStatus.Failed.class);
          assertThat(seen.detail()).isEqualTo(Answer.Detail.STATUS_ONLY);
        });
  }

  @Test
  void anUnknownJobIsNotFoundAndAnUnknownWordIsRunning() {
    Map<JobId, Answer> answers =
        page(item("a-es", "not_found") + "," + item("b-fr", "reticulating")).answers();

    assertThat(answers.get(A)).isInstanceOf(Miss.NotFound.class);
    assertThat(answers.get(B))
        .isEqualTo(new Answer.Seen(JobStatus.Running.unrecognised("reticulating")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "null",
        "[]",
        "\"a-es\"",
        "{}",
        "{\"video_id\":7,\"status\":\"completed\"}",
        "{\"id\":\"a-es\",\"status\":\"completed\"}",
        "{\"video_id\":\"c-de\",\"status\":\"completed\"}",
        "{\"batch_id\":\"a-es\",\"status\":\"completed\"}"
      })
  void itemsThatTellOfNoJobOfOursAreLeftOut(String item) {
    assertThat(page(item + "," + item("b-fr", "queued")).answers())
        .isEqualTo(Map.of(B, new Answer.Seen(new JobStatus.Pending())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"video_id\":\"a-es\"}", "{\"video_id\":\"a-es\",\"status\":null}"})
  void anItemWithoutAStatusIsUnreadable(String item) {
    assertThat(page(item).answers().get(A)).isInstanceOf(Miss.Unreadable.class);
  }

  @Test
  void aJobToldOfTwiceIsReadWhereBothAgreeOnly() {
    String twice = item("a-es", "queued") + "," + item("a-es", "queued");
    String torn = item("b-fr", "failed") + "," + item("b-fr", "processing");

    Map<JobId, Answer> answers = page(twice + "," + torn).answers();

    assertThat(answers.get(A)).isEqualTo(new Answer.Seen(new JobStatus.Pending()));
    assertThat(answers.get(B)).isInstanceOf(Miss.Unreadable.class);
  }

  @Test
  void theHintOfTheAnswerCountsForEveryJob() {
    Page page =
        format.page(
            Set.of(A),
            Wire.answer(200, "{\"data\":[" + item("a-es", "queued") + "]}", "Retry-After", "9"));

    assertThat(page.answers())
        .containsEntry(
            A,
            new Answer.Seen(new JobStatus.Pending(), new Hint.RetryAfter(Duration.ofSeconds(9))));
  }

  @ParameterizedTest
  @CsvSource({
    "401, Denied",
    "403, Denied",
    "404, Rejected",
    "405, Rejected",
    "429, Throttled",
    "500, Rejected"
  })
  void aRefusedCallCountsForEveryJobAndNeverAsAnUnknownOne(int status, String kind) {
    Page page = format.page(Set.of(A, B), Wire.answer(status, "no"));

    assertThat(page.answers()).containsOnlyKeys(A, B);
    assertThat(page.answers().values())
        .allSatisfy(miss -> assertThat(miss.getClass().getSimpleName()).isEqualTo(kind));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"has_more\":true,\"next_token\":\"t2\"   | t2",
        "\"has_more\":false,\"next_token\":\"t2\"  | ``",
        "\"next_token\":\"t2\"                     | ``",
        "\"has_more\":true,\"next_token\":null     | ``",
        "\"has_more\":\"true\",\"next_token\":\"t2\" | ``",
        "\"has_more\":true,\"next_token\":7        | ``",
      })
  void aPageLeadsOnOnlyWhereItSaysSoAndWhere(String members, String token) {
    assertThat(format.page(Set.of(A), Wire.ok("{\"data\":[]," + members + "}")).nextToken())
        .isEqualTo(token);
  }
}
