package dev.pollwise.client.testing;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.PollwiseException.WaitBrokenException;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VirtualClockTest {

  private final VirtualClock clock = new VirtualClock();
  private final List<String> ran = new ArrayList<>();

  private Future<?> note(String text, Duration delay) {
    return clock.after(delay, () -> ran.add(text + " at " + clock.steady()));
  }

  @Test
  void runsTasksInTheOrderOfTheirTimesAndThenOfTheirSetting() {
    Stream.of("b", "c")
        .map(text -> note(text, ofSeconds(2)))
        .forEach(set -> assertThat(set).isNotDone());
    assertThat(note("a", ofSeconds(1))).isNotDone();
    clock.execute(() -> ran.add("at once"));

    clock.advance(ofSeconds(2));

    assertThat(ran).containsExactly("at once", "a at PT1S", "b at PT2S", "c at PT2S");
  }

  @Test
  void runsWhatATaskSetsOnTheWay() {
    clock.execute(() -> assertThat(note("later", ofSeconds(5))).isNotDone());

    clock.advance(ofSeconds(7));

    assertThat(ran).containsExactly("later at PT5S");
    assertThat(clock.steady()).isEqualTo(ofSeconds(7));
  }

  @Test
  void runsNothingBeforeItsTime() {
    Future<?> task = note("late", ofSeconds(10));

    clock.advance(ofSeconds(10).minusNanos(1));

    assertThat(task).isNotDone();
    assertThat(clock.pendingTasks()).isEqualTo(1);
  }

  @Test
  void aCancelledTaskIsForgotten() {
    note("never", ofSeconds(1)).cancel(false);

    assertThat(clock.pendingTasks()).isZero();
    clock.runUntilIdle();
    assertThat(ran).isEmpty();
    assertThat(clock.steady()).as("nothing to wait for").isZero();
  }

  @Test
  void theWallClockCanBeShiftedAndSteadyTimeStaysSteady() {
    VirtualClock set = new VirtualClock(Instant.parse("2026-11-21T12:00:00Z"));
    set.advance(ofMinutes(5));
    set.shiftWallClock(ofHours(-1));

    assertThat(set.instant()).isEqualTo("2026-11-21T11:05:00Z");
    assertThat(set.steady()).isEqualTo(ofMinutes(5));
  }

  @Test
  void aTaskThatFailsEndsTheTest() {
    clock.execute(() -> {
      throw new AssertionError("a defect");
    });

    assertThatIllegalStateException()
        .isThrownBy(clock::settle)
        .withMessageContaining("a task failed at")
        .withCauseInstanceOf(AssertionError.class);
    clock.settle();
  }

  @Test
  void noTaskMayLetTimePass() {
    clock.execute(() -> clock.advance(ofSeconds(1)));

    assertThatIllegalStateException()
        .isThrownBy(clock::settle)
        .havingCause()
        .withMessageContaining("only one thread may let it pass");
  }

  @Test
  void refusesToGoBack() {
    assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(ofSeconds(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> clock.after(ofSeconds(-1), () -> {}));
  }

  @Test
  void saysThatAWaitCannotEndIfNothingIsLeftToDo() {
    try (Poller elsewhere =
        Poller.builder(job -> new CompletableFuture<>())
            .policy(PollingPolicy.defaults().withPacing(Pacing.fixed(Duration.ofDays(1))))
            .build()) {
      JobHandle job = elsewhere.watchSubmitted(JobId.of("job-1"), "title");

      assertThatIllegalStateException()
          .isThrownBy(() -> clock.await(job))
          .withMessageContaining("job-1 is still waited for");
    }
  }

  @Test
  void aWaitThatBreaksIsToldAsABrokenWait() {
    PollingPolicy defective =
        PollingPolicy.defaults()
            .withPacing(
                Pacing.of(
                    "broken",
                    (poll, elapsed) -> {
                      throw new IllegalStateException("a defect");
                    }));
    Poller poller = clock.poller(Poller.builder(new ScriptedSource(clock)).policy(defective));
    JobHandle job = poller.watchSubmitted(JobId.of("job-1"), "title");

    assertThatThrownBy(() -> clock.await(job))
        .isInstanceOf(WaitBrokenException.class)
        .hasRootCauseMessage("a defect");
  }

  @Test
  void closesAPollerAndHandsBackWhatTakesUpItsWaits() {
    ScriptedSource server = new ScriptedSource(clock);
    Poller poller = clock.poller(Poller.builder(server));
    List<JobHandle> jobs =
        IntStream.range(0, 100)
            .mapToObj(i -> poller.watch(server.begin(JobScript.begin())))
            .toList();
    clock.advance(ofMinutes(1));

    assertThat(clock.close(poller))
        .containsExactlyInAnyOrderElementsOf(jobs.stream().map(JobHandle::resumeToken).toList());

    assertThat(jobs).extracting(clock::await).hasOnlyElementsOfType(JobOutcome.Cancelled.class);
    assertThat(clock.steady()).as("closing takes no time").isEqualTo(ofMinutes(1));
    assertThat(clock.pendingTasks()).isZero();
    assertThat(server.openCalls()).isZero();
  }

  @Test
  void drawsTheSameEachTime() {
    assertThat(callsOfAJitteredWait()).hasSizeGreaterThan(5).isEqualTo(callsOfAJitteredWait());
  }

  private static List<Duration> callsOfAJitteredWait() {
    VirtualClock clock = new VirtualClock();
    ScriptedSource server = new ScriptedSource(clock);
    Poller poller = clock.poller(Poller.builder(server));
    JobId job = server.begin(JobScript.begin().running(ofMinutes(10)).completed());
    assertThat(clock.await(poller.watchSubmitted(job, "title")))
        .isInstanceOf(JobOutcome.Ended.class);
    return server.asked(job);
  }
}
