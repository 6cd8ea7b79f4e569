package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.PollwiseException.CallInterruptedException;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user calls, against servers made for the purpose. */
@Timeout(60)
class FrontDoorTest {

  private static final JobId JOB = JobId.of("t-es");
  private static final TranslationRequest REQUEST =
      TranslationRequest.of(Clients.VIDEO, "Spanish (Spain)");
  private static final PollingPolicy RARELY =
      Clients.POLICY.withPacing(Pacing.fixed(Duration.ofDays(300)));

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
  void aPolicyThatChangesWakesWhatIsParked() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (RawServer server =
            new RawServer(
                exchange -> exchange.answer(200, over.get() ? Bodies.COMPLETED : Bodies.RUNNING));
        TranslationClient client = client(server, RARELY.withDeadline(Duration.ofDays(365)))) {
      TranslationJob job = client.watch(JOB);
      await().until(() -> job.status().isPresent());
      over.set(true);

      client.changePolicy(Clients.POLICY);

      assertThat(job.await()).isInstanceOf(JobOutcome.Ended.class);
      assertThat(client.policy()).isEqualTo(Clients.POLICY);
    }
  }

  @Test
  void aJobThatSomebodyElseHasJustSubmittedIsWaitedForAsAnOwnOne() throws Exception {
    try (RawServer server = saying(Bodies.COMPLETED);
        TranslationClient client = client(server)) {
      TranslationJob job = client.watchSubmitted(JOB, "Spanish");

      assertThat(job.await()).isInstanceOf(JobOutcome.Ended.class);
      assertThat(job.title()).isEqualTo("Spanish");
      assertThat(job.resumeToken().traits().isFresh()).isTrue();
      assertThat(heard.events().get(1))
          .isInstanceOfSatisfying(
              JobEvent.Waiting.class,
              first -> assertThat(first.reason()).isInstanceOf(JobEvent.WaitReason.Paced.class));
      assertThat(client.reports()).hasSize(1);
    }
  }

  @Test
  void aWaitThatTimedOutIsTakenUpFromItsToken() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (RawServer server =
        new RawServer(
            exchange -> exchange.answer(200, over.get() ? Bodies.COMPLETED : Bodies.RUNNING))) {
      String token;
      try (TranslationClient client =
          client(server, Clients.POLICY.withDeadline(Duration.ofSeconds(3)))) {
        JobOutcome outcome = client.watch(JOB).await();
        assertThat(outcome).isInstanceOf(JobOutcome.TimedOut.class);
        token = ((JobOutcome.TimedOut) outcome).resumeToken().toString();
      }
      over.set(true);

      try (TranslationClient client = client(server)) {
        TranslationJob job = client.resume(ResumeToken.parse(token));
        assertThat(job.id()).isEqualTo(JOB);
        assertThat(job.await()).isInstanceOf(JobOutcome.Ended.class);
      }
    }
  }

  @Test
  void closingHandsBackWhatAnotherClientTakesUp() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (RawServer server =
        new RawServer(
            exchange -> exchange.answer(200, over.get() ? Bodies.COMPLETED : Bodies.RUNNING))) {
      TranslationClient first = client(server);
      TranslationJob job = first.watch(JOB);
      await().until(() -> job.status().isPresent());
      List<ResumeToken> tokens = first.shutdown();
      over.set(true);

      assertThat(job.await())
          .isInstanceOfSatisfying(
              JobOutcome.Cancelled.class,
              cancelled -> assertThat(cancelled.by()).isEqualTo(JobOutcome.StoppedBy.CLOSE));
      assertThat(tokens).containsExactly(job.resumeToken());
      try (TranslationClient second = client(server)) {
        assertThat(second.resume(tokens.getFirst()).await()).isInstanceOf(JobOutcome.Ended.class);
      }
    }
  }

  @Test
  void aBareStatusServerIsWatchedToo() throws Exception {
    List<String> story = List.of("pending", "pending", "completed");
    try (RawServer server =
            new RawServer(exchange ->
                exchange.answer(200, "{\"result\":\"" + story.get(exchange.number() - 1) + "\"}"));
        Poller poller =
            TranslationClient.forStatusEndpoint(server.uri().resolve("/status?key=s3cret"))
                .policy(Clients.POLICY)
                .clock(clock)
                .build()) {
      JobHandle job = poller.watch(JobId.of("the-job"));

      assertThat(job.await())
          .isInstanceOfSatisfying(
              JobOutcome.Ended.class, ended -> assertThat(ended.evidence().calls()).isEqualTo(3));
      assertThat(server.requests())
          .extracting(RawServer.Request::line)
          .containsOnly("GET /status?key=s3cret HTTP/1.1");
      assertThat(job.resumeToken().server()).isEqualTo(server.uri().resolve("/status"));
    }
  }

  @Test
  void theUsersOwnHttpClientStaysOpen() throws Exception {
    try (RawServer server = saying(Bodies.PENDING);
        HttpClient own = HttpClient.newHttpClient()) {
      TranslationClient client = TranslationClient.builder(server.uri()).httpClient(own).build();
      client.status(JOB);
      client.close();

      assertThat(own.isTerminated()).isFalse();
      assertThat(
              own.send(
                      HttpRequest.newBuilder(server.uri()).build(),
                      HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void anInterruptedCallSaysSoAndKeepsTheFlag() throws Exception {
    try (RawServer server = new RawServer(RawServer.Exchange::awaitClose);
        TranslationClient client = client(server)) {
      for (Runnable call :
          List.<Runnable>of(
              () -> client.translate(REQUEST), () -> client.status(JOB), client::languages)) {
        CompletableFuture<Boolean> flagAfterwards = new CompletableFuture<>();
        Thread caller =
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    call.run();
                  } catch (CallInterruptedException interrupted) {
                    flagAfterwards.complete(Thread.currentThread().isInterrupted());
                  }
                });
        caller.interrupt();

        assertThat(flagAfterwards.get()).isTrue();
      }
      client.shutdown();
    }
  }

  @Test
  void anInterruptedAwaitLeavesTheWaitRunning() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (RawServer server =
            new RawServer(
                exchange -> exchange.answer(200, over.get() ? Bodies.COMPLETED : Bodies.RUNNING));
        TranslationClient client = client(server)) {
      TranslationJob job = client.watch(JOB);
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  job.await();
                } catch (InterruptedException expected) {
                  interrupted.complete(true);
                }
              });
      caller.interrupt();
      assertThat(interrupted.get()).isTrue();
      assertThat(job.await(Duration.ZERO)).isEmpty();
      over.set(true);

      assertThat(job.await()).isInstanceOf(JobOutcome.Ended.class);
    }
  }

  @Test
  void aClosedClientRefuses() throws Exception {
    try (RawServer server = saying(Bodies.PENDING)) {
      TranslationClient client = client(server);
      TranslationJob job = client.watch(JOB);
      client.close();
      client.close();

      for (Runnable call :
          List.<Runnable>of(
              () -> client.translate(REQUEST),
              () -> client.status(JOB),
              client::languages,
              () -> client.watch(JOB),
              () -> client.watchSubmitted(JOB, "Spanish"),
              () -> client.resume(job.resumeToken()))) {
        assertThatThrownBy(call::run)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("the client is closed");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s3cret\n", "s3cret\r\nX-Evil: 1", "s3crét", "s3 cret", "s3cret\u0000"})
  void aKeyThatCannotBeSentIsRefusedUnseen(String key) {
    TranslationClient.Builder builder =
        TranslationClient.builder(URI.create("http://localhost:8080"));

    assertThatThrownBy(() -> builder.apiKey(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("API key")
        .hasMessageNotContaining("cret");
    assertThatThrownBy(() -> builder.bearerToken(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("bearer token")
        .hasMessageNotContaining("cret");
  }
}
