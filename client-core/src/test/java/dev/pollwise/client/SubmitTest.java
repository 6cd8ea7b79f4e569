package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import dev.pollwise.client.job.ResumeToken;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A submit is repeated until its fate is known, and never pays twice. */
@Timeout(60)
class SubmitTest {

  private static final TranslationRequest REQUEST =
      TranslationRequest.of(Clients.VIDEO, "Spanish (Spain)", "French (France)");

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  private TranslationClient client(RawServer server) {
    return Clients.builder(server.uri(), clock, heard).build();
  }

  /** Fails with a script as long as it lasts, then accepts; polls find every job running. */
  private static RawServer failingFirst(int times, RawServer.Script failure) throws IOException {
    AtomicInteger submits = new AtomicInteger();
    return new RawServer(exchange -> {
      if (!exchange.request().isSubmit()) {
        exchange.answer(200, Bodies.RUNNING);
      } else if (submits.incrementAndGet() <= times) {
        failure.serve(exchange);
      } else {
        exchange.answer(200, Bodies.accepted("t-es", "t-fr"));
      }
    });
  }

  private static List<RawServer.Request> submits(RawServer server) {
    return server.requests().stream().filter(RawServer.Request::isSubmit).toList();
  }

  @Test
  void tellsInOrderWhatBecomesOfASubmitWhateverTheListenerThrows() throws Exception {
    List<SubmitEvent> told = new CopyOnWriteArrayList<>();
    try (RawServer server = failingFirst(2, exchange -> exchange.answer(503, "busy"));
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard)
                .submitListener(event -> {
                  told.add(event);
                  throw new IllegalStateException("a listener of no use");
                })
                .build()) {
      assertThat(client.translate(REQUEST)).hasSize(2);

      await().until(() -> told.size() == 6);
      assertThat(told)
          .extracting(event -> event.getClass().getSimpleName() + event.attempt().number())
          .containsExactly(
              "Sending1", "Retrying1", "Sending2", "Retrying2", "Sending3", "Accepted3");
      assertThat(told)
          .extracting(event -> event.attempt().idempotencyKey())
          .containsOnly(submits(server).getFirst().header("Idempotency-Key"));
      assertThat(((SubmitEvent.Retrying) told.get(1)).cause()).isInstanceOf(Miss.Rejected.class);
    }
  }

  @Test
  void oneRequestBecomesOneJobPerLanguageInOrder() throws Exception {
    try (RawServer server = failingFirst(0, exchange -> {});
        TranslationClient client = client(server)) {
      List<TranslationJob> jobs = client.translate(REQUEST);

      assertThat(jobs).extracting(TranslationJob::id).containsExactly(id("t-es"), id("t-fr"));
      assertThat(jobs)
          .extracting(TranslationJob::title)
          .containsExactly("Spanish (Spain)", "French (France)");
      RawServer.Request submit = submits(server).getFirst();
      assertThat(submit.line()).isEqualTo("POST /v3/video-translations HTTP/1.1");
      assertThat(submit.header("Idempotency-Key")).hasSize(36);
      assertThat(submit.header("X-Api-Key")).isEqualTo(Clients.KEY);
      assertThat(submit.header("Content-Type")).isEqualTo("application/json");
      assertThat(submit.body())
          .contains("\"output_languages\":[\"Spanish (Spain)\",\"French (France)\"]");
    }
  }

  private static JobId id(String value) {
    return JobId.of(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "500",
        "502",
        "503",
        "504",
        "408",
        "reset",
        "close",
        "garbage",
        "html",
        "truncated",
        "in progress",
        "throttled",
        "425",
        "302",
        "307",
        "511",
        "no ids",
        "garbled id"
      })
  void isRepeatedUnderTheSameKeyUntilItIsAccepted(String failure) throws Exception {
    RawServer.Script script = Faults.named(failure);
    TranslationRequest request = REQUEST.withIdempotencyKey("my-own:key.1_2");

    try (RawServer server = failingFirst(3, script);
        TranslationClient client = client(server)) {
      assertThat(client.translate(request)).hasSize(2);

      assertThat(submits(server))
          .hasSizeGreaterThanOrEqualTo(4)
          .extracting(submit -> submit.header("Idempotency-Key"))
          .containsOnly("my-own:key.1_2");
      assertThat(submits(server))
          .extracting(RawServer.Request::body)
          .containsOnly(submits(server).getFirst().body());
    }
  }

  @Test
  void aSubmitThatIsNeverAnsweredIsRepeatedAfterTheAttemptTimeout() throws Exception {
    try (RawServer server = failingFirst(1, RawServer.Exchange::awaitClose);
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard).policy(Clients.IMPATIENT).build()) {
      assertThat(client.translate(REQUEST)).hasSize(2);

      assertThat(submits(server)).hasSize(2);
    }
  }

  @Test
  void aLostAnswerIsRecoveredWithExactlyOneJob() throws Exception {
    Map<String, String> acceptedByKey = new ConcurrentHashMap<>();
    AtomicInteger jobs = new AtomicInteger();
    AtomicInteger calls = new AtomicInteger();
    try (RawServer server =
            new RawServer(exchange -> {
              if (!exchange.request().isSubmit()) {
                exchange.answer(200, Bodies.RUNNING);
                return;
              }
              String answer =
                  acceptedByKey.computeIfAbsent(
                      exchange.request().header("Idempotency-Key"),
                      key -> Bodies.accepted("job-" + jobs.incrementAndGet()));
              if (calls.incrementAndGet() <= 3) {
                exchange.reset();
              } else {
                exchange.answer(200, answer);
              }
            });
        TranslationClient client = client(server)) {
      List<TranslationJob> translated =
          client.translate(TranslationRequest.of(Clients.VIDEO, "German"));

      assertThat(translated).extracting(TranslationJob::id).containsExactly(id("job-1"));
      assertThat(jobs).hasValue(1);
    }
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

  @Test
  void anIdThatIsGarbledIsAskedForAgain() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (RawServer server =
            new RawServer(exchange ->
                exchange.answer(
                    200,
                    !exchange.request().isSubmit()
                        ? Bodies.RUNNING
                        : attempts.incrementAndGet() < 3
                            ? "{\"data\":{\"video_translation_ids\":[\"t-es\",7]}}"
                            : Bodies.accepted("t-es", "t-fr")));
        TranslationClient client = client(server)) {
      assertThat(client.translate(REQUEST))
          .extracting(TranslationJob::id)
          .containsExactly(id("t-es"), id("t-fr"));
      assertThat(submits(server))
          .hasSize(3)
          .extracting(submit -> submit.header("Idempotency-Key"))
          .containsOnly(submits(server).getFirst().header("Idempotency-Key"));
    }
  }

  @Test
  void thePaidActIsToldWithItsKeyAndTheServersRequestId() throws Exception {
    List<SubmitEvent> told = new CopyOnWriteArrayList<>();
    AtomicInteger attempts = new AtomicInteger();
    try (RawServer server =
            new RawServer(exchange -> {
              if (!exchange.request().isSubmit()) {
                exchange.answer(200, Bodies.RUNNING);
              } else if (attempts.incrementAndGet() == 1) {
                exchange.answer(503, "", "X-Request-Id: req-1");
              } else if (attempts.get() == 2) {
                exchange.reset();
              } else {
                exchange.answer(200, Bodies.accepted("t-es", "t-fr"), "x-request-id: req-3");
              }
            });
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard).submitListener(told::add).build()) {
      client.translate(REQUEST.withIdempotencyKey("order-7"));

      await().until(() -> told.size() == 6);
      assertThat(told)
          .filteredOn(event -> !(event instanceof SubmitEvent.Sending))
          .extracting(event -> event.attempt().requestId())
          .containsExactly("req-1", "", "req-3");
      assertThat(told.getLast())
          .isInstanceOfSatisfying(
              SubmitEvent.Accepted.class,
              accepted -> {
                assertThat(accepted.jobs()).containsExactly(id("t-es"), id("t-fr"));
                assertThat(accepted.attempt().idempotencyKey()).isEqualTo("order-7");
              });
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

  @Test
  void aCancelledFutureLeavesItsPaidJobsWithinReach() throws Exception {
    List<SubmitEvent> told = new CopyOnWriteArrayList<>();
    CountDownLatch cancelled = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(exchange -> {
              if (exchange.request().isSubmit()) {
                exchange.hold(cancelled);
                exchange.answer(200, Bodies.accepted("t-es", "t-fr"));
              } else {
                exchange.answer(200, Bodies.RUNNING);
              }
            });
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard).submitListener(told::add).build()) {
      CompletableFuture<List<TranslationJob>> submitted = client.translateAsync(REQUEST);
      await().until(() -> submits(server).size() == 1);
      submitted.cancel(true);
      cancelled.countDown();

      await().until(() -> client.watched().size() == 2);
      assertThat(client.watched())
          .extracting(TranslationJob::title)
          .containsExactlyInAnyOrder("Spanish (Spain)", "French (France)");
      await().until(() -> told.getLast() instanceof SubmitEvent.Accepted);
      client.watched().forEach(TranslationJob::stopWatching);
      await().until(() -> client.watched().isEmpty());
    }
  }

  @Test
  void whoIsForbiddenForAWhileComesBackThen() throws Exception {
    List<Duration> sent = new CopyOnWriteArrayList<>();
    try (RawServer server =
            new RawServer(exchange -> {
              if (!exchange.request().isSubmit()) {
                exchange.answer(200, Bodies.COMPLETED);
              } else {
                sent.add(clock.steady());
                if (sent.size() == 1) {
                  exchange.answer(403, "{}", "Retry-After: 20");
                } else {
                  exchange.answer(200, Bodies.accepted("t-es", "t-fr"));
                }
              }
            });
        TranslationClient client = Clients.builder(server.uri(), clock, heard).build()) {
      assertThat(client.translate(REQUEST)).hasSize(2);

      assertThat(sent).hasSize(2);
      assertThat(sent.getLast().minus(sent.getFirst()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(20));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Retry-After: 20", "RateLimit: \"default\";r=0;t=20"})
  void thePauseThatASubmitsSuccessAsksForHoldsTheFirstCall(String header) throws Exception {
    List<JobEvent> events = new CopyOnWriteArrayList<>();
    try (RawServer server =
            new RawServer(exchange -> {
              if (exchange.request().isSubmit()) {
                exchange.answer(200, Bodies.accepted("t-es", "t-fr"), header);
              } else {
                exchange.answer(200, Bodies.RUNNING);
              }
            });
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard).listener(events::add).build()) {
      client.translate(REQUEST);

      await().until(() -> events.stream().anyMatch(JobEvent.Waiting.class::isInstance));
      JobEvent.Waiting first =
          events.stream()
              .filter(JobEvent.Waiting.class::isInstance)
              .map(JobEvent.Waiting.class::cast)
              .findFirst()
              .orElseThrow();
      assertThat(first.reason()).isInstanceOf(WaitReason.Hinted.class);
      assertThat(first.delay()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(23));
    }
  }

  @Test
  void anInterruptedThreadHearsASubmitOutAtClosingToo() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    CompletableFuture<List<ResumeToken>> closed = new CompletableFuture<>();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    List<SubmitEvent> told = new CopyOnWriteArrayList<>();
    try (RawServer server =
        new RawServer(exchange -> {
          exchange.hold(closing);
          exchange.answer(200, Bodies.accepted("t-es", "t-fr"));
        })) {
      TranslationClient client =
          Clients.builder(server.uri(), clock, heard).submitListener(told::add).build();
      CompletableFuture<List<TranslationJob>> submitted = client.translateAsync(REQUEST);
      await().until(() -> submits(server).size() == 1);

      Thread closer =
          Thread.ofVirtual()
              .start(() -> {
                Thread.currentThread().interrupt();
                List<ResumeToken> tokens = client.shutdown();
                flag.complete(Thread.currentThread().isInterrupted());
                closed.complete(tokens);
              });
      await().until(() -> isClosed(client));
      closer.interrupt();
      closing.countDown();

      assertThat(closed.get())
          .extracting(ResumeToken::jobId)
          .containsExactlyInAnyOrder(id("t-es"), id("t-fr"));
      assertThat(submitted.get()).hasSize(2);
      assertThat(flag.get()).as("the flag is kept").isTrue();
      assertThat(told.getLast()).isInstanceOf(SubmitEvent.Accepted.class);
    }
  }

  @Test
  void aCancelledFutureIsHeardOutAtClosing() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(exchange -> {
          exchange.hold(closing);
          exchange.answer(200, Bodies.accepted("t-es", "t-fr"));
        })) {
      TranslationClient client = client(server);
      CompletableFuture<List<TranslationJob>> submitted = client.translateAsync(REQUEST);
      await().until(() -> submits(server).size() == 1);
      submitted.cancel(true);

      CompletableFuture<List<ResumeToken>> closed = CompletableFuture.supplyAsync(client::shutdown);
      await().until(() -> isClosed(client));
      closing.countDown();

      assertThat(closed.get())
          .extracting(ResumeToken::jobId)
          .containsExactlyInAnyOrder(id("t-es"), id("t-fr"));
    }
  }

  @Test
  void closingLetsTheListenerHearTheEndAndWaitsForNoneThatIsItselfTheCaller() throws Exception {
    CompletableFuture<TranslationClient> known = new CompletableFuture<>();
    CompletableFuture<List<ResumeToken>> closed = new CompletableFuture<>();
    try (RawServer server = failingFirst(0, exchange -> {})) {
      TranslationClient client =
          Clients.builder(server.uri(), clock, heard)
              .submitListener(event -> {
                if (event instanceof SubmitEvent.Accepted) {
                  closed.complete(known.join().shutdown());
                }
              })
              .build();
      known.complete(client);
      CompletableFuture<List<TranslationJob>> jobs = client.translateAsync(REQUEST);

      assertTimeoutPreemptively(
          Duration.ofSeconds(4), () -> assertThat(closed.get()).hasSize(2), "a farewell takes 5 s");
      assertThat(jobs).succeedsWithin(Duration.ofSeconds(4));
    }
  }

  private static List<String> keys(RawServer server) {
    return submits(server).stream().map(submit -> submit.header("Idempotency-Key")).toList();
  }

  @Test
  void eachSubmitOfARequestStartsJobsOfItsOwn() throws Exception {
    try (RawServer server = failingFirst(0, exchange -> {});
        TranslationClient client = client(server)) {
      client.translate(REQUEST);
      client.translate(REQUEST);
      client.translate(REQUEST.withMode(TranslationRequest.Mode.PRECISION));

      assertThat(keys(server)).hasSize(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void aKeyOfTheCallersIsRefusedForAnotherSubmitBeforeItIsSent() throws Exception {
    TranslationRequest own = REQUEST.withIdempotencyKey("order-7");
    try (RawServer server = failingFirst(0, exchange -> {});
        TranslationClient client = client(server)) {
      client.translate(own);
      client.translate(own.withLabel("stays with the client"));

      assertThatThrownBy(
              () -> client.translateAsync(own.withMode(TranslationRequest.Mode.PRECISION)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "idempotencyKey order-7: must be another, this one belongs to another submit");
      assertThatThrownBy(() ->
              client.translateBatch(
                  BatchRequest.of(List.of(REQUEST)).withIdempotencyKey("order-7")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(keys(server)).containsExactly("order-7", "order-7");
    }
  }

  @Test
  void aKeyUnderWhichNothingWasAcceptedIsFreeAgain() throws Exception {
    TranslationRequest own = REQUEST.withIdempotencyKey("order-7");
    try (RawServer server =
            failingFirst(1, exchange -> exchange.answer(400, Bodies.error("bad_title", "no")));
        TranslationClient client = client(server)) {
      assertThatThrownBy(() -> client.translate(own.withTitle("?")))
          .isInstanceOf(SubmitFailedException.Refused.class);

      assertThat(client.translate(own.withTitle("Launch"))).hasSize(2);
    }
  }

  @Test
  void theKeyOfASubmitOfUnknownFateStaysItsOwn() throws Exception {
    try (RawServer server =
            failingFirst(
                1, exchange -> exchange.answer(409, Bodies.error("idempotency_conflict", "no")));
        TranslationClient client = client(server)) {
      var unknown =
          catchThrowableOfType(
              SubmitFailedException.FateUnknown.class, () -> client.translate(REQUEST));
      TranslationRequest again = REQUEST.withIdempotencyKey(unknown.idempotencyKey());

      assertThatThrownBy(() -> client.translate(again.withTitle("another")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(client.translate(again)).hasSize(2);
      assertThat(keys(server)).containsOnly(unknown.idempotencyKey());
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

  @Test
  void lostContactEndsItAfterTheFailureBudget() throws Exception {
    try (RawServer server = failingFirst(Integer.MAX_VALUE, RawServer.Exchange::reset);
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard)
                .policy(Clients.POLICY.withFailureBudget(Duration.ofSeconds(40)))
                .build()) {
      assertThatThrownBy(() -> client.translate(REQUEST))
          .isInstanceOfSatisfying(
              SubmitFailedException.FateUnknown.class,
              failed -> assertThat(failed.miss()).isInstanceOf(Miss.Unreachable.class));
    }
  }

  @Test
  void aPauseThatReachesPastTheDeadlineEndsItAtOnce() throws Exception {
    try (RawServer server =
            failingFirst(99, exchange -> exchange.answer(429, "", "Retry-After: 99999999999"));
        TranslationClient client = client(server)) {
      assertThatThrownBy(() -> client.translate(REQUEST)).isInstanceOf(SubmitFailedException.class);

      assertThat(submits(server)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t-es           | t-es",
        "t-es,t-fr,t-de | t-es,t-fr,t-de",
      })
  void jobsAreCalledByTheirIdsWhereTheLanguagesDoNotMatch(String ids, String titles)
      throws Exception {
    try (RawServer server =
            new RawServer(exchange ->
                exchange.answer(
                    200,
                    exchange.request().isSubmit()
                        ? Bodies.accepted(ids.split(","))
                        : Bodies.RUNNING));
        TranslationClient client = client(server)) {
      assertThat(client.translate(REQUEST))
          .extracting(TranslationJob::title)
          .containsExactly(titles.split(","));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"t-es\"]                       | [t-es]       | []",
        "[\"t-es\",\"a b\"]               | [t-es]       | [a b]",
        "[\"t-es\",7,\"t-fr\"]            | [t-es, t-fr] | [7]",
      })
  void tellsOfIdsThatDoNotMatchTheLanguages(String ids, String usable, String unusable)
      throws Exception {
    List<SubmitEvent> told = new CopyOnWriteArrayList<>();
    try (RawServer server =
            new RawServer(exchange ->
                exchange.answer(
                    200,
                    exchange.request().isSubmit()
                        ? "{\"data\":{\"video_translation_ids\":" + ids + "}}"
                        : Bodies.RUNNING));
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard).submitListener(told::add).build()) {
      assertThat(client.translate(REQUEST))
          .extracting(TranslationJob::id)
          .asString()
          .isEqualTo(usable);

      await().until(() -> !told.isEmpty() && told.getLast() instanceof SubmitEvent.Accepted);
      SubmitEvent.Accepted accepted = (SubmitEvent.Accepted) told.getLast();
      assertThat(accepted.attempt().request()).isSameAs(REQUEST);
      assertThat(accepted.jobs()).hasToString(usable);
      assertThat(accepted.unusable()).hasToString(unusable);
    }
  }

  @Test
  void idsThatArriveWhileTheClientClosesComeBackAsTokens() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(exchange -> {
          exchange.hold(closing);
          exchange.answer(200, Bodies.accepted("t-es", "t-fr"));
        })) {
      TranslationClient client = client(server);
      CompletableFuture<List<TranslationJob>> submitted = client.translateAsync(REQUEST);
      await().until(() -> submits(server).size() == 1);

      CompletableFuture<List<ResumeToken>> closed = CompletableFuture.supplyAsync(client::shutdown);
      await().until(() -> isClosed(client));
      closing.countDown();

      assertThat(closed.get())
          .extracting(ResumeToken::jobId)
          .containsExactlyInAnyOrder(id("t-es"), id("t-fr"));
      for (TranslationJob job : submitted.get()) {
        assertThat(job.await()).isInstanceOf(JobOutcome.Cancelled.class);
      }
      assertThat(submits(server)).hasSize(1);
    }
  }

  private static boolean isClosed(TranslationClient client) {
    try {
      client.statusAsync(id("any")).cancel(true);
      return false;
    } catch (IllegalStateException closed) {
      return true;
    }
  }

  @Test
  void closingEndsASubmitThatIsParkedInItsBackoff() throws Exception {
    try (RawServer server =
        failingFirst(99, exchange -> exchange.answer(429, "", "Retry-After: 3000"))) {
      TranslationClient client = client(server);
      CompletableFuture<List<TranslationJob>> submitted = client.translateAsync(REQUEST);
      await().until(() -> submits(server).size() == 1 && server.connections() == 0);

      assertThat(client.shutdown()).isEmpty();

      assertThatThrownBy(submitted::get)
          .cause()
          .isInstanceOf(SubmitFailedException.class)
          .hasMessageContaining(submits(server).getFirst().header("Idempotency-Key"));
      assertThat(submits(server)).hasSize(1);
    }
  }

  @Test
  void severalSubmitsThatNobodyAnswersShareOneFarewell() throws Exception {
    try (RawServer server = new RawServer(RawServer.Exchange::awaitClose)) {
      TranslationClient client = client(server);
      List<CompletableFuture<List<TranslationJob>>> submitted =
          Stream.generate(() -> client.translateAsync(REQUEST)).limit(8).toList();
      await().until(() -> submits(server).size() == 8);

      assertTimeoutPreemptively(
          Duration.ofSeconds(20), client::close, "eight farewells one after the other take 40 s");

      await().until(() -> submitted.stream().allMatch(CompletableFuture::isCompletedExceptionally));
      await().until(() -> server.connections() == 0);
    }
  }

  @Test
  void aSubmitThatMeetsTheCloseEitherIsRefusedOrEnds() throws Exception {
    for (int round = 0; round < 50; round++) {
      try (RawServer server = failingFirst(0, exchange -> {})) {
        TranslationClient client = client(server);
        CompletableFuture<List<JobId>> known = new CompletableFuture<>();
        Thread.ofVirtual()
            .start(() -> {
              try {
                known.complete(ids(client.translate(REQUEST)));
              } catch (SubmitFailedException | IllegalStateException refused) {
                known.complete(List.of());
              }
            });

        List<ResumeToken> tokens = client.shutdown();

        assertThat(tokens).extracting(ResumeToken::jobId).hasSameElementsAs(known.get());
      }
    }
  }

  private static List<JobId> ids(List<TranslationJob> jobs) {
    return jobs.stream().map(TranslationJob::id).toList();
  }
}
