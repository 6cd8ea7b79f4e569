package dev.pollwise.client.request;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.policy.PollingPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request, repeated until its fate is known: a submit under its idempotency key, or the look-up
 * of a batch whose jobs the server has yet to name. {@link RequestStep} decides; this only calls
 * and waits.
 *
 * <p>Lost contact ends it after the failure budget of the policy, a server that is busy after the
 * deadline.
 *
 * @param <T> what the request is made for
 */
public final class RepeatedRequest<T> {

  private final Supplier<? extends CompletionStage<Reply<T>>> call;
  private final PollingPolicy policy;
  private final PollClock clock;
  private final DoubleSupplier chance;
  private final BiConsumer<Miss, Duration> repeating;
  private final AdmissionQueue.Turn turn;
  private final Duration begunAt;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.PARKED);
  private volatile RequestStep<T> ifStopped =
      new RequestStep.GivenUp<>(
          new Miss.Unreachable("closed before there was an answer"), Optional.empty());
  private volatile @Nullable WakeableScheduler scheduler;
  private volatile @Nullable CompletableFuture<RequestStep<T>> steps;
  private volatile @Nullable CompletableFuture<Reply<T>> underWay;
  private volatile boolean aborted;

  /**
   * Prepares a request.
   *
   * @param call makes one attempt
   * @param policy gives attempt timeout, failure budget and deadline
   * @param clock measures and times
   * @param chance draws evenly from [0, 1)
   * @param queue says when it may ask
   * @param repeating told of each attempt that is followed by another, with the delay until then
   */
  public RepeatedRequest(
      Supplier<? extends CompletionStage<Reply<T>>> call,
      PollingPolicy policy,
      PollClock clock,
      DoubleSupplier chance,
      AdmissionQueue queue,
      BiConsumer<Miss, Duration> repeating) {
    this.call = requireNonNull(call, "call");
    this.policy = requireNonNull(policy, "policy");
    this.clock = requireNonNull(clock, "clock");
    this.chance = requireNonNull(chance, "chance");
    this.repeating = requireNonNull(repeating, "repeating");
    this.turn = requireNonNull(queue, "queue").turn(this::wake);
    this.begunAt = clock.steady();
  }

  /**
   * Asks until the fate is known; called once.
   *
   * @param worker runs the attempts
   * @param givenUp makes an exception of the last miss and, where the server may have acted on the
   *     request all the same, of the first after which that was so
   * @return what was asked for; fails with what {@code givenUp} makes
   */
  public CompletableFuture<T> run(
      Executor worker, BiFunction<Miss, Optional<Miss>, ? extends RuntimeException> givenUp) {
    requireNonNull(worker, "worker");
    requireNonNull(givenUp, "givenUp");
    WakeableScheduler parked = new WakeableScheduler(clock, worker, turn);
    scheduler = parked;
    CompletableFuture<RequestStep<T>> all =
        Repeat.until(
            parked, Repeat.untilSettled(RepeatedRequest::delay), last -> attempt(last, worker));
    steps = all;
    if (phase.get() == Phase.STOPPED) {
      all.cancel(true);
    }
    return all.handleAsync((step, error) -> settled(step, error, givenUp), worker);
  }

  /**
   * Makes no further attempt, and ends at once where none is under way; one that is under way is
   * still heard, since it may bring ids that cost money.
   */
  public void stop() {
    Phase now =
        phase.updateAndGet(before ->
            before == Phase.CALLING || before == Phase.LAST_CALL ? Phase.LAST_CALL : Phase.STOPPED);
    CompletableFuture<RequestStep<T>> all = steps;
    if (now == Phase.STOPPED && all != null) {
      all.cancel(true);
    }
  }

  /** As {@link #stop}, and aborts the attempt that is under way. */
  public void abort() {
    aborted = true;
    stop();
    CompletableFuture<Reply<T>> attempt = underWay;
    if (attempt != null) {
      attempt.cancel(true);
    }
  }

  private void wake() {
    WakeableScheduler parked = scheduler;
    if (parked != null) {
      parked.wake();
    }
  }

  private static <T> Optional<Duration> delay(RequestStep<T> step) {
    return switch (step) {
      case RequestStep.Again<T> again -> Optional.of(again.delay());
      case RequestStep.Done<T> done -> Optional.empty();
      case RequestStep.GivenUp<T> givenUp -> Optional.empty();
    };
  }

  private CompletionStage<RequestStep<T>> attempt(
      @Nullable RequestStep<T> before, Executor worker) {
    RequestStep.Progress<T> progress =
        before instanceof RequestStep.Again<T> again
            ? again.progress()
            : RequestStep.Progress.begun();
    Optional<Miss.Throttled> heldBack = turn.heldBack();
    if (heldBack.isPresent()) {
      Miss.Throttled why = heldBack.get();
      Miss last = before instanceof RequestStep.Again<T> again ? again.miss() : why;
      Hint pause = why.hint();
      return CompletableFuture.completedFuture(
          RequestStep.held(progress, last, pause, policy, elapsed(), chance.getAsDouble()));
    }
    if (!phase.compareAndSet(Phase.PARKED, Phase.CALLING)) {
      return CompletableFuture.completedFuture(ifStopped);
    }
    CompletableFuture<Reply<T>> asked = TimedCall.of(call, policy.attemptTimeout(), clock, worker);
    underWay = asked;
    if (aborted) {
      asked.cancel(true);
    }
    return asked
        .handle((reply, error) ->
            error == null
                ? reply
                : new Reply.Lost<T>(TimedCall.miss(error, policy.attemptTimeout())))
        .thenApply(reply -> next(progress, reply));
  }

  private RequestStep<T> next(RequestStep.Progress<T> progress, Reply<T> reply) {
    if (reply instanceof Reply.Busy<T>) {
      turn.refused();
    } else {
      turn.leave();
    }
    RequestStep<T> step =
        RequestStep.after(progress, reply, policy, elapsed(), chance.getAsDouble());
    return switch (step) {
      case RequestStep.Done<T> done -> done;
      case RequestStep.GivenUp<T> givenUp -> givenUp;
      case RequestStep.Again<T> again -> {
        if (aborted) {
          yield ifStopped;
        }
        ifStopped = again.last();
        if (!phase.compareAndSet(Phase.CALLING, Phase.PARKED)) {
          yield ifStopped;
        }
        repeating.accept(again.miss(), again.delay());
        yield again;
      }
    };
  }

  private Duration elapsed() {
    return clock.steady().minus(begunAt);
  }

  private T settled(
      @Nullable RequestStep<T> step,
      @Nullable Throwable error,
      BiFunction<Miss, Optional<Miss>, ? extends RuntimeException> givenUp) {
    turn.leave();
    if (error != null && !(error instanceof CancellationException)) {
      Miss defect = new Miss.Unreachable("the client broke: " + error);
      RuntimeException broken = givenUp.apply(defect, Optional.of(defect));
      broken.initCause(error);
      throw broken;
    }
    return switch (step == null ? ifStopped : step) {
      case RequestStep.Done<T>(T value) -> value;
      case RequestStep.GivenUp<T>(Miss miss, var doubt) -> throw givenUp.apply(miss, doubt);
      case RequestStep.Again<T> again ->
          throw new IllegalStateException("a request ended with " + again);
    };
  }

  private enum Phase {
    /** Before the first attempt, or between two of them. */
    PARKED,
    /** An attempt is under way, or has settled the matter. */
    CALLING,
    /** As before, and no other will follow. */
    LAST_CALL,
    /** Stopped with no attempt under way. */
    STOPPED
  }
}
