package dev.pollwise.client.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.BatchRequest;
import dev.pollwise.client.SubmitEvent;
import dev.pollwise.client.TranslationBatch;
import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome.Ended;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import dev.pollwise.client.policy.PollingPolicy;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole clients under random users and random faults: what is paid is paid once, and told. */
@Timeout(60)
class RandomClientsTest {

  private static final URI VIDEO = URI.create("https://videos.test/film.mp4");

  private final VirtualClock clock = new VirtualClock();
  private final ScriptedTranslations server = new ScriptedTranslations(clock);
  private final Map<String, SubmitEvent> told = new HashMap<>();
  private final List<JobEvent> events = new ArrayList<>();
  private final List<CompletableFuture<?>> calls = new ArrayList<>();
  private final List<TranslationJob> jobs = new ArrayList<>();
  private final List<JobScript> scripts = new ArrayList<>();
  private Random random = new Random(0);
  private int submits;

  static LongStream seeds() {
    return LongStream.range(0, 25);
  }

  private TranslationClient client() {
    TranslationClient.Builder builder =
        server
            .client()
            .policy(policy())
            .listener(events::add)
            .submitListener(event -> told.put(event.attempt().idempotencyKey(), event));
    if (random.nextBoolean()) {
      builder.callBudget(1 + random.nextInt(5), ofSeconds(1 + random.nextInt(20)));
    }
    return builder.build();
  }

  private PollingPolicy policy() {
    return PollingPolicy.defaults()
        .withDeadline(ofSeconds(1 + random.nextInt(3_600)))
        .withFailureBudget(ofSeconds(1 + random.nextInt(900)))
        .withAttemptTimeout(ofMillis(1 + random.nextInt(60_000)))
        .withMaxPolls(1 + random.nextInt(200));
  }

  private JobScript script() {
    JobScript running = JobScript.begin().running(ofSeconds(1 + random.nextInt(900)));
    scripts.add(random.nextInt(4) == 0 ? running.failed("no audio") : running.completed(VIDEO));
    return scripts.getLast();
  }

  private Miss miss() {
    Hint hint =
        random.nextBoolean() ? Hint.none() : new Hint.RetryAfter(ofSeconds(random.nextInt(90)));
    return switch (random.nextInt(9)) {
      case 0 -> new Miss.Unreachable("reset");
      case 1 -> new Miss.TimedOut(ofSeconds(1));
      case 2 -> new Miss.Unreadable("<html>", hint);
      case 3 -> new Miss.Redirected(302, "https://portal.test/", hint);
      case 4 -> new Miss.NotFound("not yet", hint);
      case 5 -> new Miss.Rejected(422, "no", hint);
      case 6 -> new Miss.Rejected(503, "later", hint);
      case 7 -> new Miss.Denied(403, "no");
      default -> new Miss.Throttled("slower", hint);
    };
  }

  @SuppressWarnings("FutureReturnValueIgnored") // bookkeeping only
  private void act(TranslationClient client) {
    TranslationRequest request = TranslationRequest.of(VIDEO, "Spanish (Spain)", "German");
    switch (random.nextInt(14)) {
      case 0, 1 -> {
        submits++;
        CompletableFuture<List<TranslationJob>> submit = client.translateAsync(request);
        submit.thenAccept(jobs::addAll);
        calls.add(submit);
      }
      case 2 -> {
        submits++;
        CompletableFuture<TranslationBatch> batch =
            client.translateBatchAsync(BatchRequest.of(List.of(request)));
        calls.add(batch);
        batch.thenAccept(named -> calls.add(named.items()));
      }
      case 3 -> {
        submits++;
        client.translateAsync(request).cancel(true);
      }
      case 4 -> client.changePolicy(policy());
      case 5 -> jobs.stream().skip(random.nextInt(9)).findFirst().ifPresent(this::meddle);
      case 6 -> calls.add(client.statusAsync(JobId.of("job-" + (1 + random.nextInt(9)))));
      case 7 -> server.loseNextSubmit();
      case 8 -> server.refuseNextSubmit(miss());
      case 9 -> server.ignoreNextSubmit();
      case 10 -> server.room(1 + random.nextInt(9));
      case 11 -> server.answerAfter(ofMillis(random.nextInt(5_000)));
      case 12 -> server.looks().ignoreNext();
      default -> server.looks().answerNext(miss());
    }
  }

  private void meddle(TranslationJob job) {
    switch (random.nextInt(3)) {
      case 0 -> job.stopWatching();
      case 1 -> job.pollNow();
      default -> job.changePolicy(policy());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsPaidIsPaidOnceAndTold(long seed) {
    random = new Random(seed);
    server.jobs(this::script);
    TranslationClient client = client();
    for (int deed = 0; deed < 150; deed++) {
      act(client);
      clock.advance(ofMillis(random.nextInt(20_000)));
    }
    if (random.nextBoolean()) {
      clock.advance(ofMinutes(random.nextInt(30)));
      clock.close(client);
    }
    clock.runUntilIdle();

    assertThat(calls).allMatch(CompletableFuture::isDone);
    assertThat(client.watched()).isEmpty();
    assertThat(clock.pendingTasks()).isZero();
    assertThat(told).as("one key for each submit").hasSizeLessThanOrEqualTo(submits);
    assertThat(told.values())
        .as("each submit has an end")
        .noneMatch(
            event -> event instanceof SubmitEvent.Sending || event instanceof SubmitEvent.Retrying);
    Set<JobId> watched =
        events.stream()
            .filter(JobEvent.Ended.class::isInstance)
            .map(JobEvent::jobId)
            .collect(toSet());
    server.submits().stream()
        .filter(submit -> !submit.jobs().isEmpty())
        .forEach(paid -> {
          switch (requireNonNull(told.get(paid.idempotencyKey()))) {
            case SubmitEvent.Accepted accepted -> {
              assertThat(accepted.jobs()).isEqualTo(paid.jobs());
              assertThat(watched).containsAll(paid.jobs());
            }
            case SubmitEvent.BatchAccepted accepted -> {}
            case SubmitEvent.FateUnknown unknown -> {}
            case SubmitEvent other -> throw new AssertionError("paid, and told as " + other);
          }
        });
    assertThat(jobs).allSatisfy(this::requireTrueEnd);
    assertThat(calls)
        .filteredOn(CompletableFuture::isCompletedExceptionally)
        .extracting(CompletableFuture::exceptionNow)
        .filteredOn(SubmitFailedException.Refused.class::isInstance)
        .extracting(refused -> ((SubmitFailedException) refused).idempotencyKey())
        .doesNotContainAnyElementsOf(
            server.submits().stream()
                .filter(submit -> !submit.jobs().isEmpty())
                .map(ScriptedTranslations.Submit::idempotencyKey)
                .toList());
  }

  private void requireTrueEnd(TranslationJob job) {
    if (job.outcome().join() instanceof Ended(JobStatus.Terminal end)) {
      int number =
          server.submits().stream().flatMap(s -> s.jobs().stream()).toList().indexOf(job.id());
      assertThat(end instanceof JobStatus.Failed).isEqualTo(scripts.get(number).isFailing());
    }
  }
}
