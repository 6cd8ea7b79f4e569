package dev.pollwise.client.poll;

import static dev.pollwise.client.job.Durations.max;
import static dev.pollwise.client.job.Durations.min;
import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Durations;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.request.ServerContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request, repeated until its fate is known: a submit under its idempotency key, or the look-up
 * of a batch whose jobs the server has yet to name. {@link RequestStep} decides; this only calls
 * and waits.
 *
 * <p>Lost contact ends it after the failure budget of the policy, a server that is busy after the
 * deadline; a submit that may have been accepted is not repeated after 23 hours.
 */
public final class RepeatedRequest<T> {

  /**
   * For how long after its first submit a server is sure to know an idempotency key. HeyGen keeps
   * one for 24 hours; after that the same submit would be another job.
   */
  public static final Duration KEY_LASTS = Duration.ofHours(23);

  private final Supplier<? extends CompletionStage<Reply<T>>> call;
  private final ServerContext context;
  private final BiConsumer<Miss, Duration> repeating;
  private final ServerContext.Turn turn;
  private final boolean isSubmit;
  private final Duration begunAt;
  private final Instant begunAtInstant;
  private volatile Duration notBefore;
  private volatile PollingPolicy policy;

  /** Whether the step in force was made under another policy. */
  private volatile boolean isOutdated;

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.PARKED);
  private volatile RequestStep<T> ifStopped =
      new RequestStep.GivenUp<>(
          new Miss.Unreachable("closed before there was an answer"), Optional.empty());
  private volatile @Nullable WakeableScheduler scheduler;
  private volatile @Nullable CompletableFuture<RequestStep<T>> steps;
  private volatile @Nullable TimedCall<Reply<T>> underWay;
  private volatile Duration askedAt = Duration.ZERO;
  private volatile boolean aborted;

  /**
   * Prepares a request.
   *
   * @param call makes one attempt
   * @param policy gives attempt timeout, failure budget and deadline
   * @param context of the server that is asked
   * @param line where it waits for room
   * @param repeating told of each attempt that is followed by another, with the delay until then
   */
  public RepeatedRequest(
      Supplier<? extends CompletionStage<Reply<T>>> call,
      PollingPolicy policy,
      ServerContext context,
      ServerContext.Line line,
      BiConsumer<Miss, Duration> repeating) {
    this.call = requireNonNull(call, "call");
    this.policy = requireNonNull(policy, "policy");
    this.context = requireNonNull(context, "context");
    this.repeating = requireNonNull(repeating, "repeating");
    this.turn = context.turn(requireNonNull(line, "line"), this::wake);
    this.isSubmit = line == ServerContext.Line.SUBMITS;
    this.begunAt = context.clock().steady();
    this.begunAtInstant = context.clock().instant();
    this.notBefore = begunAt;
  }

  /**
   * Does not ask before a pause is over, such as the answer to another request asked for.
   *
   * @param pause counted from now
   */
  public RepeatedRequest<T> after(Hint pause) {
    notBefore = context.clock().steady().plus(min(Durations.LONGEST, pause.floor()));
    return this;
  }

  /**
   * Asks until the fate is known; called once.
   *
   * @param done takes what was asked for
   * @param givenUp makes an exception of the last miss and, where the server may have acted on the
   *     request all the same, of the first after which that was so
   * @return what {@code done} makes; fails with what {@code givenUp} makes. One for all who hold
   *     it: cancelling or completing it does nothing
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the promise tells all there is to tell
  public <R> CompletableFuture<R> run(
      Function<T, R> done, BiFunction<Miss, Optional<Miss>, ? extends RuntimeException> givenUp) {
    requireNonNull(done, "done");
    requireNonNull(givenUp, "givenUp");
    WakeableScheduler parked =
        new WakeableScheduler(
            context.clock(), context.worker(), () -> isOutdated || turn.getAsBoolean());
    scheduler = parked;
    CompletableFuture<RequestStep<T>> all =
        parked.repeat(WakeableScheduler.untilSettled(RequestStep::delayIfAgain), this::attempt);
    steps = all;
    if (phase.get() == Phase.STOPPED) {
      all.cancel(true);
    }
    Promise<R> result = new Promise<>(context.worker(), () -> false);
    all.handleAsync((step, error) -> done.apply(settled(step, error, givenUp)), context.worker())
        .whenComplete(result::follow);
    return result.future();
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
    TimedCall<Reply<T>> attempt = underWay;
    if (attempt != null) {
      attempt.cancel(true);
    }
  }

  /** Puts another policy in force, at once: also on an attempt that is under way. */
  public void changePolicy(PollingPolicy changed) {
    if (!requireNonNull(changed, "changed").equals(policy)) {
      policy = changed;
      isOutdated = true;
      TimedCall<Reply<T>> attempt = underWay;
      if (attempt != null) {
        holdToPolicy(attempt);
      }
      wake();
    }
  }

  private void holdToPolicy(TimedCall<?> attempt) {
    Duration left = askedAt.plus(policy.attemptTimeout()).minus(elapsed());
    attempt.timeOutAfter(max(Duration.ZERO, left), context.clock(), context.worker());
  }

  private void wake() {
    WakeableScheduler parked = scheduler;
    if (parked != null) {
      parked.wake();
    }
  }

  private CompletionStage<RequestStep<T>> attempt(@Nullable RequestStep<T> before) {
    boolean isRevised = isOutdated && !turn.getAsBoolean();
    isOutdated = false;
    if (before instanceof RequestStep.Again<T> again) {
      RequestStep<T> step = whileTheKeyLasts(isRevised ? again.under(policy, elapsed()) : again);
      if (step.delayIfAgain().map(delay -> isRevised && delay.isPositive()).orElse(true)) {
        return CompletableFuture.completedFuture(step);
      }
    }
    RequestStep.Progress<T> progress = RequestStep.Progress.of(before);
    Optional<Miss.Throttled> deferred = paused().or(turn::deferred);
    if (deferred.isPresent()) {
      Miss.Throttled why = deferred.get();
      Miss last = before instanceof RequestStep.Again<T> again ? again.miss() : why;
      Hint pause = why.hint();
      return CompletableFuture.completedFuture(
          whileTheKeyLasts(
              RequestStep.deferred(progress, last, pause, policy, elapsed(), context.chance())));
    }
    if (!phase.compareAndSet(Phase.PARKED, Phase.CALLING)) {
      return CompletableFuture.completedFuture(ifStopped);
    }
    askedAt = elapsed();
    PollingPolicy asking = policy;
    TimedCall<Reply<T>> asked =
        TimedCall.of(
            call, asking.attemptTimeout(), context.clock(), context.worker(), context.worker());
    underWay = asked;
    if (aborted) {
      asked.cancel(true);
    }
    if (!policy.equals(asking)) {
      holdToPolicy(asked);
    }
    return heard(asked, () -> policy.attemptTimeout()).thenApply(reply -> next(progress, reply));
  }

  /**
   * Makes one attempt, within a time.
   *
   * @param call makes it, on a worker of the context
   * @param timeout for the whole of it; more than 0
   * @return never fails: without an answer it is {@link Reply.Lost}. Cancelling it aborts the
   *     attempt, and brings that
   */
  public static <T> CompletableFuture<Reply<T>> attempt(
      Supplier<? extends CompletionStage<Reply<T>>> call, Duration timeout, ServerContext context) {
    Durations.requirePositive("timeout", timeout);
    return heard(
        TimedCall.of(call, timeout, context.clock(), context.worker(), context.worker()),
        () -> timeout);
  }

  private static <T> CompletableFuture<Reply<T>> heard(
      TimedCall<Reply<T>> asked, Supplier<Duration> timeout) {
    return asked.inAnyCase(
        (reply, error) ->
            reply == null || error != null
                ? new Reply.Lost<>(TimedCall.miss(requireNonNull(error, "error"), timeout.get()))
                : reply,
        Runnable::run);
  }

  private Optional<Miss.Throttled> paused() {
    Duration left = notBefore.minus(context.clock().steady());
    return left.isPositive()
        ? Optional.of(
            new Miss.Throttled("the server asked to come later", new Hint.RetryAfter(left)))
        : Optional.empty();
  }

  private RequestStep<T> next(RequestStep.Progress<T> progress, Reply<T> reply) {
    if (reply instanceof Reply.Busy<T>) {
      turn.refused();
    } else {
      turn.leave();
    }
    if (isUsable(reply)) {
      context.answered();
    }
    RequestStep<T> step =
        whileTheKeyLasts(RequestStep.after(progress, reply, policy, elapsed(), context.chance()));
    if (step instanceof RequestStep.Again<T> again && !aborted) {
      ifStopped = again.last();
      if (phase.compareAndSet(Phase.CALLING, Phase.PARKED)) {
        if (!isUsable(reply)) {
          context.failed(again.miss());
        }
        repeating.accept(again.miss(), again.delay());
        return again;
      }
    }
    return step instanceof RequestStep.Again<T> ? ifStopped : step;
  }

  /**
   * A submit that may have been accepted is not repeated when the server may have forgotten its
   * key. Of two clocks the one counts by which that is longer ago: the steady one stands still
   * while the machine sleeps.
   */
  private RequestStep<T> whileTheKeyLasts(RequestStep<T> step) {
    if (!isSubmit
        || !(step instanceof RequestStep.Again<T> again)
        || again.progress().doubt().isEmpty()) {
      return step;
    }
    Duration now = elapsed();
    Duration age = max(now, Duration.between(begunAtInstant, context.clock().instant()));
    Duration end = now.plus(KEY_LASTS).minus(age);
    if (end.compareTo(now) <= 0) {
      return again.last();
    }
    return end.compareTo(policy.deadline()) < 0 ? again.under(policy.withDeadline(end), now) : step;
  }

  private static boolean isUsable(Reply<?> reply) {
    return reply instanceof Reply.Done
        || reply instanceof Reply.Partial
        || reply instanceof Reply.InProgress;
  }

  private Duration elapsed() {
    return context.clock().steady().minus(begunAt);
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
    return (step == null ? ifStopped : step).result(givenUp);
  }

  /**
   * Asks once, within a time.
   *
   * @param failed makes an exception of why there is no answer
   */
  public static <A> CompletableFuture<A> once(
      Supplier<? extends CompletionStage<A>> call,
      Duration timeout,
      ServerContext context,
      Function<Miss, ? extends RuntimeException> failed) {
    requireNonNull(failed, "failed");
    return TimedCall.of(call, timeout, context.clock(), context.worker())
        .handleAsync(
            (answer, error) -> {
              if (error != null) {
                throw failed.apply(TimedCall.miss(error, timeout));
              }
              return answer;
            },
            context.worker());
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
