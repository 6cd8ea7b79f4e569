package dev.pollwise.client.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Miss;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A clock that measures calls times them out, as Failsafe does by the machine's clock. */
@Timeout(60)
class TimedCallOnClockTest {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final VirtualClock clock = new VirtualClock();

  private CompletableFuture<String> call(Supplier<CompletionStage<String>> call) {
    return TimedCall.of(call, LIMIT, clock, clock, clock);
  }

  private static Miss missOf(CompletableFuture<String> call) {
    assertThat(call).isDone();
    return call.<Miss>handle((value, error) -> TimedCall.miss(error, LIMIT)).join();
  }

  @Test
  void isAMissExactlyAtTheLimitAndAbortsTheCall() {
    CompletableFuture<String> silent = new CompletableFuture<>();
    CompletableFuture<String> call = call(() -> silent);

    clock.advance(LIMIT.minusNanos(1));
    assertThat(call).isNotDone();

    clock.advance(Duration.ofNanos(1));
    assertThat(missOf(call)).isEqualTo(new Miss.TimedOut(LIMIT));
    assertThat(silent).isCancelled();
  }

  @Test
  void isAMissThoughTheStageIgnoresThatItIsCancelled() {
    CompletableFuture<String> stubborn =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            return false;
          }
        };
    CompletableFuture<String> call = call(() -> stubborn);
    clock.advance(LIMIT);
    stubborn.complete("too late");

    assertThat(missOf(call)).isEqualTo(new Miss.TimedOut(LIMIT));
  }

  @Test
  void anAnswerInTimeLeavesNoAlarmBehind() {
    CompletableFuture<String> call = call(() -> CompletableFuture.completedFuture("yes"));
    clock.settle();

    assertThat(call).isCompletedWithValue("yes");
    assertThat(clock.pendingTasks()).isZero();
  }

  @Test
  void cancellingAbortsTheCallAndLeavesNoAlarmBehind() {
    CompletableFuture<String> silent = new CompletableFuture<>();
    CompletableFuture<String> call = call(() -> silent);
    clock.settle();

    call.cancel(true);

    assertThat(silent).isCancelled();
    assertThat(clock.pendingTasks()).isZero();
  }

  @Test
  void cancelledBeforeItBeganNothingIsAsked() {
    AtomicBoolean asked = new AtomicBoolean();

    call(
            () -> {
              asked.set(true);
              return new CompletableFuture<>();
            })
        .cancel(true);
    clock.settle();

    assertThat(asked).isFalse();
  }

  @Test
  void aClockThatDoesNotMeasureCallsLeavesThemToTheMachines() {
    PollClock standing = new StandingClock();
    Duration limit = Duration.ofMillis(20);
    CompletableFuture<String> call =
        TimedCall.of(
            CompletableFuture::new,
            limit,
            standing,
            Thread.ofVirtual()::start,
            Thread.ofVirtual()::start);

    assertThat(call.<Miss>handle((value, error) -> TimedCall.miss(error, limit)).join())
        .isEqualTo(new Miss.TimedOut(limit));
  }

  /** Its time never passes, and it says nothing about calls. */
  private static final class StandingClock implements PollClock {
    @Override
    public Duration steady() {
      return Duration.ZERO;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH;
    }

    @Override
    public Future<?> after(Duration delay, Runnable task) {
      return new CompletableFuture<>();
    }
  }
}
