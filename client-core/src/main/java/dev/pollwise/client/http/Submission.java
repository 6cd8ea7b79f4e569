package dev.pollwise.client.http;

import dev.pollwise.client.job.Miss;
import dev.pollwise.client.job.SubmitFailedException;
import dev.pollwise.client.pacing.PollingPolicy;
import dev.pollwise.client.poll.PollClock;
import dev.pollwise.client.poll.Repeat;
import dev.pollwise.client.poll.TimedCall;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One submit, repeated under the same idempotency key until its fate is known: a lost answer is
 * asked for again, a submit that the server still works on is waited out, and so is a server that
 * has no room at the moment. {@link SubmitDecision} decides; this only calls and waits.
 *
 * <p>Lost contact ends it after the failure budget of the policy, a server without room after the
 * deadline.
 *
 * @param <T> what the server gives for what it has accepted
 */
public final class Submission<T> {

  private final String idempotencyKey;
  private final Supplier<CompletableFuture<Submitted<T>>> call;
  private final PollingPolicy policy;
  private final PollClock clock;
  private final DoubleSupplier chance;
  private final BiConsumer<Miss, Duration> missed;
  private final Duration begunAt;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.PARKED);
  private volatile Miss lastMiss = new Miss.Unreachable("nothing was sent");
  private volatile @Nullable CompletableFuture<SubmitStep<T>> repeated;

  /**
   * Prepares a submit.
   *
   * @param idempotencyKey the key that every call of it carries
   * @param call makes one call
   * @param policy gives attempt timeout, failure budget and deadline
   * @param clock measures and times
   * @param chance draws evenly from [0, 1)
   * @param missed told of each attempt that is followed by another, with the delay until then
   */
  public Submission(
      String idempotencyKey,
      Supplier<CompletableFuture<Submitted<T>>> call,
      PollingPolicy policy,
      PollClock clock,
      DoubleSupplier chance,
      BiConsumer<Miss, Duration> missed) {
    this.idempotencyKey = idempotencyKey;
    this.call = call;
    this.policy = policy;
    this.clock = clock;
    this.chance = chance;
    this.missed = missed;
    this.begunAt = clock.steady();
  }

  /**
   * Submits; called once.
   *
   * @param worker runs the attempts
   * @return what the server gave; fails with {@link SubmitFailedException}
   */
  public CompletableFuture<T> run(Executor worker) {
    CompletableFuture<SubmitStep<T>> steps =
        Repeat.until(clock, worker, last -> attempt(last, worker), Submission::delay);
    repeated = steps;
    if (phase.get() == Phase.STOPPED) {
      steps.cancel(true);
    }
    return steps.handleAsync(this::settled, worker);
  }

  /**
   * Makes no further attempt, and ends at once where none is under way; one that is under way is
   * still heard, since it may bring ids that cost money.
   */
  public void stop() {
    Phase now =
        phase.updateAndGet(before ->
            before == Phase.CALLING || before == Phase.LAST_CALL ? Phase.LAST_CALL : Phase.STOPPED);
    CompletableFuture<SubmitStep<T>> steps = repeated;
    if (now == Phase.STOPPED && steps != null) {
      steps.cancel(true);
    }
  }

  private static <T> Optional<Duration> delay(SubmitStep<T> step) {
    return switch (step) {
      case SubmitStep.Again<T>(var progress, Duration delay) -> Optional.of(delay);
      case SubmitStep.Accepted<T> accepted -> Optional.empty();
      case SubmitStep.GivenUp<T> givenUp -> Optional.empty();
    };
  }

  private CompletionStage<SubmitStep<T>> attempt(@Nullable SubmitStep<T> before, Executor worker) {
    if (!phase.compareAndSet(Phase.PARKED, Phase.CALLING)) {
      return CompletableFuture.completedFuture(new SubmitStep.GivenUp<>(lastMiss));
    }
    SubmitProgress progress =
        before instanceof SubmitStep.Again<T> again ? again.progress() : SubmitProgress.begun();
    return TimedCall.of(call, policy.attemptTimeout(), clock, worker)
        .handle((submitted, error) ->
            error == null
                ? submitted
                : new Submitted.Missed<T>(TimedCall.miss(error, policy.attemptTimeout())))
        .thenApply(submitted -> next(progress, submitted));
  }

  private SubmitStep<T> next(SubmitProgress progress, Submitted<T> submitted) {
    Duration now = clock.steady().minus(begunAt);
    if (submitted instanceof Submitted.Missed<T> missed) {
      lastMiss = missed.miss();
    }
    SubmitStep<T> step =
        SubmitDecision.decide(progress, submitted, policy, now, chance.getAsDouble());
    if (step instanceof SubmitStep.Again<T>(var next, Duration delay)
        && phase.compareAndSet(Phase.CALLING, Phase.PARKED)) {
      missed.accept(lastMiss, delay);
      return step;
    }
    return step instanceof SubmitStep.Accepted<T> ? step : new SubmitStep.GivenUp<>(lastMiss);
  }

  private T settled(@Nullable SubmitStep<T> step, @Nullable Throwable error) {
    if (step instanceof SubmitStep.Accepted<T>(T receipt)) {
      return receipt;
    }
    if (error == null || error instanceof CancellationException) {
      throw new SubmitFailedException(idempotencyKey, lastMiss);
    }
    throw new CompletionException(error);
  }

  private enum Phase {
    /** Before the first call, or between two of them. */
    PARKED,
    /** A call is under way, or has settled the matter. */
    CALLING,
    /** As before, and no other will follow. */
    LAST_CALL,
    /** Stopped with no call under way. */
    STOPPED
  }
}
