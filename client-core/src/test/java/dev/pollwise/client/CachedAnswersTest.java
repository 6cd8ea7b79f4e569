package dev.pollwise.client;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.poll.StatusSource;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Caches and proxies between the client and the server. */
@Timeout(60)
class CachedAnswersTest {

  private static final JobId JOB = JobId.of("t-es");

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();
  private final VirtualClock time = new VirtualClock();

  private TranslationClient client(RawServer server) {
    return Clients.builder(server.uri(), clock, heard).build();
  }

  @Test
  void everyLookAsksForAnAnswerOfNow() throws Exception {
    try (RawServer server = new RawServer(exchange -> exchange.answer(200, Bodies.COMPLETED));
        TranslationClient client = client(server)) {
      client.watch(JOB).await();
      client.status(JOB);

      assertThat(server.requests())
          .hasSize(2)
          .allSatisfy(request -> assertThat(request.header("Cache-Control")).isEqualTo("no-cache"));
    }
  }

  @Test
  void theAgeOfAnAnswerIsPartOfTheEvidence() throws Exception {
    try (RawServer server =
            new RawServer(exchange ->
                exchange.answer(
                    200,
                    exchange.number() == 1 ? Bodies.RUNNING : Bodies.COMPLETED,
                    exchange.number() == 1 ? "Age: 3600" : "X: y"));
        TranslationClient client = client(server)) {
      JobOutcome outcome = client.watch(JOB).await();

      assertThat(outcome.evidence().lateness())
          .isInstanceOfSatisfying(
              Lateness.AtMost.class,
              late -> assertThat(late.duration()).isGreaterThan(Duration.ofHours(1)));
    }
  }

  /** A server behind a cache that answers with what the server said up to some time ago. */
  private final class Behind implements StatusSource {
    private final Duration end;
    private final Random random;

    Behind(Duration end, Random random) {
      this.end = end;
      this.random = random;
    }

    @Override
    public CompletionStage<Answer> ask(JobId job) {
      return CompletableFuture.failedFuture(new AssertionError("without an attempt"));
    }

    @Override
    public CompletionStage<Answer> ask(JobId job, Attempt attempt) {
      Duration age = ofSeconds((long) random.nextInt(3) * random.nextInt(40));
      attempt.answeredFromCache(age);
      boolean wasOver = time.steady().minus(age).compareTo(end) >= 0;
      return CompletableFuture.completedFuture(
          new Answer.Seen(
              wasOver
                  ? new JobStatus.Completed(job, JobStatus.Result.empty())
                  : new JobStatus.Running()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theBoundHoldsWhateverACacheHasKept(long seed) {
    Random random = new Random(seed);
    Duration end = ofSeconds(20 + random.nextInt(200));
    Poller poller =
        Poller.builder(new Behind(end, random))
            .policy(Clients.POLICY.withPacing(Pacing.fixed(ofSeconds(10))))
            .clock(time)
            .executor(time)
            .build();
    var job = poller.watchSubmitted(JOB, "title");
    time.runUntilIdle();
    Duration seen = time.steady();

    assertThat(job.outcome().join().evidence().lateness())
        .as("seed %d", seed)
        .isInstanceOfSatisfying(
            Lateness.AtMost.class,
            late -> assertThat(late.duration()).isGreaterThanOrEqualTo(seen.minus(end)));
  }

  @Test
  void anErrorIsWhatItsHeadSaysWhateverBecomesOfItsBody() throws Exception {
    try (RawServer server =
            new RawServer(exchange -> {
              switch (exchange.number()) {
                case 1 ->
                    exchange.write(
                        "HTTP/1.1 503 x\r\nRetry-After: 2\r\nContent-Length: 9\r\n\r\nx");
                case 2 ->
                    exchange.answer(429, "no brotli", "Content-Encoding: br", "Retry-After: 3");
                case 3 -> exchange.answer(200, "no brotli", "Content-Encoding: br");
                default -> exchange.answer(200, Bodies.COMPLETED);
              }
            });
        TranslationClient client = client(server)) {
      client.watch(JOB).await();

      assertThat(heard.misses())
          .satisfiesExactly(
              miss -> {
                assertThat(miss).isInstanceOf(Miss.Rejected.class);
                assertThat(miss.hint()).isEqualTo(new Hint.RetryAfter(ofSeconds(2)));
              },
              miss -> {
                assertThat(miss).isInstanceOf(Miss.Throttled.class);
                assertThat(miss.hint()).isEqualTo(new Hint.RetryAfter(ofSeconds(3)));
              },
              miss ->
                  assertThat(miss.describe())
                      .startsWith(
                          "unreadable answer: a body encoded as br, which was not asked for")
                      .contains(server.uri().toString()));
    }
  }
}
