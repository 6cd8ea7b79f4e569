package dev.pollwise.client;

import static dev.pollwise.client.Submits.REQUEST;
import static dev.pollwise.client.Submits.failingFirst;
import static dev.pollwise.client.Submits.id;
import static dev.pollwise.client.Submits.submits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import java.net.Authenticator;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A refusal tells whether anything may have been paid, under which key, and what it was. */
@Timeout(60)
class SubmitRefusedTest {

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  private TranslationClient client(RawServer server) {
    return Clients.builder(server.uri(), clock, heard).build();
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorized, Denied",
    "402, insufficient_credit, Denied",
    "403, forbidden, Denied",
    "429, quota_exceeded, Denied",
    "400, invalid_parameter, Rejected",
    "409, conflict, Rejected",
    "404, resource_not_found, Rejected"
  })
  void aRefusalEndsItAtOnceWithKeyAndWords(int status, String code, String kind) throws Exception {
    try (RawServer server =
            failingFirst(
                99, exchange -> exchange.answer(status, Bodies.error(code, "Server's words")));
        TranslationClient client = client(server)) {
      SubmitFailedException refused =
          catchThrowableOfType(
              SubmitFailedException.Refused.class, () -> client.translate(REQUEST));

      assertThat(refused.idempotencyKey())
          .isEqualTo(submits(server).getFirst().header("Idempotency-Key"));
      assertThat(refused)
          .hasMessageContaining(refused.idempotencyKey())
          .hasMessageContaining(code + ": Server's words");
      assertThat(refused.miss().getClass().getSimpleName()).isEqualTo(kind);
      assertThat(submits(server)).hasSize(1);
    }
  }

  @Test
  void aRefusalWhoseBodyNeverComesIsARefusal() throws Exception {
    try (RawServer server =
            new RawServer(exchange -> {
              exchange.write("HTTP/1.1 422 x\r\nContent-Length: 100\r\n\r\n{");
              exchange.awaitClose();
            });
        TranslationClient client = client(server)) {
      assertThatThrownBy(() -> client.translate(REQUEST))
          .isInstanceOf(SubmitFailedException.Refused.class)
          .hasMessageContaining("HTTP 422");

      assertThat(submits(server)).hasSize(1);
      await().until(() -> server.connections() == 0);
    }
  }

  /** What may have happened to the first attempt, and what the second is told then. */
  @ParameterizedTest
  @CsvSource({
    "503, 422",
    "503, 403",
    "503, 400",
    "503, 301",
    "503, 404",
    "reset, 409",
    "truncated, 402",
    "garbled id, 401",
    "html, 413",
    "in progress, 400",
    "302, 422"
  })
  void aRefusalAfterAnAttemptOfUnknownFateIsNoPlainRefusal(String first, int status)
      throws Exception {
    RawServer.Script lost = Faults.named(first);
    AtomicInteger attempts = new AtomicInteger();
    try (RawServer server =
            new RawServer(exchange -> {
              if (attempts.incrementAndGet() == 1) {
                lost.serve(exchange);
              } else {
                exchange.answer(status, Bodies.error("some_code", "Second words"));
              }
            });
        TranslationClient client = client(server)) {
      var unknown =
          catchThrowableOfType(
              SubmitFailedException.FateUnknown.class, () -> client.translate(REQUEST));

      String key = submits(server).getFirst().header("Idempotency-Key");
      assertThat(unknown.idempotencyKey()).isEqualTo(key);
      assertThat(unknown.firstMiss()).isNotEqualTo(unknown.miss());
      assertThat(unknown)
          .hasMessageContaining(unknown.miss().describe())
          .hasMessageContaining("earlier attempt (" + unknown.firstMiss().describe() + ")")
          .hasMessageContaining("may have been accepted")
          .hasMessageContaining("only under idempotency key " + key);
      assertThat(submits(server)).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 422})
  void aRefusalAfterAServerWithoutRoomIsAPlainOne(int status) throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (RawServer server =
            new RawServer(exchange ->
                exchange.answer(
                    attempts.incrementAndGet() == 1 ? 429 : status, Bodies.error("code", "no")));
        TranslationClient client = client(server)) {
      assertThatThrownBy(() -> client.translate(REQUEST))
          .isInstanceOf(SubmitFailedException.Refused.class)
          .hasMessageContaining("no job has begun");
      assertThat(submits(server)).hasSize(2);
    }
  }

  @Test
  void aKeyThatTheServerHasMetBeforeIsNoPlainRefusal() throws Exception {
    try (RawServer server =
            failingFirst(
                99, exchange -> exchange.answer(422, Bodies.error("idempotency_key_reuse", "no")));
        TranslationClient client = client(server)) {
      assertThatThrownBy(() -> client.translate(REQUEST.withIdempotencyKey("order-7")))
          .isInstanceOf(SubmitFailedException.FateUnknown.class)
          .hasMessageContaining("order-7");
    }
  }

  @Test
  void theIdThatARefusalBringsIsUsed() throws Exception {
    String refusal =
        "{\"error\":{\"code\":\"idempotency_key_reuse\"},"
            + "\"data\":{\"video_translation_ids\":[\"t-es\",\"t-fr\"]}}";
    AtomicInteger attempts = new AtomicInteger();
    try (RawServer server =
            new RawServer(exchange -> {
              if (!exchange.request().isSubmit()) {
                exchange.answer(200, Bodies.RUNNING);
              } else if (attempts.incrementAndGet() == 1) {
                exchange.reset();
              } else {
                exchange.answer(422, refusal);
              }
            });
        TranslationClient client = client(server)) {
      assertThat(client.translate(REQUEST))
          .extracting(TranslationJob::id)
          .containsExactly(id("t-es"), id("t-fr"));
    }
  }

  @ParameterizedTest
  @CsvSource({"422, Refused", "503, FateUnknown"})
  void whatAFailedSubmitThrowsHoldsTheServersRequestId(int status, String kind) throws Exception {
    String id = "req-1 of " + Clients.KEY;
    try (RawServer server =
            failingFirst(99, exchange -> exchange.answer(status, "", "X-Request-Id: " + id));
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard)
                .policy(Clients.POLICY.withFailureBudget(Duration.ofSeconds(5)))
                .build()) {
      assertThatThrownBy(() -> client.translate(REQUEST))
          .isInstanceOfSatisfying(
              SubmitFailedException.class,
              failed -> {
                assertThat(failed.getClass().getSimpleName()).isEqualTo(kind);
                assertThat(failed.requestId()).isEqualTo("req-1 of …");
              })
          .hasMessageEndingWith("; request id req-1 of …");
    }
  }

  @Test
  void aSubmitWithoutAnAnswerHasNoRequestId() throws Exception {
    try (ClosedPort nobody = new ClosedPort();
        TranslationClient client =
            Clients.builder(nobody.uri(), clock, heard)
                .policy(Clients.POLICY.withFailureBudget(Duration.ofSeconds(5)))
                .build()) {
      assertThatThrownBy(() -> client.translate(REQUEST.withIdempotencyKey("order-7")))
          .isInstanceOfSatisfying(
              SubmitFailedException.class, failed -> assertThat(failed.requestId()).isEmpty())
          .hasMessageEndingWith("idempotency key order-7");
    }
  }

  @ParameterizedTest
  @CsvSource({"400, Refused", "503, FateUnknown"})
  void tellsHowASubmitFailed(int status, String kind) throws Exception {
    List<SubmitEvent> told = new CopyOnWriteArrayList<>();
    try (RawServer server = failingFirst(99, exchange -> exchange.answer(status, ""));
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard)
                .policy(Clients.POLICY.withFailureBudget(Duration.ofSeconds(5)))
                .submitListener(told::add)
                .build()) {
      assertThatThrownBy(() -> client.translate(REQUEST)).isInstanceOf(SubmitFailedException.class);

      await()
          .untilAsserted(
              () -> assertThat(told.getLast().getClass().getSimpleName()).isEqualTo(kind));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 308})
  void anAddressThatHasMovedForGoodEndsItAtOnceAndNamesTheNewOne(int status) throws Exception {
    try (RawServer server =
            failingFirst(
                99, exchange -> exchange.answer(status, "", "Location: https://moved.test/v3"));
        TranslationClient client = client(server)) {
      assertThatThrownBy(() -> client.translate(REQUEST))
          .isInstanceOf(SubmitFailedException.class)
          .hasMessageContaining("https://moved.test/v3");
      assertThat(submits(server)).hasSize(1);
    }
  }

  /** Of the JDK's client an authenticator, for a proxy say, makes an I/O error of such a 401. */
  @Test
  void aRefusalIsOneThoughTheUsersClientHasAnAuthenticator() throws Exception {
    HttpClient http = HttpClient.newBuilder().authenticator(new Authenticator() {}).build();
    try (RawServer server =
            failingFirst(99, exchange -> exchange.answer(401, Bodies.error("unauthorized", "no")));
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard).httpClient(http).build()) {
      assertThatThrownBy(() -> client.translate(REQUEST))
          .isInstanceOf(SubmitFailedException.Refused.class)
          .hasMessageStartingWith("submit: HTTP 401: ");
      assertThat(submits(server)).hasSize(1);
    }
  }
}
