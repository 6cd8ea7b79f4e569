package dev.pollwise.client.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.RandomServer.Call;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of waits in virtual time: whatever the server answers and whoever interferes, the
 * promises hold. A failure names its seed; put it into {@link #FIRST_SEED} to see it alone.
 */
@Timeout(120)
class RandomWaitsTest {

  private static final long FIRST_SEED = 1;
  private static final int WAITS = 5_000;

  @Test
  void everyPromiseHoldsInEveryWait() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + WAITS; seed++) {
      try {
        new Wait(seed).run();
      } catch (AssertionError | RuntimeException broken) {
        fail("seed " + seed + ": " + broken.getMessage(), broken);
      }
    }
  }

  /** One wait with its server and those who interfere. */
  private static final class Wait {

    private final Random random;
    private final VirtualClock time = new VirtualClock();
    private final RandomServer server;
    private final List<JobEvent> heard = new ArrayList<>();
    private final boolean policyIsConstant;
    private final PollingPolicy policy;
    private boolean stopped;
    private int settledCalls = -1;

    Wait(long seed) {
      random = new Random(seed);
      policy = RandomServer.policy(random);
      policyIsConstant = random.nextBoolean();
      server = new RandomServer(time, random);
    }

    void run() {
      Poller poller =
          Poller.builder(server)
              .policy(policy)
              .clock(time)
              .executor(time)
              .random(new Random(random.nextLong()))
              .listener(heard::add)
              .build();
      boolean fresh = random.nextBoolean();
      JobHandle job =
          fresh ? poller.watchSubmitted(RandomServer.JOB, "title") : poller.watch(RandomServer.JOB);
      interfere(job);
      time.runUntilIdle();

      assertThat(job.outcome()).as("every wait ends").isDone();
      settledCalls = server.calls().size();
      job.pollNow();
      job.changePolicy(policy);
      time.runUntilIdle();
      assertThat(server.calls()).as("no call after the end").hasSize(settledCalls);
      assertThat(time.pendingTasks()).as("no task left").isZero();
      assertThat(poller.active()).isEmpty();
      check(job.outcome().join());
    }

    private void interfere(JobHandle job) {
      int times = random.nextInt(3) == 0 ? random.nextInt(12) : 0;
      for (int i = 0; i < times; i++) {
        time.advance(Duration.ofMillis(random.nextInt(60_000)));
        switch (random.nextInt(8)) {
          case 0 -> {
            stopped = true;
            job.stopWatching();
          }
          case 1, 2 -> {
            if (!policyIsConstant) {
              job.changePolicy(RandomServer.policy(random));
            }
          }
          default -> job.pollNow();
        }
      }
    }

    private void check(JobOutcome outcome) {
      checkEvents(outcome);
      checkCalls(outcome);
      if (policyIsConstant) {
        checkLimits(outcome);
      }
      switch (outcome) {
        case JobOutcome.Cancelled cancelled -> {
          assertThat(stopped).isTrue();
          assertThat(server.leftNoDoubt()).isFalse();
        }
        case JobOutcome.Ended ended -> assertThat(server.sawAnEnd()).isTrue();
        case JobOutcome.TimedOut timedOut -> assertThat(server.leftNoDoubt()).isFalse();
        case JobOutcome.GaveUp gaveUp -> assertThat(server.leftNoDoubt()).isFalse();
      }
    }

    private void checkEvents(JobOutcome outcome) {
      assertThat(heard.getFirst()).isInstanceOf(JobEvent.Submitted.class);
      assertThat(heard)
          .filteredOn(JobEvent.Ended.class::isInstance)
          .as("exactly one end")
          .hasSize(1);
      assertThat(heard.getLast())
          .as("the end is last")
          .isInstanceOfSatisfying(
              JobEvent.Ended.class, ended -> assertThat(ended.outcome()).isEqualTo(outcome));
      Duration before = Duration.ZERO;
      int call = 0;
      for (JobEvent event : heard) {
        assertThat(event.moment().elapsed()).as("in order").isGreaterThanOrEqualTo(before);
        before = event.moment().elapsed();
        switch (event) {
          case JobEvent.Polled polled -> assertThat(polled.call()).isEqualTo(++call);
          case JobEvent.Missed missed -> assertThat(missed.call()).isEqualTo(++call);
          case JobEvent.Waiting waiting ->
              assertThat(waiting.delay()).as("delay").isGreaterThanOrEqualTo(Duration.ZERO);
          case JobEvent.Submitted submitted -> assertThat(submitted.title()).isNotEmpty();
          case JobEvent.StatusChanged changed -> {
            assertThat(changed.from()).isNotEqualTo(changed.to());
            assertThat(changed.from())
                .as("a terminal status is final")
                .isNotInstanceOf(JobStatus.Terminal.class);
          }
          case JobEvent.Ended ended -> assertThat(call).isLessThanOrEqualTo(settledCalls);
          case JobEvent.Broken broken -> throw broken.defect();
        }
      }
    }

    private void checkCalls(JobOutcome outcome) {
      assertThat(outcome.evidence().calls()).as("calls counted").isEqualTo(settledCalls);
      List<Call> calls = server.calls();
      for (int i = 1; i < calls.size(); i++) {
        Call before = calls.get(i - 1);
        assertThat(calls.get(i).at())
            .as("call %s: not while another is open, not within a pause", i + 1)
            .isGreaterThanOrEqualTo(before.mayFollowAt());
      }
    }

    private void checkLimits(JobOutcome outcome) {
      List<Call> calls = server.calls();
      assertThat(calls.size()).isLessThanOrEqualTo(policy.maxPolls());
      long late = calls.stream().filter(call -> call.at().compareTo(policy.deadline()) > 0).count();
      assertThat(late)
          .as("after the deadline at most a look for one that straddled it")
          .isLessThan(2);
      if (outcome instanceof JobOutcome.GaveUp gaveUp && !(gaveUp.cause() instanceof Miss.Denied)) {
        Duration lost = server.failingFor();
        assertThat(server.failures()).as("never by one failed call").isGreaterThan(1);
        assertThat(lost).as("budget").isGreaterThanOrEqualTo(policy.failureBudget());
      }
      if (outcome instanceof JobOutcome.TimedOut timedOut
          && timedOut.limit() == JobOutcome.Limit.DEADLINE) {
        assertThat(time.steady()).isGreaterThanOrEqualTo(policy.deadline());
        if (timedOut.lastLook() == JobOutcome.LastLook.TAKEN) {
          Answer last = calls.getLast().answer();
          assertThat(last).isInstanceOf(Answer.Seen.class);
        }
      }
    }
  }
}
