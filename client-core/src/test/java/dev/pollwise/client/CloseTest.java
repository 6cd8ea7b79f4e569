package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.http.Logged;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.poll.StatusSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stopping and closing leave nothing behind: no exchange, no thread. */
@Timeout(60)
class CloseTest {

  private static final JobId JOB = JobId.of("t-es");

  /** Says a part of an answer, and then nothing until the client has gone. */
  private static RawServer sayingOnly(String part) throws IOException {
    return new RawServer(exchange -> {
      exchange.write(part);
      exchange.awaitClose();
    });
  }

  private static TranslationClient client(RawServer server) {
    return TranslationClient.builder(server.uri())
        .policy(Clients.POLICY.withAttemptTimeout(Duration.ofMinutes(10)))
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nConte",
        "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"data\""
      })
  void stoppingAbortsTheExchangeInFlight(String part) throws Exception {
    try (RawServer server = sayingOnly(part);
        TranslationClient client = client(server)) {
      TranslationJob job = client.watch(JOB);
      await().until(() -> server.requests().size() == 1);

      job.stopWatching();

      assertThat(job.await()).isInstanceOf(JobOutcome.Cancelled.class);
      await().until(() -> server.connections() == 0);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void closingAbortsEveryExchangeInFlight() throws Exception {
    try (RawServer server = sayingOnly("HTTP/1.1 200 OK\r\n")) {
      TranslationClient client = client(server);
      List<TranslationJob> jobs =
          IntStream.range(0, 300).mapToObj(i -> client.watch(JobId.of("job-" + i))).toList();
      // At most a hundred jobs share a request.
      await().until(() -> server.requests().size() >= 3);

      assertThat(client.shutdown()).hasSize(300);

      for (TranslationJob job : jobs) {
        assertThat(job.await()).isInstanceOf(JobOutcome.Cancelled.class);
      }
      await().until(() -> server.connections() == 0);
    }
  }

  @Test
  void closingFailsASingleRequestInFlight() throws Exception {
    try (RawServer server = sayingOnly("")) {
      TranslationClient client = client(server);
      CompletableFuture<JobStatus> status = client.statusAsync(JOB);
      await().until(() -> server.requests().size() == 1);

      client.close();

      await().until(status::isCompletedExceptionally);
      await().until(() -> server.connections() == 0);
    }
  }

  @Test
  void noThreadOutlivesTheClient() throws Exception {
    Set<Thread> before = threads();
    try (RawServer server = new RawServer(exchange -> exchange.answer(200, Bodies.RUNNING))) {
      TranslationClient client = client(server);
      TranslationJob job = client.watch(JOB);
      await().until(() -> job.status().isPresent());
      assertThat(newSince(before)).extracting(Thread::getName).contains("pollwise-timer");
      Set<Thread> during = newSince(before);

      client.close();

      await().until(() -> during.stream().noneMatch(Thread::isAlive));
    }
  }

  @Test
  void noThreadOutlivesAPollerOfABareStatusServer() throws Exception {
    Set<Thread> before = threads();
    try (RawServer server =
        new RawServer(exchange -> exchange.answer(200, "{\"result\":\"pending\"}"))) {
      Set<Thread> during;
      try (var poller = TranslationClient.forStatusEndpoint(server.uri()).build()) {
        var job = poller.watch(JOB);
        await().until(() -> job.status().isPresent());
        during = newSince(before);
        assertThat(during).isNotEmpty();
      }

      await().until(() -> during.stream().noneMatch(Thread::isAlive));
    }
  }

  private static Set<Thread> newSince(Set<Thread> before) {
    return threads().stream().filter(t -> !before.contains(t)).collect(Collectors.toSet());
  }

  /** The platform threads of this library and of the HTTP client. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("pollwise-") || t.getName().startsWith("HttpClient-"))
        .collect(Collectors.toSet());
  }

  @Test
  void aListenerMayCloseTheClient() throws Exception {
    CompletableFuture<TranslationClient> known = new CompletableFuture<>();
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server = new RawServer(exchange -> exchange.answer(200, Bodies.RUNNING))) {
      TranslationClient client =
          TranslationClient.builder(server.uri())
              .policy(Clients.POLICY)
              .listener(event -> {
                if (event instanceof JobEvent.Polled) {
                  known.join().close();
                  closed.countDown();
                }
              })
              .build();
      known.complete(client);
      TranslationJob job = client.watch(JOB);

      assertThat(job.await()).isInstanceOf(JobOutcome.Cancelled.class);
      closed.await();
    }
  }

  @Test
  void anInterruptedCloseStillHandsBackEveryToken() throws Exception {
    try (RawServer server = new RawServer(exchange -> exchange.answer(200, Bodies.RUNNING))) {
      TranslationClient client = client(server);
      IntStream.range(0, 5).forEach(i -> client.watch(JobId.of("job-" + i)));
      CompletableFuture<Integer> tokens = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() -> {
            Thread.currentThread().interrupt();
            tokens.complete(client.shutdown().size());
          });

      assertThat(tokens.get()).isEqualTo(5);
    }
  }

  @Test
  void aSourceThatBreaksAsItIsClosedTakesNoTokenAway() {
    class Breaking implements StatusSource, AutoCloseable {
      @Override
      public CompletionStage<Answer> ask(JobId job) {
        return CompletableFuture.completedFuture(new Answer.Seen(new JobStatus.Running()));
      }

      @Override
      public void close() {
        throw new NoClassDefFoundError("com/example/Gone");
      }
    }
    Poller poller = Poller.builder(new Breaking()).build();
    JobHandle job = poller.watch(JOB);

    try (Logged log = new Logged()) {
      assertThat(poller.shutdown()).containsExactly(job.resumeToken());
      assertThat(log.warnings()).singleElement().asString().contains("did not close");
    }
  }
}
