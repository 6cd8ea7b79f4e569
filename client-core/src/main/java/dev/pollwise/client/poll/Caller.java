package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.poll.Budget.Reservation;
import dev.pollwise.client.poll.SharedCall.Participant;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.PollClock;
import dev.pollwise.client.request.ServerContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of one wait: within the budget, about its job alone or together with others. One
 * call at a time; only {@link #abort} and {@link #applyPolicy} are safe for any thread.
 */
final class Caller {

  private final Server server;
  private final JobId job;
  private final Duration origin;
  private final Budget.Owner owner;
  private final Executor asker;
  private volatile @Nullable InFlight inFlight;

  /** What the budget keeps for the next call; null if nothing. */
  private @Nullable Reservation reservation;

  /**
   * What it takes to ask a server.
   *
   * @param coalescer asks it
   * @param context of the server
   * @param budget how many calls may be made; null for any number
   */
  record Server(CallCoalescer coalescer, ServerContext context, @Nullable Budget budget) {

    PollClock clock() {
      return context.clock();
    }

    Executor worker() {
      return context.worker();
    }
  }

  /**
   * A caller.
   *
   * @param origin where elapsed time of the wait begins
   * @param owner hears that the budget has room at another moment than {@link #overBudgetUntil}
   *     said
   * @param asker runs what asks the source, which may block; not before {@link #begin} is over
   */
  Caller(Server server, JobId job, Duration origin, Budget.Owner owner, Executor asker) {
    this.server = server;
    this.job = job;
    this.origin = origin;
    this.owner = owner;
    this.asker = asker;
  }

  /**
   * A call under way.
   *
   * @param answer fails with what {@link TimedCall#miss} explains
   * @param after where to go on when it is over
   * @param made what call it was; to be asked when it is over
   */
  record Begun(CompletableFuture<Answer> answer, Executor after, Supplier<Observation.Call> made) {}

  /**
   * How long a call may take.
   *
   * @param timeout the attempt timeout in force
   * @param byLimit whether a limit of the wait ends it before that
   */
  record Allowance(Duration timeout, boolean byLimit) {}

  /** The call under way; its allowance changes with the policy. */
  private static final class InFlight {
    private final TimedCall<Answer> call;
    private final Duration askedAt;
    private final Duration slack;
    private volatile Allowance allowance;

    InFlight(TimedCall<Answer> call, Duration askedAt, Duration slack, Duration timeout) {
      this.call = call;
      this.askedAt = askedAt;
      this.slack = slack;
      this.allowance = new Allowance(timeout, false);
    }
  }

  /**
   * Until when the budget has no room for the next call, in elapsed time; empty if it has room now.
   * A reservation is kept either way.
   */
  Optional<Duration> overBudgetUntil(PollState state) {
    Budget budget = server.budget();
    if (budget == null) {
      return Optional.empty();
    }
    Duration steady = server.clock().steady();
    Reservation kept =
        reservation == null ? budget.reserve(steady, isShareable(state), owner) : reservation;
    reservation = kept;
    Duration at = budget.acquire(kept, steady);
    return at.compareTo(steady) > 0 ? Optional.of(at.minus(origin)) : Optional.empty();
  }

  /** Whether the next call may be made together with those of others. */
  private boolean isShareable(PollState state) {
    return state.longPoll() == null && state.awaited() == null && server.coalescer().isShared(job);
  }

  /**
   * Begins the call that there is room for.
   *
   * @param state as it was before the call
   * @param askedAt now, in elapsed time
   * @return null if those have left already who were to make the call: it needs other room
   */
  @Nullable Begun begin(PollState state, Duration askedAt) {
    Reservation taken = reservation;
    reservation = null;
    SharedCall certain = taken == null ? null : taken.sharedCall();
    if (certain != null) {
      Participant participant = server.coalescer().join(job, certain);
      return participant == null ? null : together(participant, state, askedAt);
    }
    return taken == null && isShareable(state)
        ? together(server.coalescer().join(job), state, askedAt)
        : alone(state, askedAt);
  }

  private Begun alone(PollState state, Duration askedAt) {
    Attempt attempt = Attempt.of(state, askedAt);
    return begun(
        () -> server.coalescer().askAlone(job, attempt),
        state,
        askedAt,
        Duration.ZERO,
        () ->
            new Observation.Call(
                askedAt,
                attempt.longestHold(),
                1,
                attempt.repeats(),
                attempt.age(),
                attempt.requestId()));
  }

  private Begun together(Participant participant, PollState state, Duration askedAt) {
    return begun(
        () -> participant, state, askedAt, CallCoalescer.WINDOW, () -> participant.leave(askedAt));
  }

  private Begun begun(
      Supplier<CompletionStage<Answer>> source,
      PollState state,
      Duration askedAt,
      Duration slack,
      Supplier<Observation.Call> made) {
    Duration timeout = state.policy().attemptTimeout();
    TimedCall<Answer> answer =
        TimedCall.of(source, timeout.plus(slack), server.clock(), server.worker(), asker);
    inFlight = new InFlight(answer, askedAt, slack, timeout);
    return new Begun(answer, TimedCall.goingOn(answer, server.worker()), made);
  }

  /**
   * What a call that is over says of this job: nothing, if it failed, or tells the end of another
   * one.
   *
   * @param error why there is no answer; null if there is one
   * @param allowed how long it was allowed to take
   */
  Answer known(@Nullable Answer answer, @Nullable Throwable error, Allowance allowed) {
    return answer == null || error != null
        ? TimedCall.miss(requireNonNull(error, "error"), allowed.timeout())
        : ofThisJob(answer);
  }

  private Answer ofThisJob(Answer answer) {
    return answer instanceof Answer.Seen(JobStatus.Terminal end, var hint, var detail, var held)
            && !end.jobId().equals(job)
        ? new Miss.Unreadable("it is about another job, " + end.jobId())
        : answer;
  }

  /** Ends the call that is under way, if there is one. */
  void abort() {
    InFlight present = inFlight;
    if (present != null) {
      present.call.cancel(true);
    }
  }

  /** Another policy is in force: the call that is under way, if there is one, ends by that. */
  void applyPolicy(PollState state) {
    InFlight present = inFlight;
    if (present != null) {
      Duration timeout = state.policy().attemptTimeout();
      Duration end = Limits.endOfCall(state, present.askedAt);
      boolean byLimit = end.compareTo(present.askedAt.plus(timeout)) < 0;
      present.allowance = new Allowance(timeout, byLimit);
      Duration last = byLimit ? end : end.plus(present.slack);
      Duration left = last.minus(server.clock().steady().minus(origin));
      present.call.timeOutAfter(
          left.isNegative() ? Duration.ZERO : left, server.clock(), server.worker());
    }
  }

  /** There is no call under way any longer; how long it was allowed to take. */
  Allowance callEnded() {
    InFlight over = requireNonNull(inFlight, "inFlight");
    inFlight = null;
    return over.allowance;
  }

  /** Gives back what is kept for the next call: there will be none. */
  void leave() {
    Budget budget = server.budget();
    Reservation kept = reservation;
    reservation = null;
    server.coalescer().left(job);
    if (budget != null && kept != null) {
      budget.release(kept, owner, server.clock().steady());
    }
  }
}
