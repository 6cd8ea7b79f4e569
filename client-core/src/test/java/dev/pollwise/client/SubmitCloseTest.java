package dev.pollwise.client;

import static dev.pollwise.client.Submits.REQUEST;
import static dev.pollwise.client.Submits.failingFirst;
import static dev.pollwise.client.Submits.id;
import static dev.pollwise.client.Submits.ids;
import static dev.pollwise.client.Submits.isClosed;
import static dev.pollwise.client.Submits.submits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import dev.pollwise.client.job.ResumeToken;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing hears out what may bring ids that cost money, and begins nothing. */
@Timeout(60)
class SubmitCloseTest {

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  private TranslationClient client(RawServer server) {
    return Clients.builder(server.uri(), clock, heard).build();
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
}
