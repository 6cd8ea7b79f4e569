package dev.pollwise.client.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.BatchRequest;
import dev.pollwise.client.TranslationBatch;
import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.Ended;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.JobStatus.Completed;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException.FateUnknown;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException.Refused;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.testing.ScriptedTranslations.Submit;
import dev.pollwise.client.webhook.WebhookVerifier;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole client in virtual time. */
@Timeout(60)
class ScriptedTranslationsTest {

  private static final TranslationRequest REQUEST =
      TranslationRequest.of(URI.create("https://videos.test/film.mp4"), "Spanish (Spain)");
  private static final PollingPolicy EVERY_TEN =
      PollingPolicy.defaults().withPacing(Pacing.fixed(ofSeconds(10))).withJitter(Jitter.none());

  private final VirtualClock clock = new VirtualClock();
  private final ScriptedTranslations server = new ScriptedTranslations(clock);
  private final TranslationClient client = server.client().policy(EVERY_TEN).build();

  private List<TranslationJob> submitted(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> clock.await(client.translateAsync(REQUEST)).getFirst())
        .toList();
  }

  @Test
  void translatesAndWaitsForAnHourInNoTime() {
    server.jobs(() ->
        JobScript.begin()
            .pending(ofMinutes(5))
            .running(ofMinutes(50))
            .completed(URI.create("https://videos.test/es.mp4")));

    List<TranslationJob> jobs =
        clock.await(
            client.translateAsync(
                TranslationRequest.of(
                    URI.create("https://videos.test/film.mp4"),
                    "Spanish (Spain)",
                    "French (France)")));
    List<JobOutcome> outcomes = jobs.stream().map(clock::await).toList();

    assertThat(outcomes)
        .allSatisfy(outcome ->
            assertThat(outcome)
                .isInstanceOfSatisfying(
                    Ended.class,
                    ended ->
                        assertThat(((Completed) ended.status()).videoUrl())
                            .contains(URI.create("https://videos.test/es.mp4"))));
    assertThat(clock.steady()).isBetween(ofMinutes(55), ofMinutes(56));
    assertThat(server.submits())
        .singleElement()
        .satisfies(submit -> assertThat(submit.jobs()).hasSize(2));
    assertThat(server.looks().calls()).anyMatch(call -> call.jobs().size() == 2);
  }

  @Test
  void aFailedJobSaysWhy() {
    server.jobs(() -> JobScript.begin().running(ofMinutes(1)).failed("no audio"));

    assertThat(clock.await(submitted(1).getFirst()))
        .isInstanceOfSatisfying(
            Ended.class,
            ended ->
                assertThat(((JobStatus.Failed) ended.status()).reason()).isEqualTo("no audio"));
  }

  @Test
  void aBatchIsGatheredAndWaitedFor() {
    TranslationBatch batch =
        clock.await(client.translateBatchAsync(BatchRequest.of(List.of(REQUEST, REQUEST))));
    List<TranslationBatch.Item> items = clock.await(batch.items());

    assertThat(items)
        .hasSize(2)
        .allSatisfy(item ->
            assertThat(clock.await(((TranslationBatch.Item.Started) item).job()))
                .isInstanceOf(Ended.class));
  }

  @Test
  void aWebhookWakesTheWait() {
    WebhookVerifier webhooks = client.webhooks("whsec_1");
    server.announce("whsec_1", (headers, body) -> webhooks.receive(headers, body));
    server.jobs(
        () -> JobScript.begin().running(ofSeconds(63)).completed(URI.create("https://v/1")));

    clock.await(submitted(1).getFirst());

    assertThat(clock.steady()).isEqualTo(ofSeconds(63));
  }

  @Test
  void aCallThatIsNeverAnsweredTimesOutInVirtualTime() {
    server.jobs(() ->
        JobScript.begin()
            .silent(ofMinutes(2))
            .running(ofMinutes(1))
            .completed(URI.create("https://v/1")));

    assertThat(clock.await(submitted(1).getFirst())).isInstanceOf(Ended.class);
    assertThat(server.looks().openCalls()).isZero();
    assertThat(server.looks().calls().get(1).at())
        .isGreaterThanOrEqualTo(ofSeconds(10).plus(EVERY_TEN.attemptTimeout()));
  }

  @Test
  void aSubmitWhoseAnswerIsLostMayHaveBeenAcceptedAndOneThatIsRefusedNot() {
    server.refuseNextSubmit(new Miss.Unreachable("refused"));
    server.refuseNextSubmit(new Miss.Denied(401, "no"));
    assertThat(client.translateAsync(REQUEST).handle((jobs, error) -> error))
        .satisfies(error -> clock.runUntilIdle())
        .isCompletedWithValueMatching(Refused.class::isInstance);

    server.loseNextSubmit();
    server.refuseNextSubmit(new Miss.Denied(401, "no"));
    assertThat(client.translateAsync(REQUEST).handle((jobs, error) -> error))
        .satisfies(error -> clock.runUntilIdle())
        .isCompletedWithValueMatching(FateUnknown.class::isInstance);
  }

  @Test
  void aSubmitThatIsNeverAnsweredIsRepeatedUnderItsKey() {
    server.ignoreNextSubmit();
    server.loseNextSubmit();

    submitted(1);

    List<Submit> submits = server.submits();
    assertThat(submits)
        .hasSize(3)
        .extracting(Submit::idempotencyKey)
        .containsOnly(submits.getFirst().idempotencyKey());
    assertThat(submits.get(1).at()).isGreaterThanOrEqualTo(EVERY_TEN.attemptTimeout());
    assertThat(submits.stream().flatMap(submit -> submit.jobs().stream()))
        .as("paid once")
        .hasSize(1);
  }

  @Test
  void aSubmitThatIsRefusedFails() {
    server.refuseNextSubmit(new Miss.Denied(402, "no credits"));
    CompletableFuture<List<TranslationJob>> submit = client.translateAsync(REQUEST);

    assertThatThrownBy(() -> clock.await(submit))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(SubmitFailedException.class);
  }

  @Test
  void ofTwentyFourSubmitsSixGetInAndTheOthersComeInOrderAsJobsEnd() {
    server.room(6);
    Random durations = new Random(7);
    server.jobs(() ->
        JobScript.begin()
            .running(ofSeconds(60 + durations.nextInt(120)))
            .completed(URI.create("https://v/1")));
    List<CompletableFuture<List<TranslationJob>>> submits =
        IntStream.range(0, 24).mapToObj(i -> client.translateAsync(REQUEST)).toList();

    clock.settle();
    int first = server.submits().size();
    List<JobOutcome> outcomes =
        submits.stream().map(submit -> clock.await(clock.await(submit).getFirst())).toList();

    assertThat(outcomes).hasSize(24).allMatch(Ended.class::isInstance);
    List<JobId> inOrder = submits.stream().map(submit -> submit.join().getFirst().id()).toList();
    assertThat(inOrder)
        .as("in the order in which they were asked for")
        .isEqualTo(IntStream.rangeClosed(1, 24).mapToObj(i -> JobId.of("job-" + i)).toList());
    List<Duration> later = server.submits().stream().skip(first).map(Submit::at).toList();
    for (Duration from : later) {
      assertThat(
              later.stream()
                  .filter(
                      at -> at.compareTo(from) >= 0 && at.compareTo(from.plus(ofMillis(100))) < 0))
          .as("no wave of submits at %s", from)
          .hasSizeLessThan(8);
    }
  }

  @Test
  void shuttingDownHandsBackTheTokensAndTheNextClientTakesThemUp() {
    server.jobs(
        () -> JobScript.begin().running(ofMinutes(20)).completed(URI.create("https://v/1")));
    List<TranslationJob> jobs = submitted(3);
    clock.advance(ofMinutes(5));

    List<ResumeToken> tokens = clock.close(client);
    assertThat(jobs).allMatch(job -> job.outcome().join() instanceof JobOutcome.Cancelled);
    assertThat(server.looks().openCalls()).isZero();

    TranslationClient next = server.client().policy(EVERY_TEN).build();
    assertThat(tokens)
        .hasSize(3)
        .allSatisfy(token -> assertThat(clock.await(next.resume(token))).isInstanceOf(Ended.class));
    clock.close(next);
    assertThat(clock.pendingTasks()).isZero();
  }

  @Test
  void aThousandJobsAreTheSameStoryEachTime() {
    assertThat(story()).hasSizeGreaterThan(1_000).isEqualTo(story());
  }

  private static List<String> story() {
    VirtualClock clock = new VirtualClock();
    ScriptedTranslations server = new ScriptedTranslations(clock);
    server.answerAfter(ofMillis(80));
    Random random = new Random(3);
    server.jobs(() ->
        JobScript.begin()
            .running(ofMillis(20_000 + random.nextInt(60_000)))
            .completed(URI.create("https://v/1")));
    List<String> events = new ArrayList<>();
    TranslationClient client =
        server
            .client()
            .listener(event -> events.add(event.jobId() + " " + event.moment().elapsed()))
            .build();
    for (int i = 0; i < 1_000; i++) {
      var unused = client.translateAsync(REQUEST);
      clock.advance(ofMillis(random.nextInt(40)));
    }
    clock.runUntilIdle();
    clock.close(client);
    assertThat(server.submits()).hasSize(1_000);
    return events;
  }

  @Test
  void everyKindOfMissReachesTheClientAsWhatItIs() {
    List<Answer> misses =
        List.of(
            new Miss.Unreadable("<html>"),
            new Miss.NotFound("gone"),
            new Miss.Rejected(500, "broken", Hint.none()),
            new Miss.Unreachable("reset"),
            new Miss.Throttled("calm down", Hint.none()));
    List<Miss> heard = new ArrayList<>();
    TranslationClient listening =
        server
            .client()
            .policy(EVERY_TEN)
            .listener(event -> {
              if (event instanceof dev.pollwise.client.job.JobEvent.Missed missed) {
                heard.add(missed.cause());
              }
            })
            .build();
    server.jobs(
        () -> JobScript.begin().running(ofMinutes(10)).completed(URI.create("https://v/1")));
    TranslationJob job = clock.await(listening.translateAsync(REQUEST)).getFirst();
    misses.forEach(server.looks()::answerNext);

    clock.await(job);

    assertThat(heard)
        .extracting(Object::getClass)
        .isEqualTo(misses.stream().map(Object::getClass).toList());
  }
}
