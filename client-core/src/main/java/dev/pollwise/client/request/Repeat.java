package dev.pollwise.client.request;

import static java.util.Objects.requireNonNull;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.spi.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Repeats something asynchronous until it is settled: a fold on Failsafe, in which each attempt
 * makes the next step out of the step before it. Nothing but the step decides whether and when to
 * go on; an attempt that throws ends the fold with that exception.
 */
public final class Repeat {

  private Repeat() {}

  /**
   * Repeats on a clock.
   *
   * @param clock times the delays
   * @param worker runs the attempts; never on the thread that hands them over
   * @param attempt takes the step before it, null at first, and makes the next
   * @param delay how long to wait after a step; empty if it settles the matter
   * @param <S> what an attempt makes
   * @return the step that settled the matter; stages hung on it run under locks of Failsafe, so
   *     that they must not block
   */
  public static <S> CompletableFuture<S> until(
      PollClock clock,
      Executor worker,
      Function<@Nullable S, CompletionStage<S>> attempt,
      Function<S, Optional<Duration>> delay) {
    requireNonNull(clock, "clock");
    requireNonNull(worker, "worker");
    requireNonNull(attempt, "attempt");
    requireNonNull(delay, "delay");
    return until(new WakeableScheduler(clock, worker, () -> false), untilSettled(delay), attempt);
  }

  /**
   * The policy of a fold. It keeps nothing of a fold, so that one serves any number of them.
   *
   * @param delay as for {@link #until(PollClock, Executor, Function, Function)}
   */
  public static <S> RetryPolicy<S> untilSettled(Function<S, Optional<Duration>> delay) {
    requireNonNull(delay, "delay");
    return RetryPolicy.<S>builder()
        .handleIf((step, error) -> step != null && delay.apply(step).isPresent())
        .withMaxRetries(-1)
        .withDelayFn(context -> delay.apply(context.getLastResult()).orElse(Duration.ZERO))
        .build();
  }

  /**
   * As {@link #until(PollClock, Executor, Function, Function)}, by a scheduler of the caller's.
   *
   * @param untilSettled made by {@link #untilSettled}
   */
  public static <S> CompletableFuture<S> until(
      Scheduler scheduler,
      RetryPolicy<S> untilSettled,
      Function<@Nullable S, CompletionStage<S>> attempt) {
    requireNonNull(scheduler, "scheduler");
    requireNonNull(untilSettled, "untilSettled");
    requireNonNull(attempt, "attempt");
    return Failsafe.with(untilSettled)
        .with(scheduler)
        .getStageAsync(context -> attempt.apply(context.getLastResult()));
  }
}
