package dev.pollwise.client;

import static dev.pollwise.client.Submits.REQUEST;
import static dev.pollwise.client.Submits.failingFirst;
import static dev.pollwise.client.Submits.id;
import static dev.pollwise.client.Submits.submits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A submit is repeated until its fate is known, and never pays twice. */
@Timeout(60)
class SubmitTest {

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  private TranslationClient client(RawServer server) {
    return Clients.builder(server.uri(), clock, heard).build();
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
}
