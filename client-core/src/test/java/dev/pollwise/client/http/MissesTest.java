package dev.pollwise.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MissesTest {

  private static final Hint NINE_SECONDS = new Hint.RetryAfter(Duration.ofSeconds(9));
  private static final String ENVELOPE =
      "{\"error\":{\"code\":\"some_code\",\"message\":\"Some words\",\"doc_url\":null}}";

  private final Misses misses = new Misses(Credentials.none());

  static Stream<Integer> allStatusesButSuccess() {
    return Stream.of(
            IntStream.rangeClosed(100, 199), IntStream.rangeClosed(300, 599), IntStream.of(999))
        .flatMap(IntStream::boxed);
  }

  @ParameterizedTest
  @MethodSource("allStatusesButSuccess")
  void everyStatusHasOneMeaning(int status) {
    String detail = "some_code: Some words";
    Miss expected =
        switch (status) {
          case 401, 402 -> new Miss.Denied(status, detail);
          case 403 -> new Miss.Throttled("HTTP 403: " + detail, NINE_SECONDS);
          case 404 -> new Miss.NotFound(detail, NINE_SECONDS);
          case 300, 301, 302, 303, 307, 308 -> new Miss.Redirected(status, "", NINE_SECONDS);
          case 429 -> new Miss.Throttled(detail, NINE_SECONDS);
          default -> new Miss.Rejected(status, detail, NINE_SECONDS);
        };

    assertThat(misses.of(Wire.answer(status, ENVELOPE, "Retry-After", "9"))).isEqualTo(expected);
  }

  @Test
  void whoIsNotToldToComeBackIsDenied() {
    assertThat(misses.of(Wire.answer(403, ENVELOPE)))
        .isEqualTo(new Miss.Denied(403, "some_code: Some words"));
    assertThat(misses.of(Wire.answer(403, ENVELOPE, "RateLimit", "\"a\";r=0;t=9")).hint())
        .isEqualTo(new Hint.Quota(0, Duration.ofSeconds(9)));
    assertThat(misses.of(Wire.answer(403, ENVELOPE, "RateLimit", "\"a\";r=5;t=9")))
        .isInstanceOf(Miss.Denied.class);
  }

  @ParameterizedTest
  @CsvSource({
    "unauthorized, Denied",
    "insufficient_credit, Denied",
    "forbidden, Denied",
    "quota_exceeded, Denied",
    "video_not_found, NotFound",
    "rate_limit_exceeded, Throttled",
    "internal_error, Rejected",
    "brand_new, Unreadable"
  })
  void anErrorSentAsASuccessMeansWhatItsCodeSays(String code, String miss) {
    Answer answer =
        new HeyGenFormat(Credentials.none())
            .status(
                JobId.of("x"),
                Wire.ok("{\"error\":{\"code\":\"" + code + "\",\"message\":\"words\"}}"));

    assertThat(answer.getClass().getSimpleName()).isEqualTo(miss);
    assertThat(((Miss) answer).describe()).contains(code + ": words");
  }

  @Test
  void everySuccessWithoutSenseIsUnreadable() {
    HeyGenFormat format = new HeyGenFormat(Credentials.none());
    for (int status = 200; status < 300; status++) {
      Answer answer = format.status(JobId.of("x"), Wire.answer(status, "{}"));
      assertThat(answer).isInstanceOf(Miss.Unreadable.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 403, 429, 500})
  void anExhaustedQuotaIsFinalUnderAnyStatus(int status) {
    Miss miss =
        misses.of(
            Wire.answer(
                status,
                "{\"error\":{\"code\":\"quota_exceeded\",\"message\":\"used up\"}}",
                "Retry-After",
                "9"));

    assertThat(miss).isEqualTo(new Miss.Denied(status, "quota_exceeded: used up"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://portal.test/login?token=s3cret, https://portal.test/login?…",
    "//me:s3cret@other.test/, https://other.test/",
    "/v4/jobs/x, https://api.test/v4/jobs/x",
    "https://bad host/, https://bad host/"
  })
  void aRedirectTellsWhereToWithoutSecrets(String location, String shown) {
    assertThat(misses.of(Wire.answer(307, "", "Location", location)).describe())
        .isEqualTo("HTTP 307: redirected to " + shown + ", which is not followed");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void readsBothFormsOfTheHint(int status) {
    assertThat(misses.of(Wire.answer(status, "", "Retry-After", "30")).hint())
        .isEqualTo(new Hint.RetryAfter(Duration.ofSeconds(30)));
    assertThat(
            misses
                .of(Wire.answer(status, "", "Retry-After", "Sat, 21 Nov 2026 12:00:30 GMT"))
                .hint())
        .isEqualTo(new Hint.RetryAfter(Duration.ofSeconds(30)));
  }

  @Test
  void takesTheMessageFromWhereverItIs() {
    assertThat(misses.of(Wire.answer(500, "{\"error\":\"plain words\"}")).describe())
        .isEqualTo("HTTP 500: plain words");
    assertThat(misses.of(Wire.answer(500, "{\"code\":7,\"message\":\"old words\"}")).describe())
        .isEqualTo("HTTP 500: old words");
    assertThat(misses.of(Wire.answer(502, "<html>\n<b>Bad Gateway</b>")).describe())
        .isEqualTo("HTTP 502: <html> <b>Bad Gateway</b> (from https://api.test/v3/jobs/x?…)");
    assertThat(misses.of(Wire.answer(500, "{\"error\":{\"code\":5}}")).describe())
        .startsWith("HTTP 500: ");
  }
}
