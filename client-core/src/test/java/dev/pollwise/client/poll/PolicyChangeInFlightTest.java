package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.ScriptedServer.JOB;
import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.LastLook;
import dev.pollwise.client.job.JobOutcome.Limit;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.testing.JobScript;
import dev.pollwise.client.testing.ScriptedSource;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy that changes while a call is waited for: each of its limits is in force at once. */
class PolicyChangeInFlightTest {

  private static final PollingPolicy POLICY = EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(1)));

  private final VirtualClock time = new VirtualClock();
  private final List<JobEvent> heard = new ArrayList<>();
  private Duration endedAt = Duration.ZERO;

  private JobHandle watch(StatusSource source, PollingPolicy policy) {
    return time.poller(
            Poller.builder(source)
                .policy(policy)
                .listener(event -> {
                  heard.add(event);
                  endedAt = event.moment().elapsed();
                }))
        .watchSubmitted(JOB, "title");
  }

  private ScriptedServer silent() {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(1_000_000));
    server.fallSilent();
    return server;
  }

  private JobOutcome.TimedOut timedOut() {
    assertThat(heard.getLast()).isInstanceOf(JobEvent.Ended.class);
    return (JobOutcome.TimedOut) ((JobEvent.Ended) heard.getLast()).outcome();
  }

  @Test
  void aDeadlineToComeEndsTheCallAndTheWait() {
    ScriptedServer server = silent();
    JobHandle job = watch(server, POLICY);
    time.advance(Duration.ofMillis(1_500));

    job.changePolicy(POLICY.withDeadline(ofSeconds(2)));
    time.advance(Duration.ofMillis(499));
    assertThat(job.outcome()).isNotDone();
    time.advance(Duration.ofMillis(1));

    assertThat(timedOut().limit()).isEqualTo(Limit.DEADLINE);
    assertThat(timedOut().lastLook()).isEqualTo(LastLook.MISSED);
    assertThat(timedOut().evidence().calls()).isEqualTo(1);
    assertThat(endedAt).isEqualTo(ofSeconds(2));
    assertThat(server.lastCall()).isCancelled();
    time.runUntilIdle();
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aDeadlineThatIsOverEndsItAtOnce() {
    JobHandle job = watch(silent(), POLICY);
    time.advance(ofSeconds(20));

    job.changePolicy(POLICY.withDeadline(ofSeconds(2)));
    time.settle();

    assertThat(timedOut().lastLook()).isEqualTo(LastLook.MISSED);
    assertThat(endedAt).isEqualTo(ofSeconds(20));
  }

  @Test
  void aSharedCallIsLeftAtTheDeadlineAndGoesOnForTheOthers() {
    ScriptedBulkServer server =
        new ScriptedBulkServer(time, 10, (job, at) -> ScriptedBulkServer.running());
    server.fallSilent();
    Poller poller = time.poller(Poller.builder(server).policy(POLICY));
    JobHandle one = poller.watchSubmitted(JOB, "title");
    JobHandle other = poller.watchSubmitted(JobId.of("job-2"), "title");
    time.advance(Duration.ofMillis(1_500));

    one.changePolicy(POLICY.withDeadline(ofSeconds(2)));
    time.advance(Duration.ofMillis(500));

    assertThat(one.outcome()).isCompleted();
    assertThat(one.outcome().join()).isInstanceOf(JobOutcome.TimedOut.class);
    assertThat(one.evidence().share()).isEqualTo(0.5);
    assertThat(other.outcome()).isNotDone();
    assertThat(server.lastCall()).isNotDone();
  }

  @Test
  void aShorterAttemptTimeoutEndsTheCallAndALongerOneLetsItGoOn() {
    ScriptedServer server = silent();
    JobHandle job = watch(server, POLICY.withAttemptTimeout(ofSeconds(10)));
    time.advance(ofSeconds(2));

    job.changePolicy(POLICY.withAttemptTimeout(ofSeconds(3)));
    time.advance(Duration.ofMillis(1_999));
    assertThat(heard).noneMatch(JobEvent.Missed.class::isInstance);
    time.advance(Duration.ofMillis(1));
    assertThat(heard)
        .filteredOn(JobEvent.Missed.class::isInstance)
        .extracting(event -> ((JobEvent.Missed) event).cause())
        .containsExactly(new Miss.TimedOut(ofSeconds(3)));

    time.advance(ofSeconds(3));
    job.changePolicy(POLICY.withAttemptTimeout(ofSeconds(1_000)));
    time.advance(ofSeconds(800));
    server.lastCall().complete(ScriptedServer.completed());
    time.settle();
    assertThat(job.outcome()).isCompleted();
    assertThat(job.outcome().join()).isInstanceOf(JobOutcome.Ended.class);
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void fewerPollsThanAreMadeEndItAtOnceAndAsManyLetTheCallGoOn() {
    ScriptedServer server = silent();
    JobHandle job = watch(server, POLICY);
    time.advance(ofSeconds(1));
    server.lastCall().complete(ScriptedServer.running());
    time.advance(ofSeconds(1));
    assertThat(server.asked()).hasSize(2);

    job.changePolicy(POLICY.withMaxPolls(2));
    time.advance(ofSeconds(1));
    assertThat(job.outcome()).isNotDone();
    job.changePolicy(POLICY.withMaxPolls(1));
    time.settle();

    assertThat(timedOut().limit()).isEqualTo(Limit.POLLS);
    assertThat(timedOut().evidence().calls()).isEqualTo(2);
    assertThat(server.lastCall()).isCancelled();
  }

  @Test
  void aFailureBudgetToComeEndsIt() {
    StatusSource source =
        new StatusSource() {
          private int calls;

          @Override
          public CompletionStage<Answer> ask(JobId job) {
            calls++;
            return calls <= 3
                ? CompletableFuture.completedFuture(Story.REFUSED)
                : new CompletableFuture<>();
          }
        };
    JobHandle job = watch(source, POLICY.withAttemptTimeout(ofSeconds(500)));
    time.advance(ofSeconds(20));
    assertThat(heard).filteredOn(JobEvent.Missed.class::isInstance).hasSize(3);

    job.changePolicy(POLICY.withAttemptTimeout(ofSeconds(500)).withFailureBudget(ofSeconds(40)));
    time.advance(ofSeconds(30));

    assertThat(job.outcome()).isCompleted();
    assertThat(job.outcome().join())
        .isInstanceOfSatisfying(
            JobOutcome.GaveUp.class, lost -> assertThat(lost.cause()).isEqualTo(Story.REFUSED));
    assertThat(endedAt).as("the first failure was at 1 s").isEqualTo(ofSeconds(41));
  }

  @Test
  void aDeadlineTakenBackInTimeEndsNothing() {
    ScriptedServer server = silent();
    JobHandle job = watch(server, POLICY);
    time.advance(Duration.ofMillis(1_500));

    job.changePolicy(POLICY.withDeadline(ofSeconds(2)));
    time.advance(Duration.ofMillis(400));
    job.changePolicy(POLICY);
    time.advance(ofSeconds(20));
    server.lastCall().complete(ScriptedServer.completed());
    time.settle();

    assertThat(job.outcome()).isCompleted();
    assertThat(job.outcome().join()).isInstanceOf(JobOutcome.Ended.class);
  }

  /** What an answer comes to is decided when it comes, not when it was asked for. */
  @ParameterizedTest
  @MethodSource("limitsThatAreAboutToEndIt")
  void aLimitMovedAwayDuringTheLastCallLetsTheWaitGoOn(
      PollingPolicy tight, PollingPolicy wide, JobScript script) {
    ScriptedSource server = new ScriptedSource(time);
    server.answerAfter(ofSeconds(5));
    JobHandle job =
        time.poller(Poller.builder(server).policy(tight))
            .watchSubmitted(server.begin(script), "title");
    while (server.calls().isEmpty() || time.steady().compareTo(ofSeconds(32)) < 0) {
      time.advance(ofSeconds(1));
    }
    assertThat(job.outcome()).isNotDone();

    job.changePolicy(wide);

    assertThat(job.policy()).isEqualTo(wide);
    assertThat(time.await(job)).isInstanceOf(JobOutcome.Ended.class);
  }

  static List<Arguments> limitsThatAreAboutToEndIt() {
    PollingPolicy at30 = EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(30)));
    JobScript running = JobScript.begin().running(ofSeconds(100)).completed();
    return List.of(
        arguments(at30.withDeadline(ofSeconds(30)), at30, running),
        arguments(at30.withMaxPolls(1), at30, running),
        arguments(
            at30.withFailureBudget(Duration.ofNanos(1)).withPacing(Pacing.fixed(ofSeconds(24))),
            at30,
            JobScript.begin().unreachable(ofSeconds(100)).completed()));
  }
}
