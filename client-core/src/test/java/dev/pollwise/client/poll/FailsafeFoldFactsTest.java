package dev.pollwise.client.poll;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.pollwise.client.poll.FactsStep.Again;
import dev.pollwise.client.poll.FactsStep.End;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What the engine builds on: Failsafe 3.3.2 as a fold over steps, on a scheduler of our own. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class FailsafeFoldFactsTest {
  private static final Again START = new Again(0, Duration.ZERO);

  private final FactsScheduler scheduler = new FactsScheduler();
  private final FailsafeExecutor<FactsStep> fold = on(FactsStep.fold().build());

  private FailsafeExecutor<FactsStep> on(RetryPolicy<FactsStep> policy) {
    return Failsafe.with(policy).with(scheduler);
  }

  @Test
  void foldsManyThousandPollsInVirtualTimeOnTheThreadOfTheInjectedScheduler() {
    int polls = 50_000;
    Duration delay = Duration.ofMinutes(1);
    Set<Thread> threads = new HashSet<>();

    CompletableFuture<FactsStep> outcome =
        fold.getStageAsync(context -> {
          threads.add(Thread.currentThread());
          int made = context.getLastResult(START).polls() + 1;
          return completedFuture(made < polls ? new Again(made, delay) : new End(made));
        });
    assertThat(outcome).as("nothing runs before the scheduler does").isNotDone();
    scheduler.runUntilIdle();

    assertThat(outcome).isCompletedWithValue(new End(polls));
    assertThat(scheduler.now()).isEqualTo(delay.multipliedBy(polls - 1));
    assertThat(threads).as("no thread but the scheduler's").containsOnly(Thread.currentThread());
    assertThat(scheduler.queued()).isZero();
  }

  @Test
  void takesEachDelayFromTheStepBefore() {
    CompletableFuture<FactsStep> outcome =
        fold.getStageAsync(context -> {
          int made = context.getLastResult(START).polls() + 1;
          return completedFuture(
              made < 4 ? new Again(made, Duration.ofSeconds(made)) : new End(made));
        });
    scheduler.runUntilIdle();

    assertThat(outcome).isCompletedWithValue(new End(4));
    assertThat(scheduler.delays())
        .as("the first attempt is never delayed: an initial wait has to be scheduled by ourselves")
        .containsExactly(
            Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
  }

  @Test
  void schedulesNothingWhileAnAnswerIsOutstanding() {
    CompletableFuture<FactsStep> answer = new CompletableFuture<>();

    CompletableFuture<FactsStep> outcome = fold.getStageAsync(() -> answer);
    scheduler.advance(Duration.ofDays(1));
    assertThat(scheduler.queued()).isZero();
    answer.complete(new Again(1, Duration.ofMinutes(1)));

    assertThat(outcome).isNotDone();
    assertThat(scheduler.delays()).containsExactly(Duration.ZERO, Duration.ofMinutes(1));
  }

  @Test
  void pollsAtOnceWhenTheSchedulerFiresAParkedTaskEarly() {
    CompletableFuture<FactsStep> outcome =
        fold.getStageAsync(context -> {
          int made = context.getLastResult(START).polls() + 1;
          return completedFuture(made < 3 ? new Again(made, Duration.ofHours(1)) : new End(made));
        });
    scheduler.advance(Duration.ZERO);
    assertThat(scheduler.queued()).as("one parked poll").isOne();

    scheduler.fireNextEarly();
    scheduler.fireNextEarly();

    assertThat(outcome)
        .as("Failsafe cannot shorten a delay, but it takes a task that comes early")
        .isCompletedWithValue(new End(3));
    assertThat(scheduler.now()).isZero();
    assertThat(scheduler.queued()).isZero();
  }

  @Test
  void surfacesABugInTheSupplierAsAFailedFuture() {
    IllegalStateException bug = new IllegalStateException("bug");

    CompletableFuture<FactsStep> outcome =
        fold.getStageAsync(() -> {
          throw bug;
        });
    scheduler.runUntilIdle();

    assertThat(outcome.exceptionNow()).isSameAs(bug);
    assertThat(scheduler.delays()).as("one attempt, no retry").hasSize(1);
  }

  @Test
  void surfacesAStageThatFailedAsAFailedFutureWithItsOwnCause() {
    IOException lost = new IOException("lost");

    CompletableFuture<FactsStep> outcome =
        fold.getStageAsync(() -> CompletableFuture.<FactsStep>failedFuture(lost).thenApply(s -> s));
    scheduler.runUntilIdle();

    assertThat(outcome.exceptionNow()).as("no CompletionException around it").isSameAs(lost);
    assertThat(scheduler.delays()).as("one attempt, no retry").hasSize(1);
  }

  @Test
  void surfacesABugInTheDelayFunctionAsAFailedFuture() {
    IllegalStateException bug = new IllegalStateException("bug");
    RetryPolicy<FactsStep> policy =
        FactsStep.fold()
            .withDelayFn(context -> {
              throw bug;
            })
            .build();

    CompletableFuture<FactsStep> outcome = on(policy).getStageAsync(() -> completedFuture(START));
    scheduler.runUntilIdle();

    assertThat(outcome.exceptionNow()).isSameAs(bug);
    assertThat(scheduler.queued()).isZero();
  }
}
