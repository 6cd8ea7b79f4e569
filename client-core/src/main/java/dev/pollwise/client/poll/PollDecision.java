package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.LastLook;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.poll.DecisionContext.PollAlignment;
import dev.pollwise.client.poll.OutageMonitor.FailureBackoff;
import dev.pollwise.client.poll.PollState.AwaitedResult;
import dev.pollwise.client.poll.PollState.FailureStreak;
import dev.pollwise.client.poll.PollState.Pause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The only place that decides: what is known and what was just learned give what comes next. Pure:
 * time, chance and experience come in as arguments.
 *
 * <p>Here the wish for a next call is formed; {@link Limits} puts it under every limit, {@link
 * ResultGrace} reads an end again whose result is missing.
 */
final class PollDecision {

  /**
   * How long a job may be unknown to the server before that counts as a failure: it may only be
   * late.
   */
  static final Duration UNKNOWN_JOB_GRACE = Duration.ofMinutes(2);

  /**
   * The worst moment that jitter may choose makes the rest of a wait dearer by at most this share.
   * Under smooth laws ± 10 % stay within it, and cost 0.4 % on average.
   */
  private static final double JITTER_LOSS = 0.02;

  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  private PollDecision() {}

  /**
   * Decides.
   *
   * @param context the moment, and what surrounds it
   */
  static Step decide(PollState state, Observation observation, DecisionContext context) {
    Duration now = context.now();
    return switch (observation) {
      case Observation.Submitted(Duration notBefore, Hint hint) ->
          paced(state.submitted(notBefore, now, pause(hint, now)), context);
      case Observation.AlreadyRunning() ->
          Limits.at(state, now, new WaitReason.FirstLook(), context);
      case Observation.Answered(Answer answer, Observation.Call call) ->
          answered(state.settled(call), answer, call, context);
      case Observation.PollRequested() -> wanted(state, new WaitReason.AskedNow(), context);
      case Observation.Announced() -> wanted(state, new WaitReason.Announced(), context);
      case Observation.Paused(Duration until, Duration length) ->
          paused(state, new Pause(until, length, true), context);
      case Observation.OverBudget(Duration until) ->
          overBudget(state.withSlot(until), until, context);
      case Observation.ReservationMoved(Duration until) ->
          overBudget(state.withSlot(until), until, context);
      case Observation.OthersJoined() -> repaced(state, context);
      case Observation.ContactRegained(int waits) -> regained(state, waits, context);
      case Observation.PolicyChanged(var policy) -> repaced(state.withPolicy(policy), context);
      case Observation.LimitReached() -> Limits.concluded(state);
      case Observation.Stopped(var by) -> stopped(state, by);
    };
  }

  private static Step answered(
      PollState state, Answer answer, Observation.Call call, DecisionContext context) {
    Duration now = context.now();
    return switch (answer) {
      case Answer.Seen seen
          when state.awaited() != null || seen.status() instanceof JobStatus.Terminal ->
          ResultGrace.read(state, seen, wasLastLook(state, call), context);
      case Answer.Seen(JobStatus status, Hint hint, var detail, Duration heldFor) -> {
        Duration longPoll = longPoll(call, heldFor, now);
        PollState next =
            state.alive(
                status,
                aliveAt(state, call, isNews(state, status) ? Duration.ZERO : heldFor, now),
                now,
                pause(hint, now),
                longPoll);
        yield wasLastLook(state, call)
            ? Limits.timedOut(next, LastLook.TAKEN)
            : next(next, context);
      }
      case Miss miss -> missed(state, miss, call, context);
    };
  }

  /**
   * For how long the server was willing to hold the call, if it really held it for at least half of
   * that: a server that only says so must not be asked without a pause.
   */
  private static @Nullable Duration longPoll(
      Observation.Call call, Duration heldFor, Duration now) {
    Duration took = now.minus(call.askedAt());
    boolean isHeld =
        heldFor.isPositive()
            && call.longestHold().isPositive()
            && took.multipliedBy(2).compareTo(call.longestHold()) >= 0;
    return isHeld ? heldFor : null;
  }

  /** For news a server ends a call early, however long it was on its way then. */
  private static boolean isNews(PollState state, JobStatus status) {
    return state.status() != null && !status.equals(state.status());
  }

  /**
   * A server that has held the call to the end of its time has looked at the job then; what a cache
   * has kept was true when it was kept, and tells nothing where more recent is known.
   */
  private static Duration aliveAt(
      PollState state, Observation.Call call, Duration heldFor, Duration now) {
    if (call.age().isPositive()) {
      Duration kept = call.askedAt().minus(call.age());
      Duration before = state.aliveAt();
      return before != null && before.compareTo(kept) > 0 ? before : kept;
    }
    Duration held = later(call.askedAt(), heldFor);
    return held.compareTo(now) <= 0 ? held : call.askedAt();
  }

  private static Step next(PollState state, DecisionContext context) {
    Duration longPoll = state.longPoll();
    return longPoll == null
        ? paced(state, context)
        : Limits.at(state, context.now(), new WaitReason.LongPolled(longPoll), context);
  }

  private static Step missed(
      PollState state, Miss miss, Observation.Call call, DecisionContext context) {
    Duration now = context.now();
    FailureStreak failures = failures(state, miss, call.requestId(), now);
    PollState next =
        state.missed(now, state.missStreak().and(miss, failures), pause(miss.hint(), now));
    // Who was told that a job is over has been let in: what refuses now is likely to pass.
    boolean isFinal = miss instanceof Miss.Denied && state.awaited() == null;
    if (isFinal || (failures != null && now.compareTo(Limits.giveUpAt(next, failures)) >= 0)) {
      return Limits.gaveUp(next, miss, call.requestId());
    }
    return wasLastLook(state, call)
        ? Limits.timedOut(next, LastLook.MISSED)
        : retried(next, context);
  }

  private static Step retried(PollState state, DecisionContext context) {
    int misses = state.missStreak().misses();
    if (state.missStreak().throttled()) {
      return calmed(state, misses, context);
    }
    Duration bound = FailureBackoff.bound(misses);
    Duration due = state.pacedFrom().plus(FailureBackoff.draw(bound, context.chance()));
    return Limits.at(state, due, new WaitReason.BackingOff(misses, bound), context);
  }

  /**
   * A server that asks for fewer calls gets at least the pace it was to be asked at anyway. Where
   * it names a pause, that is the measure; where it does not, the bound of a backoff is.
   */
  private static Step calmed(PollState state, int misses, DecisionContext context) {
    var jitter = state.policy().jitter();
    Pacing.Context pacingContext = pacingContext(state, context);
    boolean isOver = state.awaited() != null; // the pace is that of a job that runs
    Duration interval = isOver ? Duration.ZERO : state.policy().pacing().interval(pacingContext);
    Duration bound = isOver || state.pause() == null ? FailureBackoff.bound(misses) : Duration.ZERO;
    WaitReason reason =
        interval.compareTo(bound) >= 0
            ? paced(state, pacingContext, interval)
            : new WaitReason.BackingOff(misses, jitter.around(bound).most());
    Duration longer = interval.compareTo(bound) >= 0 ? interval : bound;
    Duration due = state.pacedFrom().plus(jitter.spreadUpward(longer, context.chance()));
    return Limits.at(state, due, reason, context);
  }

  /** Where others get through again, the rest of a long pause would only be time lost. */
  private static Step regained(PollState state, int waits, DecisionContext context) {
    int misses = state.missStreak().misses();
    Duration bound = FailureBackoff.boundAfterOutage(misses, waits);
    Duration due = context.now().plus(FailureBackoff.draw(bound, context.chance()));
    return Limits.at(state, due, new WaitReason.BackingOff(misses, bound), context);
  }

  private static @Nullable FailureStreak failures(
      PollState state, Miss miss, String requestId, Duration now) {
    FailureStreak before = state.missStreak().failures();
    return switch (miss) {
      case Miss.Throttled throttled -> null;
      case Miss.NotFound unknown when now.compareTo(UNKNOWN_JOB_GRACE) < 0 -> before;
      case Miss other when before == null -> FailureStreak.first(other, requestId, now);
      case Miss other -> before.and(other, requestId, now);
    };
  }

  /** On a common beat a call is shared, and the jitter that keeps waits apart would only harm. */
  private static Step paced(PollState state, DecisionContext context) {
    Pacing.Context pacingContext = pacingContext(state, context);
    Pacing pacing = state.policy().pacing();
    Duration from = state.pacedFrom();
    Duration wish =
        switch (context.alignment()) {
          case PollAlignment.Alone() ->
              from.plus(
                  pacing
                      .leeway(pacingContext, state.policy().jitter(), JITTER_LOSS)
                      .drawn(context.chance()));
          case PollAlignment.Shared alignment ->
              alignment.align(
                  from,
                  pacing.leeway(
                      pacingContext,
                      PollAlignment.FARTHEST,
                      PollAlignment.LOSS_PER_PARTICIPANT * state.cost().participants()));
        };
    return Limits.at(
        state, wish, paced(state, pacingContext, pacing.interval(pacingContext)), context);
  }

  private static WaitReason paced(PollState state, Pacing.Context pacingContext, Duration nominal) {
    return new WaitReason.Paced(
        pacingContext.poll(), nominal, state.policy().pacing().describe(pacingContext));
  }

  private static Pacing.Context pacingContext(PollState state, DecisionContext context) {
    return new Pacing.Context(
        state.lastSeen().readings() + 1,
        state.pacedFrom(),
        state.policy().callPrice(state.cost().participants(), context.announced()),
        state.policy().deadline(),
        context.outlook());
  }

  private static Step paused(PollState state, Pause pause, DecisionContext context) {
    return Limits.at(state.withPause(pause), context.now(), pause.reason(), context);
  }

  private static Step overBudget(PollState state, Duration until, DecisionContext context) {
    WaitReason reason = new WaitReason.OverBudget(until.minus(context.now()));
    return Limits.at(state, until, reason, context);
  }

  private static Step wanted(PollState state, WaitReason reason, DecisionContext context) {
    return Limits.at(
        state.wanting(reason),
        context.now(),
        state.awaited() == null ? reason : new WaitReason.ResultMissing(),
        context);
  }

  /**
   * A new policy, and a beat to keep, count from where the interval or the backoff in force began;
   * a call that somebody wants and a pause or the budget holds up stays wanted.
   */
  private static Step repaced(PollState state, DecisionContext context) {
    AwaitedResult awaited = state.awaited();
    WaitReason wanted = state.wanted();
    if (wanted != null) {
      return wanted(state, wanted, context);
    }
    if (state.missStreak().misses() > 0) {
      return retried(state, context);
    }
    if (awaited != null) {
      return ResultGrace.readAgain(state, awaited, context);
    }
    return state.aliveAt() == null
        ? Limits.at(state, context.now(), new WaitReason.FirstLook(), context)
        : next(state, context);
  }

  private static Step stopped(PollState state, JobOutcome.StoppedBy by) {
    Step over = Limits.endWithoutResult(state);
    return over != null
        ? over
        : new Step.Done(
            state, new JobOutcome.Cancelled(state.jobId(), by, state.token(), state.evidence()));
  }

  private static boolean wasLastLook(PollState state, Observation.Call call) {
    return call.askedAt().compareTo(state.policy().deadline()) >= 0;
  }

  static @Nullable Pause pause(Hint hint, Duration now) {
    return switch (hint) {
      case Hint.None() -> null;
      case Hint.RetryAfter(Duration length) -> new Pause(later(now, length), length, false);
      case Hint.Quota quota ->
          quota.floor().isZero()
              ? null
              : new Pause(later(now, quota.floor()), quota.floor(), false);
    };
  }

  /** The sum, or the longest duration there is. */
  private static Duration later(Duration now, Duration pause) {
    return pause.compareTo(FOREVER.minus(now)) < 0 ? now.plus(pause) : FOREVER;
  }
}
