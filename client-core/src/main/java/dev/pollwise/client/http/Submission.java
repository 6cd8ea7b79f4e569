package dev.pollwise.client.http;

import dev.pollwise.client.job.Hint;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.job.SubmitFailedException;
import dev.pollwise.client.pacing.PollingPolicy;
import dev.pollwise.client.poll.FailureBackoff;
import dev.pollwise.client.poll.PollClock;
import dev.pollwise.client.poll.Repeat;
import dev.pollwise.client.poll.TimedCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One submit, repeated under the same idempotency key until its fate is known: a lost answer is
 * asked for again, a submit that the server still works on is waited out, and so is a server that
 * has no room at the moment.
 *
 * <p>Lost contact ends it after the failure budget of the policy, a server without room after the
 * deadline.
 */
public final class Submission {

  private final String idempotencyKey;
  private final Supplier<CompletableFuture<Submitted>> call;
  private final PollingPolicy policy;
  private final PollClock clock;
  private final DoubleSupplier chance;
  private final Duration begunAt;
  private volatile boolean stopped;

  /**
   * Prepares a submit.
   *
   * @param idempotencyKey the key that every call of it carries
   * @param call makes one call
   * @param policy gives attempt timeout, failure budget and deadline
   * @param clock measures and times
   * @param chance draws evenly from [0, 1)
   */
  public Submission(
      String idempotencyKey,
      Supplier<CompletableFuture<Submitted>> call,
      PollingPolicy policy,
      PollClock clock,
      DoubleSupplier chance) {
    this.idempotencyKey = idempotencyKey;
    this.call = call;
    this.policy = policy;
    this.clock = clock;
    this.chance = chance;
    this.begunAt = clock.steady();
  }

  /**
   * Submits; called once.
   *
   * @param worker runs the attempts
   * @return the ids; fails with {@link SubmitFailedException}
   */
  public CompletableFuture<List<JobId>> run(Executor worker) {
    return Repeat.until(clock, worker, last -> attempt(last, worker), Progress::delay)
        .thenApplyAsync(this::settled, worker);
  }

  /**
   * Makes no further attempt; one that is under way is still heard, since it may bring ids that
   * cost money.
   */
  public void stop() {
    stopped = true;
  }

  private CompletionStage<Progress> attempt(@Nullable Progress before, Executor worker) {
    Progress last = before == null ? Progress.begun() : before;
    if (stopped) {
      return CompletableFuture.completedFuture(last.givenUp());
    }
    return TimedCall.of(call, policy.attemptTimeout(), worker)
        .handle((submitted, error) ->
            error == null
                ? submitted
                : new Submitted.Missed(TimedCall.miss(error, policy.attemptTimeout()), true))
        .thenApply(submitted -> next(last, submitted));
  }

  private Progress next(Progress last, Submitted submitted) {
    return switch (submitted) {
      case Submitted.Accepted(List<JobId> ids) -> last.accepted(ids);
      case Submitted.Missed missed -> last.missed(missed, delayAfter(last, missed));
    };
  }

  /** Empty where asking again is pointless or the time is up. */
  private Optional<Duration> delayAfter(Progress last, Submitted.Missed missed) {
    Duration elapsed = clock.steady().minus(begunAt);
    boolean isBusy = isBusy(missed);
    Duration limit = isBusy ? policy.deadline() : policy.failureBudget();
    if (stopped || !(isBusy || mayPass(missed)) || elapsed.compareTo(limit) >= 0) {
      return Optional.empty();
    }
    Duration bound = FailureBackoff.bound(last.misses() + 1);
    Duration backoff = FailureBackoff.draw(bound, chance.getAsDouble());
    Duration floor = floor(missed.miss().hint(), isBusy ? bound : Duration.ZERO);
    Duration delay = backoff.compareTo(floor) > 0 ? backoff : floor;
    return elapsed.plus(floor).compareTo(limit) > 0 ? Optional.empty() : Optional.of(delay);
  }

  private static Duration floor(Hint hint, Duration without) {
    return switch (hint) {
      case Hint.None() -> without;
      case Hint.RetryAfter(Duration delay) -> delay;
    };
  }

  /** The server lives, and says that the time has not come. */
  private static boolean isBusy(Submitted.Missed missed) {
    return missed.miss() instanceof Miss.Throttled
        || (missed.isUndecided() && missed.miss() instanceof Miss.Rejected);
  }

  private static boolean mayPass(Submitted.Missed missed) {
    return switch (missed.miss()) {
      case Miss.Unreachable unreachable -> true;
      case Miss.TimedOut late -> true;
      case Miss.Unreadable unreadable -> missed.isUndecided();
      case Miss.Throttled throttled -> true;
      case Miss.NotFound unknown -> false;
      case Miss.Denied denied -> false;
      case Miss.Rejected rejected -> rejected.status() >= 500 || rejected.status() == 408;
    };
  }

  private List<JobId> settled(Progress last) {
    if (last.ids().isEmpty()) {
      throw new SubmitFailedException(idempotencyKey, last.miss());
    }
    return last.ids();
  }

  /**
   * How far a submit has come.
   *
   * @param misses calls in a row without ids
   * @param miss the last of them
   * @param ids the ids; empty as long as there are none
   * @param delay when to try again; empty if that is over
   */
  private record Progress(int misses, Miss miss, List<JobId> ids, Optional<Duration> delay) {

    static Progress begun() {
      return new Progress(0, new Miss.Unreachable("nothing was sent"), List.of(), Optional.empty());
    }

    Progress accepted(List<JobId> ids) {
      return new Progress(0, miss, ids, Optional.empty());
    }

    Progress missed(Submitted.Missed missed, Optional<Duration> delay) {
      return new Progress(misses + 1, missed.miss(), ids, delay);
    }

    Progress givenUp() {
      return new Progress(misses, miss, ids, Optional.empty());
    }
  }
}
