package dev.pollwise.client;

import static dev.pollwise.client.Batches.ACCEPTED;
import static dev.pollwise.client.Batches.FIRST;
import static dev.pollwise.client.Batches.REQUEST;
import static dev.pollwise.client.Batches.SECOND;
import static dev.pollwise.client.Batches.THIRD;
import static dev.pollwise.client.Batches.each;
import static dev.pollwise.client.Batches.isLook;
import static dev.pollwise.client.Batches.items;
import static dev.pollwise.client.Batches.job;
import static dev.pollwise.client.Batches.looks;
import static dev.pollwise.client.Batches.page;
import static dev.pollwise.client.Batches.server;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.PollwiseException.BatchLostException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch is submitted once, its jobs are learned as the server names them, and none is lost. */
@Timeout(60)
class BatchTest {

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  private TranslationClient client(RawServer server) {
    return Clients.builder(server.uri(), clock, heard).build();
  }

  @Test
  void becomesJobsAndRefusalsInTheOrderOfTheRequests() throws Exception {
    try (RawServer server = server(each(page("", THIRD, FIRST, SECOND)));
        TranslationClient client = client(server)) {
      TranslationBatch batch = client.translateBatch(REQUEST.withTitle("Launch"));

      List<TranslationBatch.Item> items = items(batch);

      assertThat(batch.id()).isEqualTo(BatchId.of("b-1"));
      assertThat(items).hasSize(3);
      assertThat(job(items.getFirst()).title()).isEqualTo("Spanish (Spain)");
      assertThat(items.get(1)).isEqualTo(new TranslationBatch.Item.Refused(1, "no audio"));
      assertThat(job(items.getLast()).title()).isEqualTo("German");
      assertThat(job(items.getLast()).await()).isInstanceOf(JobOutcome.Ended.class);
      RawServer.Request submit = server.requests().getFirst();
      assertThat(submit.line()).isEqualTo("POST /v3/video-translations/batches HTTP/1.1");
      assertThat(submit.header("Idempotency-Key")).hasSize(36);
      assertThat(submit.body())
          .contains("\"output_languages\":[\"Spanish (Spain)\",\"French (France)\"]")
          .contains("\"title\":\"Launch\"");
    }
  }

  @Test
  void eachJobIsWaitedForAsSoonAsItIsKnown() throws Exception {
    AtomicInteger hasRoom = new AtomicInteger();
    try (RawServer server =
            server(exchange ->
                exchange.answer(
                    200, hasRoom.get() == 0 ? page("", FIRST) : page("", FIRST, SECOND, THIRD)));
        TranslationClient client = client(server)) {
      TranslationBatch batch = client.translateBatch(REQUEST);
      await().until(() -> batch.known().size() == 1);

      assertThat(job(batch.known().getFirst()).await()).isInstanceOf(JobOutcome.Ended.class);
      assertThat(batch.items()).isNotDone();
      hasRoom.set(1);

      assertThat(items(batch)).hasSize(3);
    }
  }

  @Test
  void theItemsAreReadPageByPage() throws Exception {
    try (RawServer server =
            server(
                each(
                    page(",\"has_more\":true,\"next_token\":\"t&2\"", FIRST, SECOND),
                    page("", THIRD)));
        TranslationClient client = client(server)) {
      assertThat(items(client.translateBatch(REQUEST))).hasSize(3);

      assertThat(looks(server))
          .extracting(RawServer.Request::line)
          .containsExactly(
              "GET /v3/video-translations/batches/b-1 HTTP/1.1",
              "GET /v3/video-translations/batches/b-1?token=t%262 HTTP/1.1");
    }
  }

  @Test
  void pagesThatLeadInACircleAreLeft() throws Exception {
    try (RawServer server =
            server(
                each(
                    page(",\"has_more\":true,\"next_token\":\"a\"", FIRST),
                    page(",\"has_more\":true,\"next_token\":\"b\"", FIRST)));
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard)
                .policy(Clients.POLICY.withDeadline(Duration.ofSeconds(10)))
                .build()) {
      assertThatThrownBy(() -> items(client.translateBatch(REQUEST)))
          .cause()
          .isInstanceOf(BatchLostException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Retry-After: 20", "RateLimit: \"default\";r=0;t=20"})
  void thePauseThatTheSuccessOfItsSubmitAsksForHoldsTheFirstLook(String header) throws Exception {
    AtomicReference<Duration> submitted = new AtomicReference<>();
    Queue<Duration> looked = new ConcurrentLinkedQueue<>();
    try (RawServer server =
            new RawServer(exchange -> {
              if (exchange.request().isSubmit()) {
                submitted.set(clock.steady());
                exchange.answer(202, ACCEPTED, header);
              } else if (isLook(exchange.request())) {
                looked.add(clock.steady());
                exchange.answer(200, page("", FIRST, SECOND, THIRD));
              } else {
                exchange.answer(200, Bodies.COMPLETED);
              }
            });
        TranslationClient client = client(server)) {
      items(client.translateBatch(REQUEST));

      assertThat(looked.element().minus(submitted.get()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(20));
    }
  }

  @Test
  void aJobThatBecameKnownLateIsAsLateAsItCanBe() throws Exception {
    List<Duration> submits = new CopyOnWriteArrayList<>();
    List<Duration> looks = new CopyOnWriteArrayList<>();
    try (RawServer server =
            new RawServer(exchange -> {
              if (exchange.request().isSubmit()) {
                submits.add(clock.steady());
                exchange.answer(202, ACCEPTED);
              } else if (isLook(exchange.request())) {
                looks.add(clock.steady());
                boolean isFull = looks.size() < 4;
                exchange.answer(200, isFull ? page("", FIRST) : page("", FIRST, SECOND, THIRD));
              } else {
                exchange.answer(200, Bodies.COMPLETED);
              }
            });
        TranslationClient client = client(server)) {
      List<TranslationBatch.Item> items = items(client.translateBatch(REQUEST));

      assertThat(lateness(job(items.getFirst()).await()))
          .as("over at any time since the submit")
          .isGreaterThanOrEqualTo(looks.get(0).minus(submits.get(0)));
      assertThat(lateness(job(items.getLast()).await()))
          .as("over at any time since the look that did not name it")
          .isGreaterThanOrEqualTo(looks.get(3).minus(looks.get(2)));
    }
  }

  private static Duration lateness(JobOutcome outcome) {
    return ((Lateness.AtMost) outcome.evidence().lateness()).duration();
  }

  @Test
  void aLostAnswerToASubmitMakesItsJobsNoYounger() throws Exception {
    AtomicInteger submits = new AtomicInteger();
    Map<Integer, Duration> sent = new ConcurrentHashMap<>();
    try (RawServer server =
            new RawServer(exchange -> {
              if (!exchange.request().isSubmit()) {
                exchange.answer(200, Bodies.COMPLETED);
              } else {
                int submit = submits.incrementAndGet();
                sent.put(submit, clock.steady());
                if (submit == 1) {
                  exchange.answer(
                      429, Bodies.error("rate_limit_exceeded", "full"), "Retry-After: 20");
                } else if (submit == 2) {
                  exchange.answer(503, "lost", "Retry-After: 30");
                } else {
                  exchange.answer(202, Bodies.accepted("j-1"));
                }
              }
            });
        TranslationClient client = client(server)) {
      Duration lateness =
          lateness(
              client.translate(TranslationRequest.of(Clients.VIDEO, "German")).getFirst().await());

      assertThat(lateness)
          .as("since the second, which may have been accepted, and not since the first")
          .isGreaterThanOrEqualTo(requireNonNull(sent.get(3)).minus(sent.get(2)))
          .isLessThan(clock.steady().minus(sent.get(1)));
    }
  }

  @Test
  void aBatchIsTakenUpByItsId() throws Exception {
    try (RawServer server = server(each(page("", FIRST, SECOND, THIRD)));
        TranslationClient client = client(server)) {
      List<TranslationBatch.Item> items = items(client.batch(BatchId.of("b-1")));

      assertThat(items).hasSize(3);
      assertThat(job(items.getFirst()).title()).isEqualTo("j-0");
    }
  }

  @Test
  void takesFromOneToAHundredJobs() {
    TranslationRequest ten =
        TranslationRequest.of(Clients.VIDEO, Collections.nCopies(10, "German"));

    assertThat(BatchRequest.of(Collections.nCopies(10, ten)).requests()).hasSize(10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchRequest.of(Collections.nCopies(11, ten)))
        .withMessageContaining("requests for 110 jobs: must be for 1 to 100");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchRequest.of(List.of()))
        .withMessageContaining("requests for 0 jobs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> REQUEST.withIdempotencyKey("a b"))
        .withMessageContaining("idempotencyKey a b");
  }
}
