package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.ScriptedServer.JOB;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.PollwiseException.WaitBrokenException;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PollLoopTest {

  private static final PollingPolicy EVERY_TEN =
      PollingPolicy.defaults().withPacing(Pacing.fixed(ofSeconds(10))).withJitter(Jitter.none());

  private final VirtualClock time = new VirtualClock();
  private final List<JobEvent> heard = new ArrayList<>();

  private Poller poller(StatusSource source, PollingPolicy policy) {
    return Poller.builder(source)
        .policy(policy)
        .clock(time)
        .executor(time)
        .random(new Random(1))
        .listener(heard::add)
        .build();
  }

  @Test
  void asksAfterEachIntervalUntilTheJobIsOver() throws InterruptedException {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(25));

    JobHandle job = poller(server, EVERY_TEN).watchSubmitted(JOB, "Spanish");
    time.runUntilIdle();

    assertThat(server.asked()).containsExactly(ofSeconds(10), ofSeconds(20), ofSeconds(30));
    assertThat(job.await())
        .isInstanceOfSatisfying(
            JobOutcome.Ended.class,
            ended -> {
              assertThat(ended.status()).isInstanceOf(JobStatus.Completed.class);
              assertThat(ended.evidence().calls()).isEqualTo(3);
              assertThat(ended.evidence().lateness()).isEqualTo(new Lateness.AtMost(ofSeconds(10)));
            });
  }

  @Test
  void looksAtOnceAtAJobStartedElsewhere() {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(5));

    poller(server, EVERY_TEN).watch(JOB);
    time.runUntilIdle();

    assertThat(server.asked()).containsExactly(ofSeconds(0), ofSeconds(10));
  }

  @Test
  void takesALastLookExactlyAtTheDeadline() throws InterruptedException {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(1000));

    JobHandle job =
        poller(server, EVERY_TEN.withDeadline(ofSeconds(35))).watchSubmitted(JOB, "Spanish");
    time.runUntilIdle();

    assertThat(server.asked())
        .containsExactly(ofSeconds(10), ofSeconds(20), ofSeconds(30), ofSeconds(35));
    assertThat(job.await())
        .isInstanceOfSatisfying(
            JobOutcome.TimedOut.class,
            late -> assertThat(late.lastLook()).isEqualTo(JobOutcome.LastLook.TAKEN));
  }

  @Test
  void makesNoLastLookWhereTheServerAskedForALongerPause() throws InterruptedException {
    ScriptedServer server =
        new ScriptedServer(
            time,
            (call, at) ->
                new Answer.Seen(
                    new JobStatus.Running(),
                    new Hint.RetryAfter(ofSeconds(60)),
                    Answer.Detail.COMPLETE));

    JobHandle job =
        poller(server, EVERY_TEN.withDeadline(ofSeconds(35))).watchSubmitted(JOB, "Spanish");
    time.runUntilIdle();

    assertThat(server.asked()).containsExactly(ofSeconds(10));
    assertThat(time.steady()).isEqualTo(ofSeconds(35));
    assertThat(job.await())
        .isInstanceOfSatisfying(
            JobOutcome.TimedOut.class,
            late -> assertThat(late.lastLook()).isEqualTo(JobOutcome.LastLook.DEFERRED_BY_HINT));
  }

  @Test
  void aParkedWaitIsWokenAtOnceAndAgain() {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(1000));
    PollingPolicy rarely = EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(600)));
    JobHandle job = poller(server, rarely).watchSubmitted(JOB, "Spanish");

    time.advance(ofSeconds(7));
    job.pollNow();
    time.advance(ofSeconds(5));
    job.pollNow();
    time.settle();

    assertThat(server.asked()).containsExactly(ofSeconds(7), ofSeconds(12));
  }

  @Test
  void aPollThatIsAskedForNeverUndercutsTheServersPause() {
    ScriptedServer server =
        new ScriptedServer(
            time,
            (call, at) ->
                new Answer.Seen(
                    new JobStatus.Running(),
                    new Hint.RetryAfter(ofSeconds(60)),
                    Answer.Detail.COMPLETE));
    JobHandle job = poller(server, EVERY_TEN).watchSubmitted(JOB, "Spanish");

    time.advance(ofSeconds(15));
    job.pollNow();
    time.advance(ofSeconds(60));

    assertThat(server.asked()).containsExactly(ofSeconds(10), ofSeconds(70));
  }

  @Test
  void aChangedPolicyTakesEffectOnAParkedWaitAndOnAllOfThem() {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(1000));
    Poller poller = poller(server, EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(600))));
    poller.watchSubmitted(JOB, "Spanish");

    time.advance(ofSeconds(4));
    poller.changePolicy(EVERY_TEN);
    time.advance(ofSeconds(20));

    assertThat(server.asked())
        .as("the interval counts from where the one in force began")
        .containsExactly(ofSeconds(10), ofSeconds(20));
  }

  @Test
  void aWakeUpDuringACallLeadsToAnotherCall() {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(1000));
    JobHandle job = poller(server, EVERY_TEN).watchSubmitted(JOB, "Spanish");
    server.fallSilent();

    time.advance(ofSeconds(11));
    job.pollNow();
    time.settle();
    assertThat(server.asked()).hasSize(1);
    server.lastCall().complete(ScriptedServer.running());
    time.settle();

    assertThat(server.asked()).containsExactly(ofSeconds(10), ofSeconds(11));
  }

  @Test
  void stoppingWhileParkedLeavesNoCallAndNoTask() throws InterruptedException {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(1000));
    JobHandle job = poller(server, EVERY_TEN).watchSubmitted(JOB, "Spanish");

    time.advance(ofSeconds(15));
    job.stopWatching();
    time.settle();

    assertThat(job.await())
        .isInstanceOfSatisfying(
            JobOutcome.Cancelled.class,
            cancelled -> {
              assertThat(cancelled.by()).isEqualTo(JobOutcome.StoppedBy.USER);
              assertThat(cancelled.jobId()).isEqualTo(JOB);
              assertThat(cancelled.evidence().calls()).isEqualTo(1);
            });
    assertThat(time.pendingTasks()).isZero();
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void stoppingAbortsTheCallInFlight() throws InterruptedException {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(1000));
    server.fallSilent();
    JobHandle job = poller(server, EVERY_TEN).watchSubmitted(JOB, "Spanish");

    time.advance(ofSeconds(11));
    job.stopWatching();
    time.settle();

    assertThat(server.lastCall()).isCancelled();
    assertThat(job.await()).isInstanceOf(JobOutcome.Cancelled.class);
    assertThat(job.await().evidence().calls()).isEqualTo(1);
    assertThat(time.pendingTasks()).isZero();
  }

  @Test
  void cancellingTheFutureStopsWatching() {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(1000));
    JobHandle job = poller(server, EVERY_TEN).watchSubmitted(JOB, "Spanish");

    time.advance(ofSeconds(15));
    job.outcome().cancel(true);
    time.advance(ofSeconds(100));

    assertThat(server.asked()).hasSize(1);
    assertThat(heard.getLast())
        .isInstanceOfSatisfying(
            JobEvent.Ended.class,
            ended -> assertThat(ended.outcome()).isInstanceOf(JobOutcome.Cancelled.class));
  }

  @Test
  void aDefectInAPacingFunctionBreaksTheWaitAndSaysSo() {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(1000));
    Pacing defective =
        Pacing.of(
            "defective",
            (poll, elapsed) -> {
              throw new IllegalStateException("no idea");
            });

    JobHandle job = poller(server, EVERY_TEN.withPacing(defective)).watchSubmitted(JOB, "Spanish");
    time.runUntilIdle();

    assertThatThrownBy(job::await)
        .isInstanceOf(WaitBrokenException.class)
        .hasMessageContaining("job-1")
        .hasMessageContaining("no idea");
    assertThat(heard.getLast())
        .as("who only listens must not wait for ever")
        .isInstanceOfSatisfying(
            JobEvent.Broken.class,
            broken -> assertThat(broken.defect().resumeToken()).isEqualTo(job.resumeToken()));
  }

  @Test
  void aSourceThatThrowsIsAMissAndNotAnEnd() throws InterruptedException {
    ScriptedServer server =
        new ScriptedServer(
            time,
            (call, at) -> {
              if (call == 1) {
                throw new IllegalStateException("cable pulled");
              }
              return ScriptedServer.completed();
            });

    JobHandle job = poller(server, EVERY_TEN).watchSubmitted(JOB, "Spanish");
    time.runUntilIdle();

    assertThat(job.await()).isInstanceOf(JobOutcome.Ended.class);
    assertThat(heard)
        .filteredOn(JobEvent.Missed.class::isInstance)
        .singleElement()
        .extracting(event -> ((JobEvent.Missed) event).cause().describe())
        .isEqualTo("no answer: cable pulled");
  }

  @Test
  void tellsTheStoryInOrder() {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(15));

    poller(server, EVERY_TEN).watchSubmitted(JOB, "Spanish");
    time.runUntilIdle();

    assertThat(heard)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly(
            "Submitted", "Waiting", "Polled", "Waiting", "Polled", "StatusChanged", "Ended");
  }

  @Test
  void aWallClockThatJumpsChangesNothing() {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(25));
    poller(server, EVERY_TEN.withDeadline(ofSeconds(100))).watchSubmitted(JOB, "Spanish");

    time.advance(ofSeconds(5));
    time.shiftWallClock(Duration.ofDays(-400));
    time.advance(ofSeconds(10));
    time.shiftWallClock(Duration.ofDays(4000));
    time.runUntilIdle();

    assertThat(server.asked()).containsExactly(ofSeconds(10), ofSeconds(20), ofSeconds(30));
  }

  @Test
  void manyPollsCostNoStackAndNoTime() {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(200_000));
    PollingPolicy everySecond =
        EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(1))).withDeadline(Duration.ofDays(30));

    poller(server, everySecond).watchSubmitted(JOB, "Spanish");
    time.runUntilIdle();

    assertThat(server.asked()).hasSize(200_000);
  }

  @Test
  void closingEndsEveryWaitAndHandsBackTokens() throws InterruptedException {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(1000));
    Poller poller =
        Poller.builder(server).policy(EVERY_TEN).clock(time).random(new Random(1)).build();
    JobHandle job = poller.watchSubmitted(JOB, "Spanish");

    assertThat(poller.shutdown()).containsExactly(job.resumeToken());

    assertThat(job.await())
        .isInstanceOfSatisfying(
            JobOutcome.Cancelled.class,
            cancelled -> assertThat(cancelled.by()).isEqualTo(JobOutcome.StoppedBy.CLOSE));
    assertThatThrownBy(() -> poller.watch(JOB))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
