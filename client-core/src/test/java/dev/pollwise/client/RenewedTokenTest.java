package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.PollwiseException.RequestFailedException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, and addresses of results, that expire while a wait goes on. */
@Timeout(60)
class RenewedTokenTest {

  private static final JobId JOB = JobId.of("t-es");

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  private TranslationClient client(RawServer server, Supplier<String> tokens) {
    return Clients.builder(server.uri(), clock, heard).bearerToken(tokens).build();
  }

  /** Knows one token, and says that a job runs until it has been asked so often under that. */
  private static RawServer knowing(Supplier<String> token, int looks) throws Exception {
    AtomicInteger good = new AtomicInteger();
    return new RawServer(exchange -> {
      if (!exchange.request().header("Authorization").equals("Bearer " + token.get())) {
        exchange.answer(401, Bodies.error("unauthorized", "no"));
      } else {
        exchange.answer(200, good.incrementAndGet() < looks ? Bodies.RUNNING : Bodies.COMPLETED);
      }
    });
  }

  @Test
  void aTokenIsAskedForBeforeEachRequest() throws Exception {
    AtomicInteger number = new AtomicInteger();
    try (RawServer server = new RawServer(exchange -> exchange.answer(200, Bodies.RUNNING));
        TranslationClient client = client(server, () -> "t" + number.incrementAndGet())) {
      client.status(JOB);
      client.status(JOB);

      assertThat(server.requests())
          .extracting(request -> request.header("Authorization"))
          .containsExactly("Bearer t1", "Bearer t2");
    }
  }

  @Test
  void aTokenThatExpiresOnItsWayEndsNothing() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (RawServer server = knowing(() -> "new", 2);
        TranslationClient client =
            client(server, () -> asked.getAndIncrement() == 0 ? "old" : "new")) {
      assertThat(client.watch(JOB).await())
          .isInstanceOfSatisfying(
              JobOutcome.Ended.class,
              ended -> assertThat(ended.status()).isInstanceOf(JobStatus.Completed.class));
      assertThat(heard.misses()).singleElement().isInstanceOf(Miss.Rejected.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoIsRefusedUnderEveryTokenIsDenied(boolean isMintedAnew) throws Exception {
    AtomicInteger number = new AtomicInteger();
    try (RawServer server = knowing(() -> "none", 1);
        TranslationClient client =
            client(server, () -> isMintedAnew ? "t" + number.incrementAndGet() : "t")) {
      assertThat(client.watch(JOB).await())
          .isInstanceOfSatisfying(
              JobOutcome.GaveUp.class,
              lost -> assertThat(lost.cause()).isInstanceOf(Miss.Denied.class));
      assertThat(server.requests()).hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void aSupplierThatFailsIsACallThatFailed() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (RawServer server = knowing(() -> "t", 1);
        TranslationClient client =
            client(
                server,
                () ->
                    switch (asked.incrementAndGet()) {
                      case 1 -> throw new IllegalStateException("s3cret");
                      case 2 -> "with\nnewline";
                      case 3 -> throw new AssertionError("s3cret");
                      default -> "t";
                    })) {
      assertThat(client.watch(JOB).await()).isInstanceOf(JobOutcome.Ended.class);

      assertThat(heard.misses())
          .extracting(Miss::describe)
          .containsExactly(
              "no answer: the supplier of the bearer token failed: IllegalStateException",
              "no answer: the supplier of the bearer token failed: IllegalArgumentException",
              "no answer: the supplier of the bearer token failed: AssertionError");
    }
  }

  @Test
  void aSupplierThatBlocksIsCutShortByTheAttemptTimeout() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Supplier<String> tokens =
        () -> {
          if (asked.incrementAndGet() == 1) {
            try {
              never.await();
            } catch (InterruptedException cut) {
              Thread.currentThread().interrupt();
            }
          }
          return "t";
        };
    try (RawServer server = knowing(() -> "t", 1);
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard)
                .policy(Clients.IMPATIENT)
                .bearerToken(tokens)
                .build()) {
      assertThat(client.watch(JOB).await()).isInstanceOf(JobOutcome.Ended.class);

      assertThat(heard.misses()).first().isInstanceOf(Miss.TimedOut.class);
    }
  }

  @Test
  void aFreshAddressIsOneLook() throws Exception {
    try (RawServer server =
            new RawServer(exchange -> {
              switch (exchange.number()) {
                case 1 -> exchange.answer(200, Bodies.COMPLETED);
                case 2 -> exchange.answer(200, Bodies.RUNNING);
                default -> exchange.answer(503, "");
              }
            });
        TranslationClient client = Clients.builder(server.uri(), clock, heard).build()) {
      assertThat(client.freshUrl(JOB)).contains(URI.create("https://x.test/v.mp4?Signature=s"));
      assertThat(client.freshUrl(JOB)).isEmpty();
      assertThatThrownBy(() -> client.freshUrl(JOB)).isInstanceOf(RequestFailedException.class);
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void aJobGivesAFreshAddressOnceItIsOverByOneLook() throws Exception {
    String later = Bodies.COMPLETED.replace("Signature=s", "Signature=later");
    try (RawServer server =
        new RawServer(
            exchange -> exchange.answer(200, exchange.number() == 1 ? Bodies.COMPLETED : later))) {
      TranslationClient client = Clients.builder(server.uri(), clock, heard).build();
      TranslationJob job = client.watch(JOB);
      job.await();

      assertThat(job.freshUrl()).contains(URI.create("https://x.test/v.mp4?Signature=later"));

      assertThat(server.requests()).hasSize(2);
      client.close();
      assertThatThrownBy(job::freshUrl).isInstanceOf(IllegalStateException.class);
    }
  }
}
