package dev.pollwise.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.client.http.HeyGenApi.Languages;
import dev.pollwise.client.http.HeyGenApi.Order;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import jakarta.json.Json;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeyGenFormatTest {

  private static final JobId JOB = JobId.of("0f3c9ae1-es");

  private final HeyGenFormat format = new HeyGenFormat(Credentials.none());

  private Answer status(String body) {
    return format.status(JOB, Wire.ok(body));
  }

  private static Answer.Seen seen(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Seen.class);
    return (Answer.Seen) answer;
  }

  private static JobStatus.Completed completed(Answer answer) {
    assertThat(seen(answer).status()).isInstanceOf(JobStatus.Completed.class);
    return (JobStatus.Completed) seen(answer).status();
  }

  private static String reason(Answer answer) {
    assertThat(seen(answer).status()).isInstanceOf(JobStatus.Failed.class);
    return ((JobStatus.Failed) seen(answer).status()).reason();
  }

  @Test
  void pendingIsToldFromRunning() {
    assertThat(status("{\"data\":{\"id\":\"0f3c9ae1-es\",\"status\":\"pending\"}}"))
        .isEqualTo(new Answer.Seen(new JobStatus.Pending()));
    assertThat(
            status(
                """
                {"data":{"id":"0f3c9ae1-es","status":"running","title":"Launch",
                 "output_language":"Spanish (Spain)","created_at":1790000000}}\
                """))
        .isEqualTo(new Answer.Seen(new JobStatus.Running()));
  }

  @Test
  void aWordThatNobodyKnowsCountsAsRunningAndIsKept() {
    JobStatus status = seen(status("{\"data\":{\"status\":\"processing\"}}")).status();

    assertThat(status).isEqualTo(JobStatus.Running.unrecognised("processing"));
    assertThat(((JobStatus.Running) status).isRecognised()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Completed", "COMPLETED", " completed", "complete", "success", "error"})
  void onlyTheExactWordEndsAJob(String word) {
    assertThat(seen(status("{\"data\":{\"status\":\"" + word + "\"}}")).status())
        .isInstanceOf(JobStatus.Running.class);
  }

  @Test
  void completedGivesEveryFieldByTheServersName() {
    Answer answer =
        status(
            """
            {"data":{"id":"0f3c9ae1-es","status":"completed","title":"Launch","input_language":null,
             "output_language":"Spanish (Spain)","duration":42.5,"translate_audio_only":false,
             "created_at":1790000000,"callback_id":"mine",
             "video_url":"https://x.test/v.mp4?Expires=1&Signature=s",
             "audio_url":"https://x.test/a.mp3","srt_caption_url":"https://x.test/c.srt",
             "vtt_caption_url":"https://x.test/c.vtt","later_addition":{"a":[1]}}}\
            """);

    JobStatus.Completed done = completed(answer);
    assertThat(seen(answer).detail()).isEqualTo(Answer.Detail.COMPLETE);
    assertThat(done.jobId()).isEqualTo(JOB);
    assertThat(done.videoUrl()).contains(URI.create("https://x.test/v.mp4?Expires=1&Signature=s"));
    assertThat(done.result().audioUrl()).contains(URI.create("https://x.test/a.mp3"));
    assertThat(done.result().srtCaptionUrl()).contains(URI.create("https://x.test/c.srt"));
    assertThat(done.result().vttCaptionUrl()).contains(URI.create("https://x.test/c.vtt"));
    assertThat(done.result().field("duration")).contains("42.5");
    assertThat(done.result().field("created_at")).contains("1790000000");
    assertThat(done.result().field("translate_audio_only")).contains("false");
    assertThat(done.result().field("input_language")).isEmpty();
    assertThat(done.result().field("later_addition")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":\"video_translation_failed\",\"message\":\"Lip sync\"}}",
        "{\"data\":null,\"error\":{\"code\":\"content_rejected\",\"message\":\"Lip sync\"}}",
        "{\"data\":{},\"error\":{\"message\":\"Lip sync failed\"}}"
      })
  void anErrorInPlaceOfTheStatusIsAFailureToBeAskedForAgain(String body) {
    Answer answer = status(body);

    assertThat(reason(answer)).startsWith("Lip sync");
    assertThat(seen(answer).detail()).isEqualTo(Answer.Detail.STATUS_ONLY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":\"internal_error\",\"message\":\"it failed\"}}",
        "{\"error\":{\"code\":\"server_busy\",\"message\":\"it failed\"}}",
        "{\"error\":{\"message\":\"Try again later\"}}",
        "{\"error\":{\"code\":\"generation_failed\"}}",
        "{\"error\":\"upstream failed\"}",
        "{\"message\":\"failed\"}"
      })
  void anErrorThatMayBeAnybodysSaysNothingOfTheJob(String body) {
    assertThat(status(body)).isInstanceOf(Miss.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{\"status\":\"completed\"}}",
        "{\"data\":{\"status\":\"completed\",\"video_url\":null,\"audio_url\":null}}",
        "{\"data\":{\"status\":\"completed\",\"video_url\":\"\"}}",
        "{\"data\":{\"status\":\"completed\",\"video_url\":\"not an address\"}}",
        "{\"data\":{\"status\":\"completed\",\"video_url\":17}}",
        """
        {"data":{"status":"completed","translate_audio_only":false,"audio_url":"https://x.test/a"}}\
        """
      })
  void completedWithoutItsAddressIsProvisional(String body) {
    assertThat(seen(status(body)).detail()).isEqualTo(Answer.Detail.RESULT_PENDING);
    assertThat(completed(status(body)).videoUrl()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{\"status\":\"completed\",\"video_url\":\"https://x.test/v.mp4\"}}",
        "{\"data\":{\"status\":\"completed\",\"audio_url\":\"https://x.test/a.mp3\"}}",
        """
        {"data":{"status":"completed","translate_audio_only":true,"audio_url":"https://x.test/a"}}\
        """
      })
  void completedWithTheAddressOfItsKindIsFinal(String body) {
    assertThat(seen(status(body)).detail()).isEqualTo(Answer.Detail.COMPLETE);
  }

  @ParameterizedTest
  @CsvSource({
    "/es.mp4?Expires=1, https://api.test/es.mp4?Expires=1",
    "//cdn.test/es.mp4, https://cdn.test/es.mp4",
    "es.mp4, https://api.test/v3/jobs/es.mp4",
    "./es.mp4, https://api.test/v3/jobs/es.mp4",
    "../../files/es 1.mp4, https://api.test/v3/jobs/../../files/es%201.mp4",
    "/a/../es.mp4, https://api.test/es.mp4"
  })
  void anAddressThatIsRelativeIsOneOfTheServerThatWasAsked(String address, String whole) {
    Answer answer =
        status(
            "{'data':{'status':'completed','video_url':'%s'}}"
                .formatted(address)
                .replace('\'', '"'));

    assertThat(completed(answer).videoUrl()).contains(URI.create(whole));
    assertThat(seen(answer).detail()).isEqualTo(Answer.Detail.COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "/", "null", "N/A", "pending...", "?a=b.mp4", "#x.mp4", "c:x.m"})
  void aWordInPlaceOfAnAddressIsNone(String word) {
    assertThat(
            completed(
                    status(
                        "{'data':{'status':'completed','title':'/a.b','video_url':'%s'}}"
                            .formatted(word)
                            .replace('\'', '"')))
                .result()
                .fields())
        .containsEntry("video_url", word)
        .containsEntry("title", "/a.b");
  }

  @Test
  void failedGivesTheServersWords() {
    assertThat(
            reason(
                status(
                    """
                    {"data":{"status":"failed","failure_message":"Your video's audio is missing"}}\
                    """)))
        .isEqualTo("Your video's audio is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{\"status\":\"failed\"}}",
        "{\"data\":{\"status\":\"failed\",\"failure_message\":null}}",
        "{\"data\":{\"status\":\"failed\",\"failure_message\":\"  \"}}",
        "{\"data\":{\"status\":\"failed\",\"failure_message\":{\"code\":1}}}"
      })
  void failedWithoutAMessageSaysSo(String body) {
    assertThat(reason(status(body))).isEqualTo("the server gave no reason");
  }

  @Test
  void aFailureMessageIsOneShortLine() {
    String message = "a\\n\\tb\\u0000c\\u001b[31m" + "x".repeat(5000);

    String reason =
        reason(
            status("{\"data\":{\"status\":\"failed\",\"failure_message\":\"" + message + "\"}}"));

    assertThat(reason).startsWith("a b c [31mxxx").hasSizeLessThan(220);
    assertThat(reason.chars()).noneMatch(Character::isISOControl);
  }

  @Test
  void aPendingAnswerCanCarryAHint() {
    Answer answer =
        format.status(
            JOB, Wire.answer(200, "{\"data\":{\"status\":\"running\"}}", "Retry-After", "17"));

    assertThat(answer.hint()).isEqualTo(new Hint.RetryAfter(Duration.ofSeconds(17)));
  }

  @Test
  void aWholeSuccessMayHaveAnyStatusFrom200To299() {
    assertThat(format.status(JOB, Wire.answer(202, "{\"data\":{\"status\":\"pending\"}}")))
        .isInstanceOf(Answer.Seen.class);
    assertThat(format.status(JOB, Wire.answer(204, ""))).isInstanceOf(Miss.Unreadable.class);
  }

  @Test
  void aSuccessThatHoldsAnErrorNobodyKnowsIsUnreadableAndTellsTheError() {
    Answer answer = status("{\"error\":{\"code\":\"new_error\",\"message\":\"try later\"}}");

    assertThat(answer).isInstanceOf(Miss.Unreadable.class);
    assertThat(((Miss) answer).describe()).contains("new_error: try later");
  }

  @Test
  void submitsWhatWasAskedFor() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("title", "Läunch \"x\"");
    options.put("enable_caption", true);
    options.put("speaker_num", 2);
    options.put("start_time", 1.5f);
    options.put("end_time", new BigDecimal("2.25"));
    options.put("small", (short) 3);

    byte[] body =
        HeyGenFormat.submission(
            new Order(
                URI.create("https://x.test/v.mp4?a=b&c=%20"),
                List.of("Spanish (Spain)", "日本語"),
                options));

    try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
      assertThat(reader.readObject())
          .isEqualTo(
              Json.createReader(
                      new java.io.StringReader(
                          """
                          {"title":"Läunch \\"x\\"","enable_caption":true,"speaker_num":2,
                           "start_time":1.5,"end_time":2.25,"small":3,
                           "video":{"type":"url","url":"https://x.test/v.mp4?a=b&c=%20"},
                           "output_languages":["Spanish (Spain)","日本語"]}\
                          """))
                  .readObject());
    }
  }

  @Test
  void readsWhatASubmitAskedForOutOfItsBytes() {
    byte[] body =
        HeyGenFormat.submission(
            new Order(
                URI.create("https://x.test/v.mp4?a=b&c=%20"),
                List.of("Spanish (Spain)", "日本語"),
                Map.of("title", "Läunch \"x\"", "enable_caption", true, "end", 2.25, "small", 3)));

    Order read = HeyGenFormat.order(body);

    assertThat(read.languages()).containsExactly("Spanish (Spain)", "日本語");
    assertThat(read.options().get("title")).isEqualTo("Läunch \"x\"");
    assertThat(HeyGenFormat.submission(read)).isEqualTo(body);
    for (String other : List.of("", "[]", "{}", "{\"video\":{\"url\":\"https://x.test\"}}")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HeyGenFormat.order(other.getBytes(UTF_8)));
    }
  }

  @Test
  void theSameSubmitIsTheSameBytesInWhateverOrderItWasPutTogether() {
    Map<String, Object> one = new LinkedHashMap<>();
    Map<String, Object> other = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      one.put("field_" + i, i);
      other.put("field_" + (19 - i), 19 - i);
    }

    assertThat(HeyGenFormat.submission(order(one)))
        .isEqualTo(HeyGenFormat.submission(order(other)));
  }

  private static Order order(Map<String, Object> options) {
    return new Order(URI.create("https://x.test/v.mp4"), List.of("German"), options);
  }

  @Test
  void readsLanguages() {
    assertThat(format.languages(Wire.ok("{\"data\":{\"languages\":[\"English\",null,\"日本語\"]}}")))
        .isEqualTo(new Languages.Known(List.of("English", "日本語")));
    assertThat(format.languages(Wire.ok("{\"data\":{\"languages\":\"English\"}}")))
        .isInstanceOf(Languages.Missed.class);
    assertThat(format.languages(Wire.answer(404, "nothing here")))
        .isInstanceOfSatisfying(
            Languages.Missed.class,
            missed ->
                assertThat(missed.miss().describe())
                    .isEqualTo("HTTP 404: nothing here (from https://api.test/v3/jobs/x?…)"));
  }

  @Test
  void anAnswerAboutAnotherJobIsNotBelieved() {
    for (String status : List.of("pending", "running", "completed", "failed")) {
      Answer answer =
          status(
              "{\"data\":{\"id\":\"other\",\"video_url\":\"https://x.test/v\",\"status\":\""
                  + status
                  + "\"}}");

      assertThat(answer).isInstanceOf(Miss.Unreadable.class);
      assertThat(((Miss) answer).describe()).contains("about another job, other");
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{'data':{'status':'failed','failure_message':'x','message':'y'}}       | x",
        "{'data':{'status':'failed','failure_message':' ','message':'y'}}       | y",
        "{'data':{'status':'failed','error':{'message':'x'}}}                   | x",
        "{'data':{'status':'failed','error':{'code':'bad','message':'x'}}}      | bad: x",
        "{'data':{'status':'failed','error':{'code':'bad'}}}                    | bad",
        "{'data':{'status':'failed','error':'x'}}                               | x",
        "{'data':{'status':'failed','message':'x'}}                             | x",
        "{'data':{'status':'failed'},'error':{'message':'x'}}                   | x",
        "{'data':{'status':'failed'},'message':'Success'} | the server gave no reason"
      })
  void theReasonOfAFailureIsTakenFromWhereverItIs(String body, String reason) {
    assertThat(reason(status(body.replace('\'', '"')))).isEqualTo(reason);
  }

  @Test
  void anErrorBesideACompletedResultIsKept() {
    assertThat(
            completed(
                    status(
                        """
                        {"data":{"status":"completed","video_url":"https://x.test/v",
                         "error":{"code":"captions","message":"none"}}}\
                        """))
                .result()
                .field("error"))
        .contains("captions: none");
  }
}
