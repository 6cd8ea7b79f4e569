package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static dev.pollwise.client.poll.Story.RUNNING;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.Cancelled;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the callers of one wait do with its outcome. */
@Timeout(120)
class OutcomeTest {

  /** Time stands still, yet steps run on threads of their own. */
  private final Poller poller =
      Poller.builder(job -> CompletableFuture.completedFuture(RUNNING))
          .policy(
              EVERY_TEN
                  .withPacing(Pacing.fixed(Duration.ofDays(1)))
                  .withDeadline(Duration.ofDays(30)))
          .clock(new VirtualClock())
          .build();

  private final JobHandle job = poller.watchSubmitted(Story.JOB, "title");

  @AfterEach
  void close() {
    poller.close();
  }

  @Test
  void askingForItKeepsNothing() {
    CompletableFuture<JobOutcome> first = job.outcome();

    for (int i = 0; i < 50_000; i++) {
      assertThat(job.outcome()).isSameAs(first);
    }

    assertThat(first.getNumberOfDependents()).isZero();
  }

  @Test
  void whatOneCallerDoesWithItTouchesNoOther() throws InterruptedException {
    CompletableFuture<JobOutcome> other = job.outcome();

    assertThat(job.outcome().orTimeout(1, MILLISECONDS))
        .failsWithin(ofSeconds(60))
        .withThrowableThat()
        .withCauseInstanceOf(TimeoutException.class);
    assertThat(job.outcome().complete(cancelled())).isFalse();
    assertThat(job.outcome().completeExceptionally(new IllegalStateException())).isFalse();
    assertThat(other).isNotDone();
    assertThat(job.outcome().cancel(true)).isTrue();

    assertThat(other).succeedsWithin(ofSeconds(60)).isInstanceOf(Cancelled.class);
    assertThat(job.await()).isInstanceOf(Cancelled.class);
    assertThat(job.outcome().cancel(true)).as("over").isFalse();
  }

  private Cancelled cancelled() {
    return new Cancelled(job.id(), JobOutcome.StoppedBy.USER, job.resumeToken(), job.evidence());
  }

  @Test
  void aStageThatBlocksHoldsUpNobodyElse() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    CompletableFuture<Void> heard = job.outcome().thenAccept(outcome -> {});
    CompletableFuture<Void> blocked = job.outcome().thenAccept(outcome -> awaitQuietly(never));
    CompletableFuture<Void> blockedToo =
        CompletableFuture.allOf(job.outcome()).thenRun(() -> awaitQuietly(never));

    job.stopWatching();

    assertThat(job.await(ofSeconds(60))).isPresent();
    assertThat(heard).succeedsWithin(ofSeconds(60));
    assertThat(blocked).isNotDone();
    assertThat(blockedToo).isNotDone();
    never.countDown();
  }

  @Test
  void askedForAfterTheEndItIsThereAtOnce() throws InterruptedException {
    job.stopWatching();
    JobOutcome outcome = job.await();

    assertThat(job.outcome()).isCompletedWithValue(outcome);
  }

  @Test
  void awaitingForeverNeverOrLessThanNothingDoesNotOverflow() throws InterruptedException {
    assertThat(job.await(Duration.ZERO)).isEmpty();
    assertThat(job.await(Duration.ofSeconds(Long.MIN_VALUE))).isEmpty();
    job.stopWatching();
    assertThat(job.await(Duration.ofSeconds(Long.MAX_VALUE))).isPresent();
  }

  @Test
  void interruptingWhoAwaitsLeavesTheWaitRunning() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(job::await).isInstanceOf(InterruptedException.class);

    assertThat(poller.active()).containsExactly(job);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
