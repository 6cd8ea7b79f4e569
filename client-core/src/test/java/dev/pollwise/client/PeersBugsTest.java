package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.request.PollClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other pollers get wrong, as of their versions of 2026, and this one must not. */
@Timeout(60)
class PeersBugsTest {

  private static final JobId JOB = JobId.of("t-es");

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  private TranslationClient client(RawServer server, PollingPolicy policy) {
    return Clients.builder(server.uri(), clock, heard).policy(policy).build();
  }

  private static RawServer running() throws IOException {
    return new RawServer(exchange -> exchange.answer(200, Bodies.RUNNING));
  }

  private List<WaitReason> reasons() {
    return heard.events().stream()
        .filter(JobEvent.Waiting.class::isInstance)
        .map(event -> ((JobEvent.Waiting) event).reason())
        .toList();
  }

  /**
   * azure-core 1.58 {@code PollerFlux.getSyncPoller()} goes by the hint of the first answer for
   * ever; openai-python {@code poll} too.
   */
  @Test
  void aHintIsReadAnewFromEachAnswer() throws Exception {
    try (RawServer server =
            new RawServer(exchange -> {
              switch (exchange.number()) {
                case 1 -> exchange.answer(200, Bodies.RUNNING, "Retry-After: 2");
                case 2 -> exchange.answer(200, Bodies.RUNNING, "Retry-After: 7");
                case 3 -> exchange.answer(200, Bodies.RUNNING, "Retry-After: 3");
                case 4 -> exchange.answer(200, Bodies.RUNNING);
                default -> exchange.answer(200, Bodies.COMPLETED);
              }
            });
        TranslationClient client = client(server, Clients.POLICY)) {
      assertThat(client.watch(JOB).await()).isInstanceOf(JobOutcome.Ended.class);

      assertThat(reasons().subList(0, 4))
          .containsExactly(new WaitReason.FirstLook(), hinted(2), hinted(7), hinted(3));
      assertThat(reasons().get(4)).isInstanceOf(WaitReason.Paced.class);
    }
  }

  private static WaitReason hinted(int seconds) {
    return new WaitReason.Hinted(Duration.ofSeconds(seconds));
  }

  /**
   * Failsafe 3.3.2 {@code withJitter} shortens a {@code Retry-After} that its delay function
   * returns; heygen-cli cuts it down to 30 s.
   */
  @Test
  void noCallIsMadeBeforeAHintIsOverWhateverTheJitter() throws Exception {
    try (RawServer server =
            new RawServer(exchange ->
                exchange.answer(
                    200,
                    exchange.number() <= 20 ? Bodies.RUNNING : Bodies.COMPLETED,
                    "Retry-After: " + (exchange.number() == 20 ? 45 : 2)));
        TranslationClient client = client(server, Clients.POLICY.withJitter(new Jitter(0.5)))) {
      assertThat(client.watch(JOB).await()).isInstanceOf(JobOutcome.Ended.class);

      List<JobEvent.Polled> polls = new ArrayList<>();
      for (JobEvent event : heard.events()) {
        if (event instanceof JobEvent.Polled polled) {
          polls.add(polled);
        }
      }
      assertThat(polls).hasSize(21);
      for (int i = 1; i < polls.size(); i++) {
        Duration askedAt = polls.get(i).moment().elapsed().minus(polls.get(i).took());
        Duration before = polls.get(i - 1).moment().elapsed();
        assertThat(askedAt.minus(before))
            .as("call %s", i + 1)
            .isGreaterThanOrEqualTo(Duration.ofSeconds(i == 20 ? 45 : 2));
      }
    }
  }

  /** Cancelling the future of an AWS {@code AsyncWaiter} 2.42 leaves it polling for ever. */
  @Test
  void cancellingTheFutureStopsTheCallsAndLeavesNothingBehind() throws Exception {
    CountingClock counting = new CountingClock(clock);
    try (RawServer server = running();
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard).clock(counting).build()) {
      TranslationJob job = client.watch(JOB);
      await().until(() -> server.requests().size() >= 3);

      CompletableFuture<JobOutcome> outcome = job.outcome();
      assertThat(outcome.cancel(true)).isTrue();

      assertThat(job.await()).isInstanceOf(JobOutcome.Cancelled.class);
      await().until(() -> server.connections() == 0);
      assertThat(counting.pending()).as("nothing is left that could make a call").isZero();
    }
  }

  /**
   * Awaitility 4.3 {@code atMost(1 s)} with an interval of 3 s ends after 3 s, and has not seen
   * what was there after half a second.
   */
  @Test
  void theDeadlineIsKeptWithALastLookExactlyThere() throws Exception {
    PollingPolicy rare =
        Clients.POLICY
            .withPacing(Pacing.fixed(Duration.ofSeconds(300)))
            .withDeadline(Duration.ofSeconds(100));
    try (RawServer server =
            new RawServer(exchange ->
                exchange.answer(
                    200,
                    exchange.request().isSubmit() ? Bodies.accepted("t-es") : Bodies.COMPLETED));
        TranslationClient client = client(server, rare)) {
      TranslationRequest request = TranslationRequest.of(Clients.VIDEO, "Spanish (Spain)");

      assertThat(client.translate(request).getFirst().await()).isInstanceOf(JobOutcome.Ended.class);

      assertThat(heard.events())
          .filteredOn(JobEvent.Waiting.class::isInstance)
          .singleElement()
          .satisfies(event -> {
            JobEvent.Waiting waiting = (JobEvent.Waiting) event;
            assertThat(waiting.reason()).isEqualTo(new WaitReason.LastLook());
            assertThat(waiting.moment().elapsed().plus(waiting.delay()))
                .isEqualTo(Duration.ofSeconds(100));
          });
    }
  }

  /** gax 2.63 reports a total timeout as a bare {@code CancellationException}. */
  @Test
  void aTimeoutIsToldFromACancel() throws Exception {
    try (RawServer server = running();
        TranslationClient client =
            client(server, Clients.POLICY.withDeadline(Duration.ofSeconds(3)))) {
      TranslationJob late = client.watch(JOB);

      assertThat(late.outcome().get())
          .isInstanceOfSatisfying(
              JobOutcome.TimedOut.class,
              timedOut -> {
                assertThat(timedOut.limit()).isEqualTo(JobOutcome.Limit.DEADLINE);
                assertThat(timedOut.resumeToken().jobId()).isEqualTo(JOB);
              });
    }
    try (RawServer server = running();
        TranslationClient client = client(server, Clients.POLICY)) {
      TranslationJob stopped = client.watch(JOB);
      stopped.stopWatching();

      assertThat(stopped.outcome().get()).isInstanceOf(JobOutcome.Cancelled.class);
    }
  }

  /** heygen-cli follows {@code video_translation_ids[0]} and forgets the other languages. */
  @Test
  void everyLanguageIsWaitedFor() throws Exception {
    Set<String> asked = ConcurrentHashMap.newKeySet();
    try (RawServer server =
            new RawServer(exchange -> {
              if (exchange.request().isSubmit()) {
                exchange.answer(200, Bodies.accepted("t-es", "t-fr", "t-de"));
              } else {
                asked.add(exchange.request().line());
                exchange.answer(200, Bodies.COMPLETED);
              }
            });
        TranslationClient client = client(server, Clients.POLICY)) {
      List<TranslationJob> jobs =
          client.translate(
              TranslationRequest.of(
                  Clients.VIDEO, "Spanish (Spain)", "French (France)", "German (Germany)"));

      assertThat(jobs).extracting(job -> job.id().value()).containsExactly("t-es", "t-fr", "t-de");
      await()
          .untilAsserted(
              () -> assertThat(String.join(" ", asked)).contains("t-es", "t-fr", "t-de"));
      assertThat(client.shutdown().size() + over(jobs)).as("none is lost").isEqualTo(3);
    }
  }

  private static long over(List<TranslationJob> jobs) {
    return jobs.stream()
        .filter(job -> job.status().filter(JobStatus.Terminal.class::isInstance).isPresent())
        .count();
  }

  /**
   * An exception that no acceptor knows ends an AWS waiter, an error of the poll function a poller
   * of azure-core, after the first.
   */
  @ParameterizedTest
  @ValueSource(strings = {"reset", "close", "503", "html", "truncated"})
  void anOutageOfSecondsDoesNotEndTheWait(String fault) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (RawServer server =
            new RawServer(exchange -> {
              if (calls.incrementAndGet() <= 6) {
                Faults.named(fault).serve(exchange);
              } else {
                exchange.answer(200, Bodies.COMPLETED);
              }
            });
        TranslationClient client = client(server, Clients.POLICY)) {
      assertThat(client.watch(JOB).await())
          .isInstanceOfSatisfying(
              JobOutcome.Ended.class,
              ended -> assertThat(ended.status()).isInstanceOf(JobStatus.Completed.class));

      assertThat(heard.misses())
          .hasSizeBetween(3, 6)
          .doesNotHaveAnyElementsOfTypes(Miss.Denied.class);
    }
  }

  /** Knows what is still to come. */
  private record CountingClock(PollClock real, Set<Future<?>> tasks) implements PollClock {

    CountingClock(PollClock real) {
      this(real, ConcurrentHashMap.newKeySet());
    }

    @Override
    public Duration steady() {
      return real.steady();
    }

    @Override
    public Instant instant() {
      return real.instant();
    }

    @Override
    public Future<?> after(Duration delay, Runnable task) {
      Future<?> pending = real.after(delay, task);
      tasks.add(pending);
      return pending;
    }

    long pending() {
      return tasks.stream().filter(task -> !task.isDone()).count();
    }
  }
}
