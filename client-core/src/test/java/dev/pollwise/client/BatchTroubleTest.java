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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.http.Logged;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.PollwiseException.BatchLostException;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import dev.pollwise.client.job.ResumeToken;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with a batch is told, and loses no job that is known. */
@Timeout(60)
class BatchTroubleTest {

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  private TranslationClient client(RawServer server) {
    return Clients.builder(server.uri(), clock, heard).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "429", "404", "reset", "garbage", "html", "truncated"})
  void aLookThatFailsIsMadeAgain(String fault) throws Exception {
    AtomicInteger failed = new AtomicInteger();
    RawServer.Script faulty = Faults.named(fault);
    try (RawServer server =
            server(exchange -> {
              if (failed.incrementAndGet() <= 4) {
                faulty.serve(exchange);
              } else {
                exchange.answer(200, page("", FIRST, SECOND, THIRD));
              }
            });
        TranslationClient client = client(server)) {
      assertThat(items(client.translateBatch(REQUEST))).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "429", "in progress", "reset", "garbage", "html", "truncated"})
  void aLostSubmitIsRepeatedUnderTheSameKey(String fault) throws Exception {
    List<SubmitEvent> told = new CopyOnWriteArrayList<>();
    RawServer.Script faulty = Faults.named(fault);
    AtomicInteger failed = new AtomicInteger();
    try (RawServer server =
            new RawServer(exchange -> {
              if (!exchange.request().isSubmit()) {
                exchange.answer(200, page("", FIRST, SECOND, THIRD));
              } else if (failed.incrementAndGet() <= 3) {
                faulty.serve(exchange);
              } else {
                exchange.answer(202, ACCEPTED);
              }
            });
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard).submitListener(told::add).build()) {
      assertThat(items(client.translateBatch(REQUEST.withIdempotencyKey("my:key")))).hasSize(3);

      assertThat(server.requests())
          .filteredOn(RawServer.Request::isSubmit)
          .hasSize(4)
          .extracting(submit -> submit.header("Idempotency-Key"))
          .containsOnly("my:key");
      await().until(() -> told.size() == 8);
      assertThat(told.getLast())
          .isInstanceOfSatisfying(
              SubmitEvent.BatchAccepted.class,
              accepted -> assertThat(accepted.batch()).isEqualTo(BatchId.of("b-1")));
    }
  }

  @Test
  void thatTheServerHasFallenSilentIsInTheLog() throws Exception {
    AtomicInteger failed = new AtomicInteger();
    try (Logged log = new Logged();
        RawServer server =
            server(exchange -> {
              switch (failed.incrementAndGet()) {
                case 1 -> exchange.answer(200, page("", FIRST));
                case 2, 3 -> exchange.answer(502, "gone");
                default -> exchange.answer(200, page("", FIRST, SECOND, THIRD));
              }
            });
        TranslationClient client = client(server)) {
      items(client.translateBatch(REQUEST));

      assertThat(log.lines("WARNING", "no usable answer from " + server.uri()))
          .as("not that some of its jobs have no name yet")
          .singleElement()
          .asString()
          .contains("HTTP 502");
      assertThat(log.lines("INFO", "answers again")).hasSize(1);
    }
  }

  @Test
  void aGarbledIdIsLookedUpAgain() throws Exception {
    String garbled = FIRST.replace("j-0", "j 0");
    try (RawServer server =
            server(
                each(
                    page("", garbled, SECOND),
                    page("", garbled, SECOND, THIRD),
                    page("", FIRST, SECOND, THIRD)));
        TranslationClient client = client(server)) {
      assertThat(job(items(client.translateBatch(REQUEST)).getFirst()).id())
          .isEqualTo(JobId.of("j-0"));
    }
  }

  @Test
  void anIdThatStaysGarbledIsToldAfterAMinute() throws Exception {
    try (RawServer server = server(each(page("", FIRST.replace("j-0", "j 0"), SECOND, THIRD)));
        TranslationClient client = client(server)) {
      assertThat(items(client.translateBatch(REQUEST)).getFirst())
          .isEqualTo(new TranslationBatch.Item.Unidentified(0, "j 0"));
      assertThat(looks(server)).hasSizeGreaterThan(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed", "failed"})
  void anItemThatAFinishedBatchNeverNamesIsToldAfterAMinute(String status) throws Exception {
    String over = ",\"status\":\"" + status + "\"";
    try (RawServer server = server(each(page(over, FIRST, THIRD)));
        TranslationClient client = client(server)) {
      List<TranslationBatch.Item> items = items(client.translateBatch(REQUEST));

      assertThat(items.get(1)).isEqualTo(new TranslationBatch.Item.Unidentified(1, ""));
      assertThat(job(items.get(2)).id()).isEqualTo(JobId.of("j-2"));
      assertThat(looks(server)).hasSizeGreaterThan(3);
    }
  }

  @Test
  void anItemThatAFinishedBatchNamesLateIsWaitedFor() throws Exception {
    String over = ",\"status\":\"completed\"";
    try (RawServer server =
            server(each(page(over, FIRST, THIRD), page(over, FIRST, SECOND, THIRD)));
        TranslationClient client = client(server)) {
      assertThat(items(client.translateBatch(REQUEST)))
          .noneMatch(TranslationBatch.Item.Unidentified.class::isInstance);
    }
  }

  @Test
  void aRefusedBatchNamesItsKey() throws Exception {
    try (RawServer server =
            new RawServer(
                exchange -> exchange.answer(400, Bodies.error("invalid_parameter", "no")));
        TranslationClient client = client(server)) {
      assertThatThrownBy(() -> client.translateBatch(REQUEST))
          .isInstanceOfSatisfying(
              SubmitFailedException.Refused.class,
              refused ->
                  assertThat(refused)
                      .hasMessageContaining(
                          server.requests().getFirst().header("Idempotency-Key")));
      assertThatThrownBy(() -> client.translateBatch(REQUEST));
      assertThat(server.requests())
          .extracting(submit -> submit.header("Idempotency-Key"))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void lostContactLeavesTheIdOfTheBatchAndWhatIsKnown() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    try (RawServer server =
            server(exchange -> {
              if (looks.incrementAndGet() == 1) {
                exchange.answer(200, page("", FIRST));
              } else {
                exchange.answer(503, "down");
              }
            });
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard)
                .policy(Clients.POLICY.withFailureBudget(Duration.ofSeconds(20)))
                .build()) {
      TranslationBatch batch = client.translateBatch(REQUEST);

      assertThatThrownBy(() -> items(batch))
          .cause()
          .isInstanceOfSatisfying(
              BatchLostException.class,
              lost -> {
                assertThat(lost.batch()).isEqualTo(BatchId.of("b-1"));
                assertThat(lost.miss()).isInstanceOf(Miss.Rejected.class);
                assertThat(lost).hasMessageContaining("b-1");
              });
      assertThat(batch.known()).hasSize(1);
    }
  }

  @Test
  void closingHandsBackTheJobsThatAreKnownAndNamesTheBatch() throws Exception {
    String running = FIRST.replace("completed", "processing");
    try (RawServer server =
        new RawServer(exchange -> {
          if (exchange.request().isSubmit()) {
            exchange.answer(202, ACCEPTED);
          } else {
            exchange.answer(200, isLook(exchange.request()) ? page("", running) : Bodies.RUNNING);
          }
        })) {
      TranslationClient client = client(server);
      TranslationBatch batch = client.translateBatch(REQUEST);
      await().until(() -> batch.known().size() == 1);

      assertThat(client.shutdown()).extracting(ResumeToken::jobId).containsExactly(JobId.of("j-0"));
      assertThatThrownBy(() -> items(batch))
          .cause()
          .isInstanceOf(BatchLostException.class)
          .hasMessageContaining("b-1");
    }
  }

  @Test
  void closingAbortsALookThatNobodyAnswersThoughTheConnectionsAreTheUsers() throws Exception {
    try (HttpClient own = HttpClient.newHttpClient();
        RawServer server = server(RawServer.Exchange::awaitClose)) {
      TranslationClient client =
          Clients.builder(server.uri(), clock, heard).httpClient(own).build();
      TranslationBatch batch = client.translateBatch(REQUEST);
      await().until(() -> looks(server).size() == 1);

      client.close();

      assertThatThrownBy(() -> items(batch)).cause().isInstanceOf(BatchLostException.class);
      await().until(() -> server.connections() == 0);
    }
  }
}
