package dev.pollwise.client.poll;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** When Failsafe 3.3.2 retries, when it stops, and what it says then. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class FailsafeRetryFactsTest {
  private static final String PENDING = "pending";
  private static final String COMPLETED = "completed";

  private final FactsScheduler scheduler = new FactsScheduler();
  private final AtomicInteger calls = new AtomicInteger();

  private CompletionStage<String> pending() {
    calls.incrementAndGet();
    return completedFuture(PENDING);
  }

  @Test
  void handleResultIfAloneAlsoRetriesEveryException() {
    RetryPolicy<String> policy =
        RetryPolicy.<String>builder().handleResultIf(PENDING::equals).withMaxRetries(3).build();

    CompletableFuture<String> outcome =
        Failsafe.with(policy)
            .with(scheduler)
            .getStageAsync(() -> {
              calls.incrementAndGet();
              throw new IllegalStateException("bug");
            });
    scheduler.runUntilIdle();

    assertThat(calls)
        .as("a bug would be polled away for as long as the wait lasts: use handleIf on both")
        .hasValue(4);
    assertThat(outcome.exceptionNow()).hasMessage("bug");
  }

  @Test
  void aPredicateThatThrowsCountsAsFalseAndEndsTheLoopSuccessfully() {
    AtomicInteger successes = new AtomicInteger();
    RetryPolicy<String> policy =
        RetryPolicy.<String>builder()
            .handleIf((result, error) -> {
              throw new IllegalStateException("bug");
            })
            .withMaxRetries(-1)
            .build();

    CompletableFuture<String> outcome =
        Failsafe.with(policy)
            .with(scheduler)
            .onSuccess(event -> successes.incrementAndGet())
            .getStageAsync(this::pending);
    scheduler.runUntilIdle();

    assertThat(outcome)
        .as("nobody hears of the bug, so the predicate must be too simple to have one")
        .isCompletedWithValue(PENDING);
    assertThat(calls).hasValue(1);
    assertThat(successes).hasValue(1);
  }

  @Test
  void exhaustedRetriesReturnTheLastResultWithoutAnException() {
    RetryPolicy<String> policy =
        RetryPolicy.<String>builder()
            .handleIf((result, error) -> PENDING.equals(result))
            .withMaxRetries(5)
            .build();

    CompletableFuture<String> outcome =
        Failsafe.with(policy).with(scheduler).getStageAsync(this::pending);
    scheduler.runUntilIdle();

    assertThat(outcome)
        .as("a limit that Failsafe enforces cannot be told from an answer: ours are decisions")
        .isCompletedWithValue(PENDING);
    assertThat(calls).hasValue(6);
  }

  @Test
  void maxDurationKeepsTheDefaultOfTwoRetries() {
    RetryPolicy<String> policy =
        RetryPolicy.<String>builder()
            .handleIf((result, error) -> PENDING.equals(result))
            .withMaxDuration(Duration.ofDays(1))
            .build();

    CompletableFuture<String> outcome =
        Failsafe.with(policy).with(scheduler).getStageAsync(this::pending);
    scheduler.runUntilIdle();

    assertThat(calls)
        .as("a day was granted, three calls were made: say withMaxRetries(-1) always")
        .hasValue(3);
    assertThat(outcome).isCompletedWithValue(PENDING);
  }

  @Test
  void nestedRetryPoliciesShareTheirFailureCountAcrossPolls() {
    RetryPolicy<String> pending =
        RetryPolicy.<String>builder()
            .handleIf((result, error) -> PENDING.equals(result))
            .withMaxRetries(-1)
            .build();
    RetryPolicy<String> transientErrors =
        RetryPolicy.<String>builder().handle(IOException.class).withMaxRetries(2).build();
    String lost = "lost";
    Queue<String> answers =
        new ArrayDeque<>(List.of(lost, PENDING, lost, PENDING, lost, COMPLETED));

    CompletableFuture<String> outcome =
        Failsafe.with(pending, transientErrors)
            .with(scheduler)
            .getStageAsync(() -> {
              String answer = answers.remove();
              return answer.equals(lost)
                  ? CompletableFuture.failedFuture(new IOException(lost))
                  : completedFuture(answer);
            });
    scheduler.runUntilIdle();

    assertThat(outcome.exceptionNow())
        .as("no poll failed twice in a row, yet the third failure in all ends the wait")
        .isInstanceOf(IOException.class);
    assertThat(answers).as("the answer that was never asked for").containsExactly(COMPLETED);
  }

  @Test
  void jitterFactorMovesTheDelayFunctionsValuesBothWays() {
    Duration hint = Duration.ofSeconds(100);

    List<Duration> delays = delaysOf(polling().withDelayFn(context -> hint).withJitter(0.5));

    assertThat(delays)
        .as("a Retry-After would be undercut: jitter belongs inside the delay function, upward")
        .anyMatch(delay -> delay.compareTo(hint) < 0)
        .anyMatch(delay -> delay.compareTo(hint) > 0)
        .allMatch(delay -> delay.compareTo(Duration.ofSeconds(50)) >= 0)
        .allMatch(delay -> delay.compareTo(Duration.ofSeconds(150)) <= 0);
  }

  @Test
  void jitterDurationMovesTheDelayFunctionsValuesBothWays() {
    Duration hint = Duration.ofSeconds(100);

    List<Duration> delays =
        delaysOf(polling().withDelayFn(context -> hint).withJitter(Duration.ofSeconds(10)));

    assertThat(delays)
        .anyMatch(delay -> delay.compareTo(hint) < 0)
        .anyMatch(delay -> delay.compareTo(hint) > 0)
        .allMatch(delay -> delay.compareTo(Duration.ofSeconds(90)) >= 0)
        .allMatch(delay -> delay.compareTo(Duration.ofSeconds(110)) <= 0);
  }

  @Test
  void aDelayFunctionThatDecidesOnlyTheFirstDelaySkipsTheBaseOfTheBackoff() {
    Duration fallBack = Duration.ofMillis(-1);

    List<Duration> delays =
        delaysOf(
            RetryPolicy.<String>builder()
                .handleIf((result, error) -> PENDING.equals(result))
                .withMaxRetries(4)
                .withBackoff(Duration.ofMillis(50), Duration.ofSeconds(60))
                .withDelayFn(
                    context -> context.getAttemptCount() == 1 ? Duration.ofMillis(10) : fallBack));

    assertThat(delays)
        .as("50 ms never comes: a delay function has to decide every delay")
        .containsExactly(
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(400));
  }

  @Test
  void exceptionsOfListenersVanish() {
    AtomicInteger heard = new AtomicInteger();
    RetryPolicy<String> policy =
        polling()
            .withMaxRetries(3)
            .onRetry(event -> {
              heard.incrementAndGet();
              throw new IllegalStateException("bug in onRetry");
            })
            .onRetryScheduled(event -> {
              heard.incrementAndGet();
              throw new IllegalStateException("bug in onRetryScheduled");
            })
            .build();

    CompletableFuture<String> outcome =
        Failsafe.with(policy)
            .with(scheduler)
            .onComplete(event -> {
              heard.incrementAndGet();
              throw new AssertionError("bug in onComplete");
            })
            .getStageAsync(this::pending);
    scheduler.runUntilIdle();

    assertThat(heard).as("each was called").hasValue(3 + 3 + 1);
    assertThat(outcome)
        .as("an error in a listener of Failsafe reaches nobody: our listeners are not Failsafe's")
        .isCompletedWithValue(PENDING);
  }

  private static RetryPolicyBuilder<String> polling() {
    return RetryPolicy.<String>builder()
        .handleIf((result, error) -> PENDING.equals(result))
        .withMaxRetries(500);
  }

  /** Every delay before a retry, once all retries are spent. */
  private List<Duration> delaysOf(RetryPolicyBuilder<String> policy) {
    CompletableFuture<String> outcome =
        Failsafe.with(policy.build()).with(scheduler).getStageAsync(this::pending);
    scheduler.runUntilIdle();
    assertThat(outcome).isCompletedWithValue(PENDING);
    List<Duration> delays = scheduler.delays();
    return delays.subList(1, delays.size());
  }
}
