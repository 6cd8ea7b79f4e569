package dev.pollwise.client.http;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pollwise.client.http.BatchLookup.Page;
import dev.pollwise.client.http.HeyGenApi.Languages;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.poll.DurableRequest.Reply;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a body is, reading it ends in an answer. */
class HostileBodyTest {

  private static final JobId JOB = JobId.of("job-1");
  private static final Set<JobId> JOBS = Set.of(JOB, JobId.of("job-2"), JobId.of("job-3"));
  private static final List<String> GOLDEN =
      List.of(
          "{\"data\":{\"id\":\"a-es\",\"status\":\"pending\",\"created_at\":1790000000}}",
          "{\"data\":{\"id\":\"a-es\",\"status\":\"running\",\"title\":\"L\\u00e4unch\"}}",
          """
          {"data":{"status":"completed","duration":42.5,"video_url":"https://x.test/v?E=1"}}\
          """,
          "{\"data\":{\"status\":\"failed\",\"failure_message\":\"no audio\"}}",
          "{\"data\":{\"video_translation_ids\":[\"a-es\",\"a-fr\"]}}",
          """
          {"data":[{"video_id":"job-1","status":"failed","error":{"message":"no audio"}},
           {"video_id":"job-2","status":"completed"}],"has_more":true,"next_token":"t"}\
          """,
          """
          {"data":{"batch_id":"b-1","total_items":3,"items":[{"item_index":0,"video_id":"j-0"},
           {"item_index":1,"status":"failed","error":{"message":"no"}}],"next_token":"t"}}\
          """,
          "{\"data\":{\"languages\":[\"English\",\"Spanish (Spain)\"]}}",
          "{\"error\":{\"code\":\"quota_exceeded\",\"message\":\"used up\",\"doc_url\":null}}",
          "{\"result\":\"pending\"}");

  private final HeyGenFormat heyGen = new HeyGenFormat(Credentials.apiKey("s3cret-key"));
  private final StatusesFormat statuses = new StatusesFormat(Credentials.apiKey("s3cret-key"));
  private final BatchFormat batches = new BatchFormat(Credentials.apiKey("s3cret-key"));
  private final Misses misses = new Misses(Credentials.none());

  static Stream<Arguments> unreadable() {
    return Stream.of(
        named("nothing", ""),
        named("spaces", " \r\n\t "),
        named("a page", "<!DOCTYPE html><html><body>502</body></html>"),
        named("cut off", "{\"data\":{\"status\":\"compl"),
        named("cut off in an escape", "{\"data\":{\"status\":\"\\u00"),
        named("many open brackets", "[".repeat(100_000)),
        named("many open objects", "{\"data\":".repeat(100_000)),
        named("many closed brackets", "[".repeat(100_000) + "]".repeat(100_000)),
        named("a deep member", deep(100_000)),
        named("a list", "[{\"data\":{\"status\":\"completed\"}}]"),
        named("a text", "\"completed\""),
        named("a number", "1e999999999"),
        named("true", "true"),
        named("null", "null"),
        named("data is null", "{\"data\":null}"),
        named("data is a list", "{\"data\":[{\"status\":\"completed\"}]}"),
        named("data is a text", "{\"data\":\"completed\"}"),
        named("status is a number", "{\"data\":{\"status\":3}}"),
        named("status is an object", "{\"data\":{\"status\":{\"status\":\"completed\"}}}"),
        named("status is a list", "{\"data\":{\"status\":[\"completed\"]}}"),
        named("status is null", "{\"data\":{\"status\":null}}"),
        named("an error with 200", "{\"error\":{\"code\":\"x\",\"message\":\"y\"}}"),
        named("an odd error with 200", "{\"error\":[[[1]]]}"),
        named("an absurd exponent", "{\"data\":{\"status\":\"running\",\"n\":1e99999999999}}"),
        named("a bare word", "{data:{status:pending}}"),
        named("a trailing comma", "{\"data\":{\"status\":\"pending\",}}"),
        named("NaN", "{\"data\":{\"status\":\"pending\",\"n\":NaN}}"),
        named("NUL in front", "\u0000{\"data\":{\"status\":\"pending\"}}"),
        named("NUL within", "{\"data\":\u0000{\"status\":\"pending\"}}"),
        named("a raw line break in a text", "{\"data\":{\"status\":\"pen\nding\"}}"),
        Arguments.of("only NULs", new byte[4096]),
        Arguments.of("a cut character", bytes("7b2264617461223a22e282")),
        Arguments.of("a lone mark of UTF-16", bytes("fffe")));
  }

  private static Arguments named(String name, String body) {
    return Arguments.of(name, body.getBytes(UTF_8));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static String deep(int levels) {
    return "{\"data\":{\"status\":\"running\",\"x\":"
        + "[".repeat(levels)
        + "]".repeat(levels)
        + "}}";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void isUnreadableWhoeverReadsIt(String name, byte[] body) {
    assertThat(heyGen.status(JOB, Wire.ok(body))).isInstanceOf(Miss.Unreadable.class);
    assertThat(StatusEndpoint.status(JOB, Wire.ok(body), misses))
        .isInstanceOf(Miss.Unreadable.class);
    assertThat(new SubmittedIds(1, Credentials.none()).read(Wire.ok(body)))
        .isInstanceOf(Reply.Lost.class);
    assertThat(heyGen.languages(Wire.ok(body))).isInstanceOf(Languages.Missed.class);
    assertThat(batches.submitted(Wire.ok(body))).isInstanceOf(Reply.Lost.class);
    assertThat(batches.page(BatchId.of("b-1"), Wire.ok(body))).isInstanceOf(Page.Missed.class);
    assertThat(statuses.page(Set.of(JOB), Wire.ok(body)).answers())
        .as("read as an answer about several jobs")
        .satisfiesAnyOf(
            none -> assertThat(none).isEmpty(),
            missed -> assertThat(missed.get(JOB)).isInstanceOf(Miss.Unreadable.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{\"status\":\"running\",\"status\":\"failed\",\"status\":\"pending\"}}",
        "{\"data\":{\"status\":\"pending\",\"n\":1e999999999}}",
        "{\"data\":{\"status\":\"pending\",\"n\":-1e-999999999}}",
        "{\"data\":{\"status\":\"\\u0070\\u0065nding\"}}",
        " \n {\"data\" : { \"status\" : \"pending\" } } \r\n",
        "{\"data\":{\"status\":\"pending\"}}</html>",
        "{\"data\":{\"status\":\"pending\"}}{\"data\":{\"status\":\"failed\"}}",
        "\uFEFF{\"data\":{\"status\":\"pending\"}}"
      })
  void isReadWhereItIsOdd(String body) {
    assertThat(heyGen.status(JOB, Wire.ok(body.getBytes(UTF_8))))
        .isEqualTo(new Answer.Seen(new JobStatus.Pending()));
  }

  @Test
  void isReadInTheEncodingsThatJsonOnceAllowed() {
    assertThat(
            heyGen.status(JOB, Wire.ok("{\"data\":{\"status\":\"pending\"}}".getBytes(UTF_16LE))))
        .isEqualTo(new Answer.Seen(new JobStatus.Pending()));
  }

  @Test
  void invalidCharactersInAWordMakeItAnUnknownWord() {
    byte[] body = bytes("7b2264617461223a7b22737461747573223a22ff fe22 7d7d");

    assertThat(heyGen.status(JOB, Wire.ok(body)))
        .isEqualTo(new Answer.Seen(JobStatus.Running.unrecognised("\uFFFD\uFFFD")));
  }

  @Test
  void aNumberOfManyDigitsCostsLittle() {
    String body =
        "{\"data\":{\"status\":\"completed\",\"n\":"
            + "9".repeat(1_000_000)
            + ",\"video_url\":\"x:y\"}}";

    assertThat(heyGen.status(JOB, Wire.ok(body))).isInstanceOf(Answer.class);
  }

  @Test
  void hostileNumbersInAResultAreKeptAsTextOrLeftOut() {
    Answer answer =
        heyGen.status(
            JOB,
            Wire.ok(
                """
                {"data":{"status":"completed","video_url":"https://x.test/v",
                 "duration":1e999999999,"created_at":-99999999999999999999999999}}\
                """));

    assertThat(((Answer.Seen) answer).status())
        .isInstanceOfSatisfying(
            JobStatus.Completed.class,
            done -> {
              assertThat(done.videoUrl()).isPresent();
              assertThat(done.result().field("duration")).contains("1E+999999999");
            });
  }

  @Test
  void everyMutationOfAGoldenBodyEndsInAnAnswer() {
    long seed = 20261121;
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      byte[] body = Mutation.of(GOLDEN.get(random.nextInt(GOLDEN.size())).getBytes(UTF_8), random);
      int status = random.nextInt(4) == 0 ? 100 + random.nextInt(500) : 200;
      WireAnswer answer =
          new WireAnswer(status, Wire.ok("").headers(), body, Wire.NOON, Wire.ASKED);
      String what = "seed " + seed + ", round " + round + ": " + HexFormat.of().formatHex(body);
      assertThatCode(() -> readByAll(answer)).as(what).doesNotThrowAnyException();
    }
  }

  private void readByAll(WireAnswer answer) {
    List<Answer> answers = new ArrayList<>(statuses.page(JOBS, answer).answers().values());
    answers.add(heyGen.status(JOB, answer));
    answers.add(StatusEndpoint.status(JOB, answer, misses));
    for (Answer known : answers) {
      if (known instanceof Miss miss) {
        assertThat(miss.describe()).hasSizeLessThan(300).matches("\\P{Cntrl}*");
      }
    }
    assertThat(new SubmittedIds(1, Credentials.none()).read(answer)).isNotNull();
    assertThat(heyGen.languages(answer)).isNotNull();
    assertThat(batches.submitted(answer)).isNotNull();
    assertThat(batches.page(BatchId.of("b-1"), answer)).isNotNull();
  }
}
