package dev.pollwise.client;

import static dev.pollwise.client.Submits.REQUEST;
import static dev.pollwise.client.Submits.failingFirst;
import static dev.pollwise.client.Submits.id;
import static dev.pollwise.client.Submits.ids;
import static dev.pollwise.client.Submits.submits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.job.Answer.Miss;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever becomes of a submit is told, and its jobs are within reach, whoever listens. */
@Timeout(60)
class SubmitEventsTest {

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  private TranslationClient client(RawServer server) {
    return Clients.builder(server.uri(), clock, heard).build();
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
}
