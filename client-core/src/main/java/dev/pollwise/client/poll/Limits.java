package dev.pollwise.client.poll;

import static dev.pollwise.client.job.Durations.max;
import static dev.pollwise.client.job.Durations.min;

import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.LastLook;
import dev.pollwise.client.job.JobOutcome.Limit;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.poll.DecisionContext.PollAlignment;
import dev.pollwise.client.poll.OutageMonitor.FailureBackoff;
import dev.pollwise.client.poll.PollState.AwaitedResult;
import dev.pollwise.client.poll.PollState.FailureStreak;
import dev.pollwise.client.poll.PollState.Pause;
import dev.pollwise.client.poll.Step.Again;
import dev.pollwise.client.poll.Step.Done;
import dev.pollwise.client.poll.Step.Then;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Puts the wish for a next call under every limit: number of polls, pause of the server, call
 * budget, failure budget, deadline. Pure, a part of {@link PollDecision}.
 */
final class Limits {

  /** How long the server may be said to have moved for good, before that is believed. */
  private static final Duration MOVED_GRACE = Duration.ofMinutes(1);

  private Limits() {}

  /**
   * The next call, or the end of the wait.
   *
   * @param wish when the call would best be made
   */
  static Step at(PollState state, Duration wish, WaitReason reason, DecisionContext context) {
    if (state.calls() >= state.policy().maxPolls()) {
      return timedOut(state, Limit.POLLS, LastLook.NOT_ALLOWED);
    }
    Duration now = context.now();
    Floor floor = floor(state, context);
    return floor == null || floor.until().compareTo(max(now, wish)) <= 0
        ? withinLimits(state, now, max(now, wish), reason)
        : withinLimits(state, now, floor.due(), floor.reason());
  }

  /**
   * No call before a moment.
   *
   * @param until the moment
   * @param due when to call if nothing else forbids it; not before the moment
   * @param reason what forbids an earlier call
   */
  private record Floor(Duration until, Duration due, WaitReason reason) {}

  private static @Nullable Floor floor(PollState state, DecisionContext context) {
    Floor ofServer = floorOfServer(state, context);
    Duration slot = state.slot();
    if (slot == null || (ofServer != null && ofServer.until().compareTo(slot) >= 0)) {
      return ofServer;
    }
    Duration pause = max(Duration.ZERO, slot.minus(context.now()));
    return new Floor(slot, slot, new WaitReason.OverBudget(pause));
  }

  /** A pause of any length may come from the wire; only one below the deadline is computed with. */
  private static @Nullable Floor floorOfServer(PollState state, DecisionContext context) {
    Pause pause = state.pause();
    if (pause == null) {
      return null;
    }
    boolean isWithinReach = pause.until().compareTo(state.policy().deadline()) <= 0;
    return new Floor(
        pause.until(),
        isWithinReach ? spread(state, pause, context) : pause.until(),
        pause.reason());
  }

  /**
   * When to call after a pause, so that not everybody comes at once who was kept waiting: in the
   * order of their places where a budget has given them some, together where a call can be shared.
   */
  private static Duration spread(PollState state, Pause pause, DecisionContext context) {
    Duration ofJitter =
        state.policy().jitter().spreadUpward(pause.length(), 1).minus(pause.length());
    Outlook.Leeway room =
        new Outlook.Leeway(Duration.ZERO, max(ofJitter, FailureBackoff.apart(context.calls())));
    Duration slot = state.slot();
    if (slot != null) {
      Duration intoPause = slot.minus(pause.until()).plus(pause.length());
      return pause.until().plus(min(max(Duration.ZERO, intoPause), room.most()));
    }
    return switch (context.alignment()) {
      case PollAlignment.Alone() -> pause.until().plus(room.drawn(context.chance()));
      case PollAlignment.Shared alignment -> alignment.align(pause.until(), room);
    };
  }

  private static Step withinLimits(PollState state, Duration now, Duration due, WaitReason reason) {
    Duration deadline = state.policy().deadline();
    Duration giveUp = giveUpAt(state);
    Duration limit = max(now, min(deadline, giveUp));
    if (due.compareTo(limit) < 0) {
      return again(state, now, due, reason, Then.ASK);
    }
    WaitReason floor = floorBeyond(state, limit, now);
    Done over = endWithoutResult(state);
    if (floor != null && over != null) {
      return over;
    }
    if (floor != null) {
      String name = giveUp.compareTo(deadline) < 0 ? "failure budget" : "deadline";
      return again(state, now, limit, new WaitReason.OutOfReach(floor, name), Then.CONCLUDE);
    }
    return again(
        state,
        now,
        limit,
        limit.compareTo(deadline) >= 0 ? new WaitReason.LastLook() : reason,
        Then.ASK);
  }

  private static @Nullable WaitReason floorBeyond(PollState state, Duration limit, Duration now) {
    Pause pause = state.pause();
    if (pause != null && pause.until().compareTo(limit) > 0) {
      return pause.reason();
    }
    Duration slot = state.slot();
    return slot != null && slot.compareTo(limit) > 0
        ? new WaitReason.OverBudget(slot.minus(now))
        : null;
  }

  /**
   * When a call that was made at a moment has to be over: after its own time, and where it is none
   * that was made at a limit, by that limit; at once if it is one call too many.
   */
  static Duration endOfCall(PollState state, Duration askedAt) {
    if (state.calls() > state.policy().maxPolls()) {
      return askedAt;
    }
    Duration end = askedAt.plus(state.policy().attemptTimeout());
    Duration limit = limit(state);
    return askedAt.compareTo(limit) < 0 ? min(end, limit) : end;
  }

  /** When the wait ends, if the number of polls does not end it before. */
  static Duration limit(PollState state) {
    return min(state.policy().deadline(), giveUpAt(state));
  }

  static Again again(PollState state, Duration now, Duration due, WaitReason reason, Then then) {
    return new Again(state, due, due.minus(now), reason, then);
  }

  static Done ended(PollState state, JobStatus.Terminal end) {
    JobStatus.Terminal known = end.withEvidence(state.evidence(end.evidence().lateness()));
    return new Done(state.ended(known), new JobOutcome.Ended(known));
  }

  /** An end that a limit delivers as it is; null if what was said last is another thing. */
  static @Nullable Done endWithoutResult(PollState state) {
    AwaitedResult awaited = state.awaited();
    return awaited != null && awaited.isConfirmed() && state.missStreak().misses() == 0
        ? ended(state, awaited.end())
        : null;
  }

  /** The time has come at which a limit is reached and a call is not allowed. */
  static Done concluded(PollState state) {
    FailureStreak failures = state.missStreak().failures();
    if (failures != null && giveUpAt(state).compareTo(state.policy().deadline()) < 0) {
      return gaveUp(state, failures.last(), failures.requestId());
    }
    return timedOut(
        state,
        switch (floorBeyond(state, state.policy().deadline(), state.policy().deadline())) {
          case null -> LastLook.MISSED;
          case WaitReason.OverBudget budget -> LastLook.DEFERRED_BY_BUDGET;
          case WaitReason hint -> LastLook.DEFERRED_BY_HINT;
        });
  }

  /**
   * When the failure budget ends; the deadline, if it does not count: a single failed call never
   * ends a wait, however long a pause the server asked for with it, or the call budget imposes.
   */
  private static Duration giveUpAt(PollState state) {
    FailureStreak failures = state.missStreak().failures();
    if (failures == null) {
      return state.policy().deadline();
    }
    Duration end = giveUpAt(state, failures);
    Pause pause = state.pause();
    Duration slot = state.slot();
    boolean isDeferred =
        (pause != null && pause.until().compareTo(end) > 0)
            || (slot != null && slot.compareTo(end) > 0);
    return failures.calls() == 1 && isDeferred ? state.policy().deadline() : end;
  }

  static Duration giveUpAt(PollState state, FailureStreak failures) {
    Duration end = failures.since().plus(state.policy().failureBudget());
    Duration movedSince = failures.movedSince();
    return movedSince == null ? end : min(end, movedSince.plus(MOVED_GRACE));
  }

  static Done gaveUp(PollState state, Miss cause, String requestId) {
    return new Done(
        state,
        new JobOutcome.GaveUp(
            state.jobId(), cause, requestId, state.lastStatus(), state.token(), state.evidence()));
  }

  static Done timedOut(PollState state, LastLook lastLook) {
    return timedOut(state, Limit.DEADLINE, lastLook);
  }

  private static Done timedOut(PollState state, Limit limit, LastLook lastLook) {
    Done over = endWithoutResult(state);
    return over != null
        ? over
        : new Done(
            state,
            new JobOutcome.TimedOut(
                state.jobId(),
                limit,
                lastLook,
                state.lastStatus(),
                state.token(),
                state.evidence()));
  }
}
