package dev.pollwise.client.poll;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.pollwise.client.poll.FactsStep.Again;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What stops a wait on Failsafe 3.3.2, and what does not. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class FailsafeCancelFactsTest {
  private final FactsScheduler scheduler = new FactsScheduler();
  private final FailsafeExecutor<FactsStep> fold =
      Failsafe.with(FactsStep.fold().build()).with(scheduler);
  private final AtomicInteger calls = new AtomicInteger();

  private CompletionStage<FactsStep> hourly() {
    return completedFuture(new Again(calls.incrementAndGet(), Duration.ofHours(1)));
  }

  @Test
  void cancellingADependentStageDoesNotStopTheLoop() {
    CompletableFuture<FactsStep> root = fold.getStageAsync(this::hourly);
    CompletableFuture<Integer> dependent = root.thenApply(FactsStep::polls);
    scheduler.advance(Duration.ZERO);

    dependent.cancel(true);
    scheduler.advance(Duration.ofHours(3));

    assertThat(root).isNotDone();
    assertThat(calls)
        .as("the user would hold a dependent stage: our own future has to pass cancel on")
        .hasValue(4);
    root.cancel(true);
  }

  @Test
  void cancellingTheRootStopsTheLoopAndLeavesNoTaskQueued() {
    CompletableFuture<FactsStep> root = fold.getStageAsync(this::hourly);
    scheduler.advance(Duration.ofHours(2));
    assertThat(scheduler.queued()).isOne();

    root.cancel(true);

    assertThat(root).isCancelled();
    assertThat(scheduler.queued()).isZero();
    scheduler.runUntilIdle();
    assertThat(calls).hasValue(3);
  }

  @Test
  void cancellingTheRootCancelsTheStageInFlightAndNoCallFollows() {
    CompletableFuture<FactsStep> inFlight = new CompletableFuture<>();
    CompletableFuture<FactsStep> root =
        fold.getStageAsync(() -> {
          calls.incrementAndGet();
          return inFlight;
        });
    scheduler.advance(Duration.ZERO);

    root.cancel(true);

    assertThat(inFlight).as("an exchange is aborted through the stage we return").isCancelled();
    scheduler.runUntilIdle();
    assertThat(calls).hasValue(1);
  }

  @Test
  void waitingFuturesHangAfterShutdownNowUntilSomebodyCancelsThem() throws InterruptedException {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    CompletableFuture<FactsStep> root =
        Failsafe.with(FactsStep.fold().build()).with(timer).getStageAsync(this::hourly);
    await().until(() -> calls.get() == 1 && timer.getQueue().size() == 1);

    assertThat(timer.shutdownNow()).as("the parked poll, handed back unrun").hasSize(1);
    assertThat(timer.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

    assertThat(root)
        .as("no thread and no task is left that could end it: close() cancels handles first")
        .isNotDone();
    root.cancel(true);
    assertThat(root).isCancelled();
  }

  @Test
  void aPollAnsweredAfterShutdownFailsItsFuture() {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    CompletableFuture<FactsStep> answer = new CompletableFuture<>();
    CompletableFuture<FactsStep> root =
        Failsafe.with(FactsStep.fold().build())
            .with(timer)
            .getStageAsync(() -> {
              calls.incrementAndGet();
              return answer;
            });
    await().until(() -> calls.get() == 1 && timer.getActiveCount() == 0);
    timer.shutdownNow();

    answer.complete(new Again(1, Duration.ofHours(1)));

    assertThat(root.exceptionNow())
        .as("an error of the machinery, which a user must never see as the end of a job")
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void stagesHungOnTheRootRunUnderItsMonitor() {
    CompletableFuture<FactsStep> answer = new CompletableFuture<>();
    CompletableFuture<FactsStep> root = fold.getStageAsync(() -> answer);
    CompletableFuture<Boolean> locked = root.thenApply(step -> Thread.holdsLock(root));
    scheduler.advance(Duration.ZERO);

    answer.complete(new FactsStep.End(1));

    assertThat(locked)
        .as("user code would run under a lock: hand out an own future instead")
        .isCompletedWithValue(true);
  }

  @Test
  void stagesHungOnTheRootThroughAnExecutorRunUnderNoMonitorOfIts() {
    CompletableFuture<FactsStep> answer = new CompletableFuture<>();
    CompletableFuture<FactsStep> root = fold.getStageAsync(() -> answer);
    CompletableFuture<Boolean> locked = root.thenApplyAsync(step -> Thread.holdsLock(root));
    scheduler.advance(Duration.ZERO);

    answer.complete(new FactsStep.End(1));

    assertThat(locked).succeedsWithin(30, TimeUnit.SECONDS).isEqualTo(false);
  }

  @Test
  void aSlowStageHungOnTheRootBlocksWhoeverCancels() throws InterruptedException {
    CompletableFuture<FactsStep> answer = new CompletableFuture<>();
    CompletableFuture<FactsStep> root = fold.getStageAsync(() -> answer);
    CompletableFuture<Boolean> entered = new CompletableFuture<>();
    CompletableFuture<Boolean> released = new CompletableFuture<>();
    CompletableFuture<Void> slow =
        root.thenAccept(step -> {
          entered.complete(true);
          released.join();
        });
    scheduler.advance(Duration.ZERO);
    Thread completes =
        Thread.ofPlatform().daemon().start(() -> answer.complete(new FactsStep.End(1)));
    entered.join();

    Thread cancels = Thread.ofPlatform().daemon().start(() -> root.cancel(true));
    await().until(() -> cancels.getState() == Thread.State.BLOCKED);
    assertThat(root).as("done, and still cancel() has to wait for user code").isDone();

    released.complete(true);
    cancels.join();
    completes.join();
    assertThat(slow).isCompleted();
    assertThat(root).isCompletedWithValue(new FactsStep.End(1));
  }
}
