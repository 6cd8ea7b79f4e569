package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.ScriptedBulkServer.completed;
import static dev.pollwise.client.poll.ScriptedBulkServer.running;
import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.LastLook;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.poll.ScriptedBulkServer.Call;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many waits under one call budget. */
@Timeout(60)
class SharedBudgetTest {

  private final VirtualClock time = new VirtualClock();
  private final List<JobEvent> heard = new ArrayList<>();
  private final ScriptedBulkServer server =
      new ScriptedBulkServer(
          time, 100, (job, at) -> at.compareTo(ofSeconds(400)) < 0 ? running() : completed(job));

  private Poller poller(StatusSource source, PollingPolicy policy, Budget.Limit budget) {
    return Poller.builder(source)
        .policy(policy)
        .callBudget(budget.calls(), budget.per())
        .clock(time)
        .executor(time)
        .random(new Random(1))
        .listener(heard::add)
        .build();
  }

  /** Asks about one job at a time. */
  private StatusSource single() {
    return job -> server.ask(job);
  }

  private static List<JobHandle> submit(Poller poller, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> poller.watchSubmitted(JobId.of("job-" + i), "Spanish"))
        .toList();
  }

  @Test
  void aThousandWaitsKeepToTheBudgetTakeTurnsAndAllEnd() {
    Budget.Limit budget = new Budget.Limit(50, ofSeconds(5));
    Poller poller = poller(single(), EVERY_TEN, budget);

    List<JobHandle> jobs = submit(poller, 1_000);
    time.runUntilIdle();

    WindowLaw.assertHolds(budget, server.asked());
    assertThat(jobs).allMatch(job -> job.outcome().join() instanceof JobOutcome.Ended);
    List<JobId> asked = server.calls().stream().map(call -> call.jobs().getFirst()).toList();
    assertThat(asked.size()).isGreaterThan(4_000);
    for (int turn = 0; turn + 1_000 <= asked.size(); turn += 1_000) {
      assertThat(asked.subList(turn, turn + 1_000).stream().collect(toSet()))
          .as("everybody once before anybody twice, from call %s", turn)
          .hasSize(1_000);
    }
    assertThat(server.asked().get(3_999))
        .as("the budget is used: 4,000 calls, 50 in 5 s")
        .isLessThan(ofSeconds(10 + 400 + 10));
  }

  @Test
  void onABulkSourceAThousandWaitsShareTheCallsOfTheBudget() {
    Budget.Limit budget = new Budget.Limit(1, ofSeconds(5));
    Poller poller = poller(server, EVERY_TEN, budget);

    List<JobHandle> jobs = submit(poller, 1_000);
    time.runUntilIdle();

    WindowLaw.assertHolds(budget, server.asked());
    assertThat(jobs).allMatch(job -> job.outcome().join() instanceof JobOutcome.Ended);
    assertThat(server.calls().subList(0, 10))
        .as("each looked at once before anybody twice")
        .flatExtracting(Call::jobs)
        .doesNotHaveDuplicates()
        .hasSize(1_000);
  }

  @Test
  void furtherPagesOfAnswersArePaidForByLaterCalls() {
    StatusSource.Bulk twoPages =
        new StatusSource.Bulk() {
          @Override
          public int mostJobs() {
            return server.mostJobs();
          }

          @Override
          public CompletionStage<Answer> ask(JobId job) {
            return server.ask(job);
          }

          @Override
          public CompletionStage<Map<JobId, Answer>> askAll(List<JobId> jobs, Attempt attempt) {
            attempt.sentAgain();
            return server.askAll(jobs, attempt);
          }
        };
    Poller poller = poller(twoPages, EVERY_TEN, new Budget.Limit(2, ofSeconds(30)));

    submit(poller, 2);
    time.advance(ofSeconds(120));

    assertThat(server.calls()).hasSize(4).allMatch(call -> call.jobs().size() == 2);
    WindowLaw.assertHolds(new Budget.Limit(1, ofSeconds(30)), server.asked());
  }

  @Test
  void firstPollsOfJobsSubmittedTogetherAreSpreadByJitter() {
    Poller poller =
        poller(
            single(), EVERY_TEN.withJitter(new Jitter(0.2)), new Budget.Limit(1_000, ofSeconds(1)));

    submit(poller, 100);
    time.advance(ofSeconds(13));

    List<Duration> first = server.asked().subList(0, 100);
    assertThat(first).doesNotHaveDuplicates();
    assertThat(first.getLast().minus(first.getFirst())).isGreaterThan(ofSeconds(3));
  }

  @Test
  void firstPollsOfJobsSubmittedTogetherAreSpreadByTheBudget() {
    Budget.Limit budget = new Budget.Limit(3, ofSeconds(2));
    Poller poller = poller(single(), EVERY_TEN, budget);

    submit(poller, 30);
    time.advance(ofSeconds(60));

    WindowLaw.assertHolds(budget, server.asked());
    assertThat(server.asked().subList(0, 3)).containsOnly(ofSeconds(10));
    assertThat(heard)
        .filteredOn(event ->
            event instanceof JobEvent.Waiting waiting
                && waiting.reason() instanceof WaitReason.OverBudget)
        .hasSizeGreaterThan(27);
  }

  @Test
  void pollNowAnnouncementsAndANewPolicyTakeEffectWithinTheBudget() {
    Budget.Limit budget = new Budget.Limit(1, ofSeconds(30));
    Poller poller = poller(single(), EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(600))), budget);
    List<JobHandle> jobs = submit(poller, 4);

    time.advance(ofSeconds(5));
    jobs.get(0).pollNow();
    time.advance(ofSeconds(1));
    poller.announce(JobId.of("job-1"));
    jobs.get(1).pollNow();
    time.advance(ofSeconds(1));
    jobs.get(2).changePolicy(EVERY_TEN);
    time.advance(ofSeconds(100));

    assertThat(server.calls())
        .startsWith(
            new Call(ofSeconds(5), List.of(JobId.of("job-0"))),
            new Call(ofSeconds(35), List.of(JobId.of("job-1"))),
            new Call(ofSeconds(65).plus(Budget.LATENESS), List.of(JobId.of("job-2"))));
    WindowLaw.assertHolds(budget, server.asked());
  }

  @Test
  void aStoppedWaitGivesItsPlaceToTheNext() {
    Budget.Limit budget = new Budget.Limit(1, ofSeconds(30));
    Poller poller = poller(single(), EVERY_TEN, budget);
    List<JobHandle> jobs = submit(poller, 3);
    time.advance(ofSeconds(12));

    jobs.get(1).stopWatching();
    time.advance(ofSeconds(30));

    assertThat(server.calls())
        .containsExactly(
            new Call(ofSeconds(10), List.of(JobId.of("job-0"))),
            new Call(ofSeconds(40), List.of(JobId.of("job-2"))));
  }

  @Test
  void aPlaceThatMovesUpDoesNotHurryAWaitThatHasOtherReasonsToWait() {
    Budget.Limit budget = new Budget.Limit(1, ofSeconds(30));
    Poller poller = poller(single(), EVERY_TEN, budget);
    List<JobHandle> jobs = submit(poller, 3);
    time.advance(ofSeconds(12));
    jobs.get(2).changePolicy(EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(300))));
    time.settle();

    jobs.get(0).stopWatching();
    jobs.get(1).stopWatching();
    time.advance(ofSeconds(400));

    assertThat(server.asked()).containsExactly(ofSeconds(10), ofSeconds(300));
  }

  @Test
  void closingEndsWaitsThatAreHeldBackAndLeavesNothing() throws InterruptedException {
    Poller poller =
        Poller.builder(single())
            .policy(EVERY_TEN)
            .callBudget(1, Duration.ofHours(1))
            .clock(time)
            .build();
    List<JobHandle> jobs =
        IntStream.range(0, 100).mapToObj(i -> poller.watch(JobId.of("job-" + i))).toList();

    assertThat(poller.shutdown()).hasSize(100);

    for (JobHandle job : jobs) {
      assertThat(job.await()).isInstanceOf(JobOutcome.Cancelled.class);
    }
    assertThat(time.pendingTasks()).isZero();
  }

  @Test
  void aDeadlineBehindTheQueueEndsWithoutALastLookAndGivesThePlaceBack() {
    Budget.Limit budget = new Budget.Limit(1, ofSeconds(30));
    Poller poller = poller(single(), EVERY_TEN.withDeadline(ofSeconds(20)), budget);

    List<JobHandle> jobs = submit(poller, 3);
    time.advance(ofSeconds(20));

    assertThat(jobs)
        .allSatisfy(job ->
            assertThat(job.outcome().join())
                .isInstanceOfSatisfying(
                    JobOutcome.TimedOut.class,
                    late -> assertThat(late.lastLook()).isEqualTo(LastLook.DEFERRED_BY_BUDGET)));
    assertThat(server.asked()).containsExactly(ofSeconds(10));
    poller.watch(JobId.of("later"));
    time.advance(ofSeconds(20));
    assertThat(server.asked()).containsExactly(ofSeconds(10), ofSeconds(40));
  }
}
