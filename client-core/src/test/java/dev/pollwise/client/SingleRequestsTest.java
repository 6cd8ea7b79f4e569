package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.PollwiseException.RequestFailedException;
import dev.pollwise.client.policy.PollingPolicy;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked once, of servers made for the purpose. */
@Timeout(60)
class SingleRequestsTest {

  private static final JobId JOB = JobId.of("t-es");

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  private TranslationClient client(RawServer server, PollingPolicy policy) {
    return Clients.builder(server.uri(), clock, heard).policy(policy).build();
  }

  private TranslationClient client(RawServer server) {
    return client(server, Clients.POLICY);
  }

  private static RawServer saying(String body) throws IOException {
    return new RawServer(exchange -> exchange.answer(200, body));
  }

  @Test
  void aStatusIsAskedForOnce() throws Exception {
    try (RawServer server = saying(Bodies.failed("no audio"));
        TranslationClient client = client(server)) {
      assertThat(client.status(JOB))
          .isInstanceOfSatisfying(
              JobStatus.Failed.class, failed -> assertThat(failed.reason()).isEqualTo("no audio"));
      assertThat(server.requests())
          .extracting(RawServer.Request::line)
          .containsExactly("GET /v3/video-translations/t-es HTTP/1.1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a%2Fb",
    "a?b=c, a%3Fb%3Dc",
    "a#b, a%23b",
    "a%2Fb, a%252Fb",
    "a+b, a%2Bb",
    "a:b@c;d, a%3Ab%40c%3Bd",
    "../../v1, ..%2F..%2Fv1",
    "'\"<\\>', %22%3C%5C%3E"
  })
  void anIdNeverLeavesItsPlaceInThePath(String id, String segment) throws Exception {
    try (RawServer server = saying(Bodies.PENDING);
        TranslationClient client =
            Clients.builder(server.uri().resolve("/base//"), clock, heard).build()) {
      client.status(JobId.of(id));

      assertThat(server.requests())
          .extracting(RawServer.Request::line)
          .containsExactly("GET /base/v3/video-translations/" + segment + " HTTP/1.1");
    }
  }

  @Test
  void aBearerTokenIsSentInstead() throws Exception {
    try (RawServer server = saying(Bodies.PENDING);
        TranslationClient client =
            TranslationClient.builder(server.uri()).bearerToken("tok").build()) {
      client.status(JOB);

      RawServer.Request request = server.requests().getFirst();
      assertThat(request.header("Authorization")).isEqualTo("Bearer tok");
      assertThat(request.headers()).doesNotContainKey("X-Api-Key");
    }
  }

  @ParameterizedTest
  @CsvSource({"401, Denied", "404, NotFound", "429, Throttled", "500, Rejected"})
  void aStatusWithoutAUsableAnswerFails(int status, String kind) throws Exception {
    try (RawServer server =
            new RawServer(exchange -> exchange.answer(status, Bodies.error("code", "Words")));
        TranslationClient client = client(server)) {
      assertThatThrownBy(() -> client.status(JOB))
          .isInstanceOfSatisfying(
              RequestFailedException.class,
              failed -> assertThat(failed.miss().getClass().getSimpleName()).isEqualTo(kind))
          .hasMessageContaining("status of t-es")
          .hasMessageContaining("code: Words");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 503})
  void whatAFailedRequestThrowsHoldsTheServersRequestId(int status) throws Exception {
    String header = "X-Request-Id: req-7 of " + Clients.KEY;
    try (RawServer server = new RawServer(exchange -> exchange.answer(status, "{}", header));
        TranslationClient client = client(server)) {
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> client.status(JOB), () -> client.freshUrl(JOB), client::languages)) {
        assertThatThrownBy(call)
            .isInstanceOfSatisfying(
                RequestFailedException.class,
                failed -> assertThat(failed.requestId()).isEqualTo("req-7 of …"))
            .hasMessageEndingWith("; request id req-7 of …");
      }
    }
  }

  @Test
  void aServerThatDoesNotAnswerInTimeFailsSingleRequests() throws Exception {
    try (RawServer server = new RawServer(RawServer.Exchange::awaitClose);
        TranslationClient client = client(server, Clients.IMPATIENT)) {
      assertThatThrownBy(() -> client.status(JOB))
          .isInstanceOfSatisfying(
              RequestFailedException.class,
              failed -> assertThat(failed.miss()).isInstanceOf(Miss.TimedOut.class));
      assertThatThrownBy(client::languages)
          .isInstanceOfSatisfying(
              RequestFailedException.class,
              failed -> assertThat(failed.miss()).isInstanceOf(Miss.TimedOut.class));
      await().until(() -> server.connections() == 0);
    }
  }

  @Test
  void languagesAreListed() throws Exception {
    try (RawServer server = saying("{\"data\":{\"languages\":[\"English\",\"French\"]}}");
        TranslationClient client = client(server)) {
      assertThat(client.languages()).containsExactly("English", "French");
      assertThat(server.requests().getFirst().line())
          .isEqualTo("GET /v3/video-translations/languages HTTP/1.1");
    }
  }

  @Test
  void aWrongAddressIsToldInWords() throws Exception {
    try (RawServer server = new RawServer(exchange -> exchange.answer(404, "<h1>Not here</h1>"));
        TranslationClient client = client(server)) {
      assertThatThrownBy(client::languages)
          .isInstanceOf(RequestFailedException.class)
          .hasMessage(
              "languages: HTTP 404: <h1>Not here</h1> (from "
                  + server.uri()
                  + "/v3/video-translations/languages)");
    }
  }
}
