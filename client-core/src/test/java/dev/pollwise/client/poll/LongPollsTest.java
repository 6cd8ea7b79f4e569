package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.ScriptedServer.JOB;
import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.LastLook;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waits at a server that holds calls until there is news. */
@Timeout(60)
class LongPollsTest {

  private final VirtualClock time = new VirtualClock();

  private Poller.Builder poller(StatusSource source, PollingPolicy policy) {
    return Poller.builder(source).policy(policy).clock(time).executor(time).random(new Random(1));
  }

  @Test
  void callsThatAreHeldFollowEachOtherWithoutAPauseAndSeeTheEndAsItComes() {
    HoldingServer server = HoldingServer.upTo(ofSeconds(15), ofSeconds(47), time);

    JobHandle job = poller(server, EVERY_TEN).build().watchSubmitted(JOB, "Spanish");
    time.runUntilIdle();

    assertThat(server.asked()).containsExactly(ofSeconds(10), ofSeconds(25), ofSeconds(40));
    assertThat(time.steady()).isEqualTo(ofSeconds(47));
    assertThat(job.outcome().join().evidence().lateness())
        .as("known alive when the last held call began")
        .isEqualTo(new Lateness.AtMost(ofSeconds(7)));
  }

  @Test
  void theServerMayHoldACallForTwoThirdsOfTheAttemptTimeout() {
    HoldingServer server = HoldingServer.upTo(ofSeconds(600), ofSeconds(50), time);

    poller(server, EVERY_TEN.withAttemptTimeout(ofSeconds(33))).build().watchSubmitted(JOB, "s");
    time.runUntilIdle();

    assertThat(server.longestHold()).containsExactly(ofSeconds(22), ofSeconds(22));
  }

  @Test
  void aServerThatLiesIsNotHammered() {
    HoldingServer server = HoldingServer.thatLies(ofSeconds(15), time);

    poller(server, EVERY_TEN).build().watchSubmitted(JOB, "Spanish");
    time.advance(ofSeconds(100));

    assertThat(server.asked()).hasSize(10);
  }

  @Test
  void aCallIsNotHeldPastTheDeadlineAndTheLastLookNotAtAll() {
    HoldingServer server = HoldingServer.upTo(ofSeconds(60), Duration.ofDays(1), time);

    JobHandle job =
        poller(server, EVERY_TEN.withDeadline(ofSeconds(35))).build().watchSubmitted(JOB, "s");
    time.runUntilIdle();

    assertThat(server.asked()).containsExactly(ofSeconds(10), ofSeconds(30), ofSeconds(35));
    assertThat(server.longestHold()).containsExactly(ofSeconds(20), ofSeconds(5), Duration.ZERO);
    assertThat(time.steady()).isEqualTo(ofSeconds(35));
    assertThat(job.outcome().join())
        .isInstanceOfSatisfying(
            JobOutcome.TimedOut.class,
            late -> assertThat(late.lastLook()).isEqualTo(LastLook.TAKEN));
  }

  @Test
  void theyCountAgainstTheBudgetLikeAnyCall() {
    Budget.Limit budget = new Budget.Limit(2, ofSeconds(60));
    HoldingServer server = HoldingServer.upTo(ofSeconds(10), Duration.ofDays(1), time);

    poller(server, EVERY_TEN).callBudget(budget.calls(), budget.per()).build().watch(JOB);
    time.advance(ofSeconds(130));

    assertThat(server.asked())
        .containsExactly(
            ofSeconds(0),
            ofSeconds(10),
            ofSeconds(60),
            ofSeconds(70),
            ofSeconds(120),
            ofSeconds(130));
  }

  @Test
  void stoppingAbortsACallThatIsHeld() {
    HoldingServer server = HoldingServer.upTo(ofSeconds(20), Duration.ofDays(1), time);
    JobHandle job = poller(server, EVERY_TEN).build().watch(JOB);
    time.advance(ofSeconds(5));

    job.stopWatching();
    time.settle();

    assertThat(job.outcome().join()).isInstanceOf(JobOutcome.Cancelled.class);
    time.runUntilIdle();
    assertThat(server.asked()).hasSize(1);
  }
}
