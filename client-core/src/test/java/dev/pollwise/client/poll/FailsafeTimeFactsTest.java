package dev.pollwise.client.poll;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RateLimiter;
import dev.failsafe.RetryPolicy;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutBuilder;
import dev.failsafe.TimeoutExceededException;
import dev.failsafe.spi.Scheduler;
import dev.pollwise.client.poll.FactsStep.Again;
import dev.pollwise.client.poll.FactsStep.End;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Which clock Failsafe 3.3.2 reads: the system's, everywhere but in the scheduled delay. */
@org.junit.jupiter.api.Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class FailsafeTimeFactsTest {
  private static final Again START = new Again(0, Duration.ZERO);

  /**
   * For a timeout that must not fire before the very next statement has run its call: one that
   * fires earlier may be lost.
   */
  private static final Duration AFTER_THE_CALL_BEGAN = Duration.ofSeconds(1);

  private final FactsScheduler scheduler = new FactsScheduler();

  private FailsafeExecutor<FactsStep> on(RetryPolicy<FactsStep> policy) {
    return Failsafe.with(policy).with(scheduler);
  }

  @Test
  void maxDurationIsBlindToVirtualTime() {
    RetryPolicy<FactsStep> policy = FactsStep.fold().withMaxDuration(Duration.ofHours(2)).build();

    CompletableFuture<FactsStep> outcome =
        on(policy)
            .getStageAsync(context -> {
              int made = context.getLastResult(START).polls() + 1;
              return completedFuture(
                  made < 100 ? new Again(made, Duration.ofHours(1)) : new End(made));
            });
    scheduler.runUntilIdle();

    assertThat(outcome)
        .as("99 virtual hours pass through a limit of two: the deadline has to be ours")
        .isCompletedWithValue(new End(100));
    assertThat(scheduler.now()).isEqualTo(Duration.ofHours(99));
  }

  @Test
  void maxDurationEndsTheLoopByTheSystemsClockThoughVirtualTimeStandsStill() {
    Duration limit = Duration.ofMillis(1);
    RetryPolicy<FactsStep> policy = FactsStep.fold().withMaxDuration(limit).build();

    CompletableFuture<FactsStep> outcome =
        on(policy)
            .getStageAsync(context -> {
              while (context.getElapsedTime().compareTo(limit) <= 0) {
                Thread.onSpinWait();
              }
              return completedFuture(START);
            });
    scheduler.runUntilIdle();

    assertThat(outcome).isCompletedWithValue(START);
    assertThat(scheduler.now()).isZero();
  }

  @Test
  void maxDurationCutsTheDelayFunctionsValueShort() {
    Duration limit = Duration.ofHours(1);
    RetryPolicy<FactsStep> policy = FactsStep.fold().withMaxDuration(limit).build();

    CompletableFuture<FactsStep> outcome =
        on(policy).getStageAsync(() -> completedFuture(new Again(1, Duration.ofHours(5))));
    scheduler.advance(Duration.ZERO);
    outcome.cancel(true);

    assertThat(scheduler.delays().getLast())
        .as("a Retry-After of five hours would be undercut, and the rest spent on a burst")
        .isLessThanOrEqualTo(limit);
  }

  @Test
  void elapsedTimeIgnoresTheInjectedScheduler() {
    AtomicReference<Duration> elapsed = new AtomicReference<>(Duration.ZERO);

    CompletableFuture<FactsStep> outcome =
        on(FactsStep.fold().build())
            .getStageAsync(context -> {
              elapsed.set(context.getElapsedTime());
              int made = context.getLastResult(START).polls() + 1;
              return completedFuture(
                  made < 3 ? new Again(made, Duration.ofDays(1)) : new End(made));
            });
    scheduler.runUntilIdle();

    assertThat(outcome).isCompletedWithValue(new End(3));
    assertThat(scheduler.now()).isEqualTo(Duration.ofDays(2));
    assertThat(elapsed.get())
        .as("two virtual days count for nothing: decisions take elapsed time from our own clock")
        .isLessThan(Duration.ofDays(1));
  }

  @Test
  void timeoutNeverFiresInVirtualTime() {
    CompletableFuture<String> never = new CompletableFuture<>();

    CompletableFuture<String> outcome =
        Failsafe.with(Timeout.<String>of(Duration.ofHours(1)))
            .with(scheduler)
            .getStageAsync(() -> never);
    scheduler.advance(Duration.ofDays(365));

    assertThat(outcome).isNotDone();
    assertThat(scheduler.delays())
        .as("only the call itself went to the injected scheduler")
        .containsExactly(Duration.ZERO);
    outcome.cancel(true);
  }

  @Test
  void timeoutFiresByTheSystemsClockThoughVirtualTimeStandsStill() {
    CompletableFuture<String> never = new CompletableFuture<>();

    CompletableFuture<String> outcome =
        Failsafe.with(Timeout.<String>of(AFTER_THE_CALL_BEGAN))
            .with(scheduler)
            .getStageAsync(() -> never);
    scheduler.advance(Duration.ZERO);

    assertThat(outcome)
        .as("right for real HTTP, which does not stand still either")
        .failsWithin(30, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(TimeoutExceededException.class);
    assertThat(scheduler.now()).isZero();
  }

  @Test
  void timeoutCancelsItsStageWithInterruptOnlyIfTold() {
    CancelRecorder told = new CancelRecorder();
    CancelRecorder untold = new CancelRecorder();
    TimeoutBuilder<String> timeout = Timeout.builder(AFTER_THE_CALL_BEGAN);

    CompletableFuture<String> plain =
        Failsafe.with(timeout.build()).with(scheduler).getStageAsync(() -> untold);
    CompletableFuture<String> interrupting =
        Failsafe.with(timeout.withInterrupt().build()).with(scheduler).getStageAsync(() -> told);
    scheduler.advance(Duration.ZERO);

    assertThat(told.interrupt).succeedsWithin(30, TimeUnit.SECONDS).isEqualTo(true);
    assertThat(untold.interrupt)
        .as("java.net.http aborts an exchange on cancel(true) only: withInterrupt is a must")
        .succeedsWithin(30, TimeUnit.SECONDS)
        .isEqualTo(false);
    assertThat(plain).failsWithin(30, TimeUnit.SECONDS);
    assertThat(interrupting).failsWithin(30, TimeUnit.SECONDS);
  }

  @Test
  void timeoutThatFiresBeforeTheSupplierReturnsItsStageIsLost() {
    CancelRecorder never = new CancelRecorder();
    AtomicReference<Future<?>> call = new AtomicReference<>(completedFuture("none"));
    Scheduler remembering =
        (callable, delay, unit) -> {
          ScheduledFuture<?> task = scheduler.schedule(callable, delay, unit);
          call.set(task);
          return task;
        };

    CompletableFuture<String> outcome =
        Failsafe.with(Timeout.<String>of(AFTER_THE_CALL_BEGAN))
            .with(remembering)
            .getStageAsync(() -> {
              while (!call.get().isCancelled()) {
                Thread.onSpinWait();
              }
              return never;
            });
    scheduler.advance(Duration.ZERO);

    assertThat(outcome)
        .as("neither ended nor cancelled, for ever: a supplier must not block before it returns")
        .isNotDone();
    assertThat(never.interrupt).isNotDone();
    never.complete("completed");
    assertThat(outcome).isCompletedExceptionally();
  }

  @Test
  void rateLimiterGivesNoPermitsForVirtualTime() {
    RateLimiter<String> limiter = RateLimiter.<String>smoothBuilder(1, Duration.ofHours(1)).build();

    CompletableFuture<String> outcome =
        Failsafe.with(limiter).with(scheduler).getStageAsync(() -> completedFuture("completed"));
    scheduler.advance(Duration.ofDays(1));

    assertThat(outcome).isCompletedWithValue("completed");
    assertThat(limiter.tryAcquirePermit())
        .as("a virtual day earned nothing: a call budget is a floor in the decision instead")
        .isFalse();
  }

  @Test
  void circuitBreakerStaysOpenThroughVirtualTime() {
    CircuitBreaker<String> breaker =
        CircuitBreaker.<String>builder().withDelay(Duration.ofHours(1)).build();

    CompletableFuture<String> outcome =
        Failsafe.with(breaker)
            .with(scheduler)
            .getStageAsync(() -> CompletableFuture.failedFuture(new IllegalStateException("down")));
    scheduler.advance(Duration.ofDays(1));

    assertThat(outcome).isCompletedExceptionally();
    assertThat(breaker.tryAcquirePermit()).isFalse();
  }

  /** A stage that never ends by itself and tells how it was cancelled. */
  private static final class CancelRecorder extends CompletableFuture<String> {
    private final CompletableFuture<Boolean> interrupt = new CompletableFuture<>();

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      interrupt.complete(mayInterruptIfRunning);
      return super.cancel(mayInterruptIfRunning);
    }
  }
}
