package dev.pollwise.client.testing;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.Ended;
import dev.pollwise.client.job.JobStatus.Completed;
import dev.pollwise.client.job.JobStatus.Failed;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.poll.StatusSource;
import dev.pollwise.client.poll.StatusSource.Attempt;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a script says reaches the waits of a real poller, at the time it says. */
@Timeout(60)
class ScriptedSourceTest {

  private static final PollingPolicy EVERY_TEN =
      PollingPolicy.defaults()
          .withPacing(Pacing.fixed(ofSeconds(10)))
          .withJitter(Jitter.none())
          .withAttemptTimeout(ofSeconds(30));

  private final VirtualClock clock = new VirtualClock();
  private final ScriptedSource server = new ScriptedSource(clock);
  private final List<String> heard = new ArrayList<>();
  private final List<Miss> misses = new ArrayList<>();

  private Poller poller(StatusSource source) {
    return clock.poller(Poller.builder(source).policy(EVERY_TEN).listener(this::hear));
  }

  private void hear(JobEvent event) {
    if (event instanceof JobEvent.Polled polled) {
      heard.add(polled.status().word());
    } else if (event instanceof JobEvent.Missed missed) {
      heard.add("missed");
      misses.add(missed.cause());
    }
  }

  private JobOutcome outcome(JobScript script) {
    return clock.await(poller(server).watchSubmitted(server.begin(script), "title"));
  }

  private List<Duration> askedAt() {
    return server.calls().stream().map(ScriptedSource.Call::at).toList();
  }

  private static Duration[] seconds(int... seconds) {
    return IntStream.of(seconds).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
  }

  @Test
  void saysWhereTheJobStandsAndHowItEnded() {
    URI video = URI.create("https://h.test/v.mp4");

    JobOutcome outcome =
        outcome(JobScript.begin().pending(ofSeconds(15)).running(ofSeconds(20)).completed(video));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Ended.class,
            ended -> assertThat(((Completed) ended.status()).videoUrl()).contains(video));
    assertThat(heard).containsExactly("pending", "running", "running", "completed");
    assertThat(askedAt()).containsExactly(seconds(10, 20, 30, 40));
  }

  @Test
  void aPhaseBeginsAtItsVeryMoment() {
    assertThat(outcome(JobScript.begin().pending(ofSeconds(10)).failed("no audio")))
        .isInstanceOfSatisfying(
            Ended.class,
            ended -> {
              assertThat(((Failed) ended.status()).reason()).isEqualTo("no audio");
              assertThat(ended.jobId()).isEqualTo(JobId.of("job-1"));
            });
    assertThat(askedAt()).containsExactly(seconds(10));
  }

  @Test
  void withoutAnEndTheLastPhaseGoesOnForEver() {
    assertThat(outcome(JobScript.begin().running(ofSeconds(1))))
        .isInstanceOf(JobOutcome.TimedOut.class);
    assertThat(heard).containsOnly("running");

    heard.clear();
    assertThat(outcome(JobScript.begin())).isInstanceOf(JobOutcome.TimedOut.class);
    assertThat(heard).containsOnly("pending");
  }

  @Test
  void callsThatAreNeverAnsweredTimeOutInVirtualTime() {
    JobOutcome outcome =
        outcome(JobScript.begin().silent(ofSeconds(15)).running(ofMinutes(1)).completed());

    assertThat(outcome).isInstanceOf(Ended.class);
    assertThat(misses).containsExactly(new Miss.TimedOut(ofSeconds(30)));
    assertThat(server.calls().getFirst().at()).isEqualTo(ofSeconds(10));
    assertThat(server.calls().get(1).at())
        .as("no other call before the first was given up at 40 s")
        .isBetween(ofSeconds(40), ofSeconds(42));
    assertThat(server.openCalls()).isZero();
  }

  @Test
  void theServerGoesThroughItsTroublesWhileTheJobGoesOn() {
    JobOutcome outcome =
        outcome(
            JobScript.begin()
                .unreachable(ofSeconds(10).plusMillis(1))
                .throttled(ofSeconds(60), ofSeconds(80))
                .running(ofSeconds(60), ofSeconds(45))
                .completed());

    assertThat(outcome).isInstanceOf(Ended.class);
    assertThat(heard).containsExactly("missed", "missed", "running", "completed");
    assertThat(misses.getFirst()).isInstanceOf(Miss.Unreachable.class);
    assertThat(misses.getLast()).isInstanceOf(Miss.Throttled.class);
    List<Duration> at = askedAt();
    assertThat(at.get(2).minus(at.get(1)))
        .as("the pause that was asked for")
        .isGreaterThanOrEqualTo(ofSeconds(80));
    assertThat(at.get(3).minus(at.get(2))).isGreaterThanOrEqualTo(ofSeconds(45));
  }

  @Test
  void theNextCallsCanBeDecidedOneByOne() {
    server.answerNext(new Miss.Rejected(502, "bad gateway", Hint.none()));
    server.ignoreNext();

    assertThat(outcome(JobScript.begin().running(ofMinutes(1)).completed()))
        .isInstanceOf(Ended.class);

    assertThat(misses).hasSize(2).last().isEqualTo(new Miss.TimedOut(ofSeconds(30)));
    assertThat(heard).startsWith("missed", "missed", "running").endsWith("completed");
  }

  @Test
  void anAnswerThatTakesItsTimeTellsOfTheMomentOfTheCall() {
    server.answerAfter(ofSeconds(4));

    outcome(JobScript.begin().running(ofSeconds(12)).completed());

    assertThat(heard).containsExactly("running", "completed");
    assertThat(askedAt()).as("ten seconds from answer to call").containsExactly(seconds(10, 24));
    assertThat(clock.steady()).isEqualTo(ofSeconds(28));
  }

  @Test
  void holdsACallUntilThereIsNews() {
    server.holdCalls(ofMinutes(1));

    outcome(JobScript.begin().pending(ofSeconds(13)).running(ofSeconds(80)).completed());

    assertThat(heard).as("pending no longer when the first call is answered").startsWith("running");
    assertThat(heard).endsWith("running", "completed");
    assertThat(clock.steady()).as("told of the end at once").isEqualTo(ofSeconds(93));
    assertThat(server.calls())
        .extracting(ScriptedSource.Call::longestHold)
        .allSatisfy(longestHold -> assertThat(longestHold).isBetween(ofSeconds(1), ofSeconds(30)));
  }

  @Test
  void aJobThatHasNotBegunIsUnknown() {
    assertThat(server.ask(JobId.of("nobody")))
        .isCompletedWithValue(new Miss.NotFound("nobody has not begun"));
  }

  @Test
  void aJobBeginsOnce() {
    JobId job = server.begin(JobScript.begin());

    assertThatIllegalStateException()
        .isThrownBy(() -> server.begin(job, JobScript.begin()))
        .withMessage("job-1 has begun before");
  }

  @Test
  void tellsOfEachJobAloneThoughAskedInOneCall() {
    Poller poller = poller(server.inBulk(100));
    List<JobHandle> jobs =
        IntStream.rangeClosed(1, 3)
            .mapToObj(i -> server.begin(JobScript.begin().running(ofSeconds(i * 25L)).completed()))
            .map(poller::watch)
            .toList();

    assertThat(jobs).extracting(clock::await).hasOnlyElementsOfType(Ended.class);

    assertThat(server.calls().getFirst().jobs())
        .containsExactlyElementsOf(jobs.stream().map(JobHandle::id).toList());
    assertThat(server.asked(JobId.of("job-3")))
        .hasSizeGreaterThan(server.asked(JobId.of("job-1")).size());
    assertThat(server.calls().size())
        .isLessThan(jobs.stream().mapToInt(job -> job.evidence().calls()).sum());
  }

  @Test
  void aCallInBulkIsNotAnsweredIfOneOfItsJobsIsSilent() {
    JobId talkative = server.begin(JobScript.begin());
    JobId silent = server.begin(JobScript.begin().silent(ofMinutes(1)));

    assertThat(server.inBulk(2).askAll(List.of(talkative, silent), Attempt.immediate()))
        .isNotCompleted();
    assertThat(server.openCalls()).isEqualTo(1);
  }

  @Test
  void watchingStoppedLeavesNoCallOpenAndNothingToDo() {
    server.answerAfter(ofSeconds(5));
    JobHandle job = poller(server).watch(server.begin(JobScript.begin()));
    clock.advance(ofSeconds(1));
    assertThat(server.openCalls()).isEqualTo(1);

    job.stopWatching();

    assertThat(clock.await(job)).isInstanceOf(JobOutcome.Cancelled.class);
    assertThat(server.openCalls()).isZero();
    assertThat(clock.pendingTasks()).isZero();
  }

  @Test
  void refusesWhatNoServerDoes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> server.answerAfter(ofSeconds(-1)))
        .withMessageContaining("latency");
    assertThatIllegalArgumentException().isThrownBy(() -> server.holdCalls(ofSeconds(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> server.inBulk(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JobScript.begin().running(Duration.ZERO))
        .withMessageContaining("more than zero");
    assertThatIllegalStateException()
        .isThrownBy(() -> JobScript.begin().completed().running(ofSeconds(1)))
        .withMessageContaining("nothing can follow");
    assertThatIllegalStateException().isThrownBy(() -> JobScript.begin().completed().failed("?"));
  }
}
