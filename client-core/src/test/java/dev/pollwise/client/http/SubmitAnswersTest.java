package dev.pollwise.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pollwise.client.http.HeyGenApi.AcceptedJobs;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.DurableRequest.Reply;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer to a submit says of its fate, and which ids are found in it. */
class SubmitAnswersTest {

  private final SubmittedIds one = new SubmittedIds(1, Credentials.none());
  private final SubmittedIds two = new SubmittedIds(2, Credentials.none());
  private final BatchFormat batches = new BatchFormat(Credentials.none());

  private static String error(String code) {
    return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"no\"}}";
  }

  private static String ids(String array) {
    return "{\"data\":{\"video_translation_ids\":" + array + "}}";
  }

  private static AcceptedJobs jobs(String... ids) {
    return new AcceptedJobs(Stream.of(ids).map(JobId::of).toList(), List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "429, rate_limit_exceeded, Busy",
    "409, request_in_progress, InProgress",
    "0, '', Lost",
    "199, '', Lost",
    "300, '', Lost",
    "302, '', Lost",
    "303, '', Lost",
    "304, '', Lost",
    "307, '', Lost",
    "408, timeout, Lost",
    "425, too_early, Lost",
    "500, internal, Lost",
    "502, '', Lost",
    "503, request_rejected, Lost",
    "504, '', Lost",
    "511, '', Lost",
    "599, '', Lost",
    "999, '', Lost",
    "301, moved, Refused",
    "308, moved, Refused",
    "400, invalid_parameter, Refused",
    "401, unauthorized, Refused",
    "402, insufficient_credit, Refused",
    "403, forbidden, Refused",
    "404, resource_not_found, Refused",
    "405, '', Refused",
    "409, conflict, Refused",
    "413, too_large, Refused",
    "415, '', Refused",
    "422, invalid, Refused",
    "429, quota_exceeded, Refused",
    "451, '', Refused"
  })
  void whatBecomesOfASubmit(int status, String code, String reply) {
    WireAnswer answer = Wire.answer(status, error(code));

    assertThat(one.read(answer).getClass().getSimpleName()).isEqualTo(reply);
    assertThat(batches.submitted(answer).getClass().getSimpleName()).isEqualTo(reply);
  }

  @ParameterizedTest
  @CsvSource({
    "422, idempotency_key_reuse, true",
    "409, IDEMPOTENCY_OUTCOME_UNKNOWN, true",
    "409, IdempotencyConflict, true",
    "400, idempotent_parameter_mismatch, true",
    "409, duplicate_request, true",
    "400, INVALID_IDEMPOTENCY_KEY, false",
    "400, idempotency_key_missing, false",
    "409, conflict, false",
    "422, '', false"
  })
  void tellsARefusalByAServerThatHasMetTheKey(int status, String code, boolean knowsKey) {
    assertThat(one.read(Wire.answer(status, error(code))))
        .isInstanceOfSatisfying(
            Reply.Refused.class, refused -> assertThat(refused.knowsKey()).isEqualTo(knowsKey));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "422 | {'error':{'message':'Idempotency key already used'}} | true",
        "400 | {'error':{'type':'idempotency_error','message':'only with the same body'}} | true",
        "422 | {'title':'Idempotency-Key is already used','type':'https://x.test/key'} | true",
        "409 | {'error':'idempotency_key_reuse'} | true",
        "403 | {'code':'idempotency_key_reuse','message':'no'} | true",
        "404 | {'detail':'the job of this idempotency key was deleted'} | true",
        "409 | {'error':{'code':7,'message':'Duplicate request'}} | true",
        "409 | Idempotency-Key reused | true",
        "400 | {'title':'Idempotency-Key is missing'} | false",
        "400 | {'error':{'message':'the Idempotency-Key is too long'}} | false",
        "400 | {'error':{'code':'invalid_parameter','message':'a duplicate language'}} | false",
        "400 | <html>no duplicates</html> | false"
      })
  void tellsThatTheKeyWasMetWhereverItIsSaid(int status, String body, boolean knowsKey) {
    assertThat(one.read(Wire.answer(status, body.replace('\'', '"'))))
        .isInstanceOfSatisfying(
            Reply.Refused.class, refused -> assertThat(refused.knowsKey()).isEqualTo(knowsKey));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'title':'A request is outstanding for this Idempotency-Key'}",
        "{'error':{'code':'idempotency_concurrent_request','message':'no'}}",
        "{'error':{'message':'a request with this idempotency key is still processing'}}",
        "{'error':'request_in_progress'}"
      })
  void aConflictWithItselfIsWaitedOut(String body) {
    assertThat(one.read(Wire.answer(409, body.replace('\'', '"'))))
        .isInstanceOf(Reply.InProgress.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"duplicate", "idempoten invalid ", "still ", "in-progres"})
  void hostileWordsCostLittle(String part) {
    String words = part.repeat(1_000_000 / part.length()) + " x";

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (String body : List.of(words, error(words))) {
            assertThat(one.read(Wire.answer(422, body))).isNotNull();
          }
        });
  }

  @Test
  void aSubmitToAnAddressThatTheServerDoesNotKnowSpeaksOfNoJob() {
    assertThat(one.read(Wire.answer(404, "nothing here")))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.miss().describe()).startsWith("HTTP 404: nothing here"));
  }

  @Test
  void acceptsIdsInOrder() {
    assertThat(two.read(Wire.ok(ids("[\"t-es\",\"t-fr\"]"))))
        .isEqualTo(new Reply.Done<>(jobs("t-es", "t-fr")));
    assertThat(one.read(Wire.ok("{\"data\":{\"video_translation_id\":\"t-es\"}}")))
        .isEqualTo(new Reply.Done<>(jobs("t-es")));
  }

  @Test
  void moreIdsThanLanguagesAreAllAccepted() {
    assertThat(one.read(Wire.ok(ids("[\"t-es\",\"t-fr\"]"))))
        .isEqualTo(new Reply.Done<>(jobs("t-es", "t-fr")));
  }

  @Test
  void theSameIdTwiceIsAnAnswerForBothLanguages() {
    assertThat(two.read(Wire.ok(ids("[\"t-1\",\"t-1\"]"))))
        .isEqualTo(new Reply.Done<>(jobs("t-1", "t-1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "{\"data\":null}",
        "{\"data\":{}}",
        "{\"data\":{\"video_translation_ids\":[]}}",
        "{\"data\":{\"video_translation_ids\":\"t-es\"}}",
        "{\"data\":{\"video_translation_ids\":[null]}}",
        "{\"data\":{\"video_translation_ids\":[\"a b\"]}}",
        "{\"data\":{\"video_translation_id\":7}}",
        "{\"error\":{\"code\":\"invalid_parameter\",\"message\":\"no\"}}",
        "{\"data\":{\"video_transl"
      })
  void anAcceptanceThatNobodyCanReadLeavesTheFateOpen(String body) {
    assertThat(one.read(Wire.ok(body)))
        .isInstanceOfSatisfying(
            Reply.Lost.class, lost -> assertThat(lost.miss()).isInstanceOf(Miss.Unreadable.class));
  }

  @Test
  void keepsTheIdsThatCanBeAskedAboutWhereOthersCannot() {
    assertThat(two.read(Wire.ok(ids("[\"a\\nb\",\"\",null,7,{\"id\":\"x\"},\"t-fr\"]"))))
        .isInstanceOfSatisfying(
            Reply.Partial.class,
            part ->
                assertThat(part.value())
                    .isEqualTo(
                        new AcceptedJobs(
                            List.of(JobId.of("t-fr")),
                            List.of("a b", "", "null", "7", "{\"id\":\"x\"}"))));
  }

  @Test
  void idsThatAreReadableInTurnAddUp() {
    assertThat(two.read(Wire.ok(ids("[7,\"t-fr\"]")))).isInstanceOf(Reply.Partial.class);
    assertThat(two.read(Wire.ok("<html>"))).isInstanceOf(Reply.Lost.class);
    assertThat(two.read(Wire.ok(ids("[\"t-es\",null]"))))
        .isEqualTo(new Reply.Done<>(jobs("t-es", "t-fr")));
  }

  @Test
  void anIdThatWasReadableOnceIsNeverDropped() {
    assertThat(two.read(Wire.ok(ids("[\"t-es\"]")))).isInstanceOf(Reply.Partial.class);
    assertThat(two.read(Wire.ok(ids("[\"t-xx\"]"))))
        .isInstanceOfSatisfying(
            Reply.Partial.class, part -> assertThat(part.value()).isEqualTo(jobs("t-es", "t-xx")));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 409, 422, 500, 503, 302})
  void anIdThatAnErrorBringsIsUsed(int status) {
    for (String body :
        List.of(
            "{\"error\":{\"code\":\"c\",\"video_translation_ids\":[\"t-es\"]}}",
            "{\"error\":{\"code\":\"c\"},\"data\":{\"video_translation_ids\":[\"t-es\"]}}",
            "{\"error\":{\"code\":\"c\",\"video_translation_id\":\"t-es\"}}",
            "{\"error\":\"words\",\"video_translation_id\":\"t-es\"}")) {
      assertThat(new SubmittedIds(1, Credentials.none()).read(Wire.answer(status, body)))
          .as(body)
          .isEqualTo(new Reply.Done<>(jobs("t-es")));
    }
    assertThat(
            batches.submitted(
                Wire.answer(status, "{\"error\":{\"code\":\"c\",\"batch_id\":\"b-1\"}}")))
        .isEqualTo(new Reply.Done<>(BatchId.of("b-1")));
  }

  @Test
  void idsOfTheJobsThatTakeUpTheRoomAreNotOurs() {
    String body = "{\"error\":{\"code\":\"concurrency\",\"video_translation_ids\":[\"other\"]}}";

    assertThat(one.read(Wire.answer(429, body))).isInstanceOf(Reply.Busy.class);
  }
}
