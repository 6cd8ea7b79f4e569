package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.ScriptedBulkServer.completed;
import static dev.pollwise.client.poll.ScriptedBulkServer.running;
import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls about several jobs fail, in one way or another, while each job alone can be asked about.
 */
@Timeout(60)
class BulkFallbackTest {

  private static final Duration END = ofMinutes(40);

  private final VirtualClock time = new VirtualClock();
  private final Server server = new Server();

  /** A server whose single route is well; of the other, a test says what it does. */
  private final class Server implements StatusSource.Bulk {

    private final List<Duration> alone = new ArrayList<>();
    private final List<Duration> together = new ArrayList<>();
    private Function<JobId, Answer> bulk = job -> running();
    private Function<JobId, Answer> single = this::alone;
    private boolean isDown;
    private @Nullable Supplier<CompletionStage<Map<JobId, Answer>>> instead;

    @Override
    public int mostJobs() {
      return 100;
    }

    @Override
    public boolean takes(JobId job) {
      return !job.value().contains(",");
    }

    private Answer alone(JobId job) {
      return time.steady().compareTo(END) < 0 ? running() : completed(job);
    }

    /** On a thread of its own is who does not share; who only found no company is not meant. */
    @Override
    public CompletionStage<Answer> ask(JobId job, Attempt attempt) {
      if (attempt.mayBlock()) {
        alone.add(time.steady());
      }
      return ask(job);
    }

    @Override
    public CompletionStage<Answer> ask(JobId job) {
      return CompletableFuture.completedFuture(
          isDown ? new Miss.Unreachable("down") : single.apply(job));
    }

    @Override
    public CompletionStage<Map<JobId, Answer>> askAll(List<JobId> jobs, Attempt attempt) {
      together.add(time.steady());
      if (instead != null) {
        return instead.get();
      }
      Map<JobId, Answer> answers = new HashMap<>();
      jobs.forEach(
          job -> answers.put(job, isDown ? new Miss.Unreachable("down") : bulk.apply(job)));
      return CompletableFuture.completedFuture(answers);
    }
  }

  private List<JobHandle> submit(String... names) {
    Poller poller =
        Poller.builder(server)
            .policy(EVERY_TEN)
            .clock(time)
            .executor(time)
            .random(new Random(1))
            .build();
    return Stream.of(names).map(name -> poller.watchSubmitted(JobId.of(name), name)).toList();
  }

  private List<JobHandle> submitHundred() {
    return submit(IntStream.range(0, 100).mapToObj(i -> "job-" + i).toArray(String[]::new));
  }

  private void assertAllComplete(List<JobHandle> jobs) {
    time.runUntilIdle();
    assertThat(jobs)
        .allSatisfy(job -> assertThat(job.outcome().join()).isInstanceOf(JobOutcome.Ended.class));
  }

  static Stream<Miss> refusals() {
    return Stream.concat(
        IntStream.of(400, 405, 410, 414, 422, 431, 501)
            .mapToObj(status -> new Miss.Rejected(status, "no such call", Hint.none())),
        Stream.of(
            new Miss.Denied(401, "no"),
            new Miss.Denied(403, "not this route"),
            new Miss.NotFound("not_found"),
            new Miss.Redirected(301, "https://elsewhere.test/")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void jobsAreAskedAboutAloneAfterARefusalOfTheKindOfCall(Miss refusal) {
    server.bulk = job -> refusal;
    List<JobHandle> jobs = submitHundred();

    assertAllComplete(jobs);

    assertThat(server.together)
        .as("a minute, then twice as long each time, the trials fall on the beat")
        .hasSizeBetween(4, 6);
  }

  static Stream<Miss> troubles() {
    return Stream.of(
        new Miss.Rejected(500, "a bug in this route", Hint.none()),
        new Miss.Rejected(503, "too much at once", Hint.none()),
        new Miss.TimedOut(ofSeconds(30)),
        new Miss.Unreachable("reset"),
        new Miss.Unreadable("HTML"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void andAfterTroubleThatOnlyCallsAboutSeveralHave(Miss trouble) {
    server.bulk = job -> trouble;

    assertAllComplete(submitHundred());

    assertThat(server.together).hasSizeLessThan(40);
  }

  static Stream<Supplier<@Nullable CompletionStage<Map<JobId, Answer>>>> defects() {
    return Stream.of(
        () -> {
          throw new UnsupportedOperationException("this source never asks together");
        },
        () -> {
          throw new LinkageError("another version");
        },
        () -> null,
        () -> CompletableFuture.completedFuture(null),
        () -> CompletableFuture.failedFuture(new IllegalStateException("broken")));
  }

  @ParameterizedTest
  @MethodSource("defects")
  void andWhereTheSourceBreaksOverThem(Supplier<CompletionStage<Map<JobId, Answer>>> defect) {
    server.instead = defect;

    assertAllComplete(submitHundred());

    assertThat(server.together).hasSizeLessThan(40);
  }

  @Test
  void anOutageIsNoReasonToAskSingly() {
    server.isDown = true;
    submitHundred();
    time.advance(ofMinutes(5));
    int singly = server.alone.size();
    assertThat(singly)
        .as("no more than a trial each time")
        .isLessThanOrEqualTo(server.together.size());
    server.isDown = false;
    time.advance(ofMinutes(5));

    assertThat(server.alone).as("nor is its end").hasSizeLessThanOrEqualTo(singly + 2);
  }

  @Test
  void jobsThatAreAllTooYoungToBeKnownAreNoReasonToAskSingly() {
    Function<JobId, Answer> young =
        job ->
            time.steady().compareTo(ofSeconds(13)) < 0
                ? new Miss.NotFound("not_found")
                : server.alone(job);
    server.bulk = young;
    server.single = young;
    submitHundred();

    time.advance(ofMinutes(5));

    assertThat(server.alone)
        .as("no more than a trial each time")
        .hasSizeLessThan(server.together.size());
  }

  @Test
  void callsAreSharedAgainOnceThatWorks() {
    server.bulk = job -> new Miss.Rejected(404, "not deployed yet", Hint.none());
    submitHundred();
    time.advance(ofSeconds(30));
    assertThat(server.together).hasSize(1);
    server.bulk = job -> running();
    time.advance(ofMinutes(3));
    int singly = server.alone.size();
    time.advance(ofMinutes(3));

    assertThat(server.alone).hasSize(singly);
  }

  @Test
  void aJobThatTheSharedAnswerLeavesOutIsAskedAboutAlone() {
    JobId odd = JobId.of("odd");
    server.bulk = job -> job.equals(odd) ? new Miss.NotFound("not_found") : server.alone(job);

    List<JobHandle> jobs = submit("odd", "even", "other");
    assertAllComplete(jobs);

    assertThat(server.alone.size()).isLessThanOrEqualTo(server.together.size() + 1);
  }

  @Test
  void whatWasLeftOutIsRememberedOfABoundedNumber() {
    BulkFallback fallback = new BulkFallback(time);
    for (int i = 0; i < 2_500; i++) {
      JobId gone = JobId.of("gone-" + i);
      fallback.answered(Map.of(gone, new Miss.Unreadable("left out"), Story.JOB, running()));
    }

    assertThat(fallback.isAlone(JobId.of("gone-2499"))).isTrue();
    assertThat(fallback.isAlone(JobId.of("gone-0"))).isFalse();
  }

  @Test
  void aJobWhoseIdSharedCallsCannotCarryIsNeverInOne() {
    server.bulk =
        job -> {
          assertThat(job.value()).doesNotContain(",");
          return server.alone(job);
        };

    assertAllComplete(submit("with,comma", "even", "other"));

    assertThat(server.together).isNotEmpty();
  }
}
