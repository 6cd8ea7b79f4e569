package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Detail;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.Hint;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.LastLook;
import dev.pollwise.client.job.JobOutcome.Limit;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.job.WaitReason;
import dev.pollwise.client.poll.PollState.Failing;
import dev.pollwise.client.poll.PollState.Held;
import dev.pollwise.client.poll.PollState.Pause;
import dev.pollwise.client.poll.Step.Again;
import dev.pollwise.client.poll.Step.Done;
import dev.pollwise.client.poll.Step.Then;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The only place that decides: what is known and what was just learned give what comes next. Pure:
 * time and chance come in as arguments.
 */
final class PollDecision {

  /**
   * How long a job may be unknown to the server before that counts as a failure: it may only be
   * late.
   */
  static final Duration UNKNOWN_JOB_GRACE = Duration.ofMinutes(2);

  /** How long a completed job is read again for the sake of a missing result. */
  static final Duration RESULT_GRACE = Duration.ofSeconds(60);

  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  private PollDecision() {}

  /**
   * Decides.
   *
   * @param state what is known
   * @param observation what was just learned
   * @param now elapsed time of the wait
   * @param chance drawn evenly from [0, 1)
   */
  static Step decide(PollState state, Observation observation, Duration now, double chance) {
    return switch (observation) {
      case Observation.Started(boolean fresh) ->
          fresh
              ? paced(state.submitted(now), now, chance)
              : scheduled(state, now, now, new WaitReason.FirstLook(), chance);
      case Observation.Answered(Answer answer, Duration askedAt) ->
          answered(state, answer, askedAt, now, chance);
      case Observation.Nudged() -> nudged(state, now, chance);
      case Observation.PolicyChanged(var policy) -> repaced(state.withPolicy(policy), now, chance);
      case Observation.LimitReached() -> concluded(state);
      case Observation.Stopped(var by) -> stopped(state, by);
    };
  }

  private static Step answered(
      PollState state, Answer answer, Duration askedAt, Duration now, double chance) {
    Held held = state.held();
    if (held != null) {
      return reread(state, held, answer, now);
    }
    return switch (answer) {
      case Answer.Seen(JobStatus.Terminal end, Hint hint, Detail detail, var patience) -> {
        JobStatus.Terminal known = end.withEvidence(state.evidenceOfEnd(now));
        yield switch (detail) {
          case WHOLE -> ended(state, known);
          case UNFINISHED -> kept(state, new Held(known, now), hint, now);
          case ELSEWHERE -> readElsewhere(state, new Held(known, now), hint, now);
        };
      }
      case Answer.Seen(JobStatus status, Hint hint, var detail, var patience) -> {
        PollState next = state.alive(status, askedAt, now, pause(hint, now));
        yield wasLastLook(state, askedAt)
            ? timedOut(next, LastLook.TAKEN)
            : paced(next, now, chance);
      }
      case Miss miss -> missed(state, miss, askedAt, now, chance);
    };
  }

  private static Step missed(
      PollState state, Miss miss, Duration askedAt, Duration now, double chance) {
    Failing failing = failing(state, miss, now);
    PollState next =
        state.missed(now, miss instanceof Miss.Throttled, failing, pause(miss.hint(), now));
    if (miss instanceof Miss.Denied
        || (failing != null && now.compareTo(giveUpAt(next, failing)) >= 0)) {
      return gaveUp(next, miss);
    }
    return wasLastLook(state, askedAt)
        ? timedOut(next, LastLook.MISSED)
        : retried(next, now, chance);
  }

  private static Step retried(PollState state, Duration now, double chance) {
    if (state.throttled()) {
      return calmed(state, now, chance);
    }
    Duration bound = FailureBackoff.bound(state.misses());
    Duration due = state.pacedFrom().plus(FailureBackoff.draw(bound, chance));
    return scheduled(state, now, due, new WaitReason.BackingOff(state.misses(), bound), chance);
  }

  /**
   * A server that asks for fewer calls gets at least the pace it was to be asked at anyway. Where
   * it names a pause, that is the measure; where it does not, the bound of a backoff is.
   */
  private static Step calmed(PollState state, Duration now, double chance) {
    var pacing = state.policy().pacing();
    var jitter = state.policy().jitter();
    int poll = state.readings() + 1;
    Duration from = state.pacedFrom();
    Duration interval = pacing.interval(poll, from);
    Duration bound = state.pause() == null ? FailureBackoff.bound(state.misses()) : Duration.ZERO;
    WaitReason reason =
        interval.compareTo(bound) >= 0
            ? new WaitReason.Paced(poll, interval, pacing.describe())
            : new WaitReason.BackingOff(state.misses(), jitter.most(bound));
    Duration due = from.plus(jitter.spreadUpward(max(interval, bound), chance));
    return scheduled(state, now, due, reason, chance);
  }

  private static @Nullable Failing failing(PollState state, Miss miss, Duration now) {
    Failing before = state.failing();
    return switch (miss) {
      case Miss.Throttled throttled -> null;
      case Miss.NotFound unknown when now.compareTo(UNKNOWN_JOB_GRACE) < 0 -> before;
      case Miss other when before == null -> new Failing(now, 1, other);
      case Miss other -> new Failing(before.since(), before.calls() + 1, other);
    };
  }

  private static Step paced(PollState state, Duration now, double chance) {
    return paced(state, state.pacedFrom(), now, chance);
  }

  private static Step paced(PollState state, Duration from, Duration now, double chance) {
    var pacing = state.policy().pacing();
    int poll = state.readings() + 1;
    Duration nominal = pacing.interval(poll, from);
    Duration due = from.plus(state.policy().jitter().spread(nominal, chance));
    return scheduled(
        state, now, due, new WaitReason.Paced(poll, nominal, pacing.describe()), chance);
  }

  private static Step nudged(PollState state, Duration now, double chance) {
    Held held = state.held();
    return held != null
        ? readAgain(state, held, now, now)
        : scheduled(state, now, now, new WaitReason.AskedNow(), chance);
  }

  /** A new policy counts from where the interval or the backoff in force began. */
  private static Step repaced(PollState state, Duration now, double chance) {
    Held held = state.held();
    if (held != null) {
      return readAgain(state, held, nextReading(state, held), now);
    }
    return state.misses() == 0 ? paced(state, now, chance) : retried(state, now, chance);
  }

  /**
   * Puts the wish for a next call under every limit: number of polls, pause of the server, failure
   * budget, deadline.
   */
  private static Step scheduled(
      PollState state, Duration now, Duration wish, WaitReason wishReason, double chance) {
    if (state.calls() >= state.policy().maxPolls()) {
      return overPolls(state);
    }
    Duration due = max(now, wish);
    WaitReason reason = wishReason;
    Pause pause = state.pause();
    if (pause != null && pause.until().compareTo(due) > 0) {
      due = isWithinReach(state, pause) ? spread(state, pause, chance) : pause.until();
      reason = new WaitReason.Hinted(pause.length());
    }
    return withinLimits(state, now, due, reason);
  }

  /** A pause of any length may come from the wire; only one below the deadline is computed with. */
  private static boolean isWithinReach(PollState state, Pause pause) {
    return pause.until().compareTo(state.policy().deadline()) <= 0;
  }

  private static Duration spread(PollState state, Pause pause, double chance) {
    Duration longer = state.policy().jitter().spreadUpward(pause.length(), chance);
    return pause.until().plus(longer.minus(pause.length()));
  }

  private static Step withinLimits(PollState state, Duration now, Duration due, WaitReason reason) {
    Duration deadline = state.policy().deadline();
    Duration giveUp = giveUpAt(state);
    Duration limit = max(now, min(deadline, giveUp));
    if (due.compareTo(limit) < 0) {
      return again(state, now, due, reason, Then.ASK);
    }
    Pause pause = state.pause();
    if (pause != null && pause.until().compareTo(limit) > 0) {
      String name = giveUp.compareTo(deadline) < 0 ? "failure budget" : "deadline";
      return again(
          state, now, limit, new WaitReason.OutOfReach(pause.length(), name), Then.CONCLUDE);
    }
    return again(
        state,
        now,
        limit,
        limit.compareTo(deadline) >= 0 ? new WaitReason.LastLook() : reason,
        Then.ASK);
  }

  private static Again again(
      PollState state, Duration now, Duration due, WaitReason reason, Then then) {
    return new Again(state, due, due.minus(now), reason, then);
  }

  /**
   * While an end is kept for its result, nothing can undo it: not another word, not a failed call.
   */
  private static Step reread(PollState state, Held held, Answer answer, Duration now) {
    if (answer instanceof Answer.Seen(JobStatus.Terminal end, var hint, Detail detail, var patience)
        && detail == Detail.WHOLE
        && end.getClass() == held.end().getClass()) {
      return ended(state, end.withEvidence(held.end().evidence()));
    }
    return answer instanceof Miss.Denied
        ? ended(state, held.end())
        : kept(state, held, answer.hint(), now);
  }

  private static Step kept(PollState state, Held held, Hint hint, Duration now) {
    PollState next = state.holding(held, now, pause(hint, now));
    return now.compareTo(endOfGrace(held)) >= 0
        ? ended(next, held.end())
        : readAgain(next, held, nextReading(next, held), now);
  }

  /** What the answer leaves out is there already: no reason to wait. */
  private static Step readElsewhere(PollState state, Held held, Hint hint, Duration now) {
    return readAgain(state.holding(held, now, pause(hint, now)), held, now, now);
  }

  /** Each reading comes after twice the time of the one before. */
  private static Duration nextReading(PollState state, Held held) {
    Duration from = state.pacedFrom();
    Duration next = from.plus(from.minus(held.since())).plus(Duration.ofSeconds(1));
    return min(next, endOfGrace(held));
  }

  private static Step readAgain(PollState state, Held held, Duration wish, Duration now) {
    Pause pause = state.pause();
    Duration due = max(now, pause == null ? wish : max(wish, pause.until()));
    return due.compareTo(endOfGrace(held)) > 0 || state.calls() >= state.policy().maxPolls()
        ? ended(state, held.end())
        : again(state, now, due, new WaitReason.ResultMissing(), Then.ASK);
  }

  private static Duration endOfGrace(Held held) {
    return held.since().plus(RESULT_GRACE);
  }

  private static Done ended(PollState state, JobStatus.Terminal end) {
    JobStatus.Terminal known =
        end.withEvidence(new Evidence(state.calls(), end.evidence().lateness()));
    return new Done(state.ended(known), new JobOutcome.Ended(known));
  }

  private static Done overPolls(PollState state) {
    return new Done(
        state,
        new JobOutcome.TimedOut(
            state.jobId(), Limit.POLLS, LastLook.NOT_ALLOWED, state.token(), state.evidence()));
  }

  private static Done concluded(PollState state) {
    Failing failing = state.failing();
    return failing != null && giveUpAt(state).compareTo(state.policy().deadline()) < 0
        ? gaveUp(state, failing.last())
        : timedOut(state, LastLook.HELD_BACK_BY_HINT);
  }

  /**
   * When the failure budget ends; the deadline, if it does not count: a single failed call never
   * ends a wait, however long a pause the server asked for with it.
   */
  private static Duration giveUpAt(PollState state) {
    Failing failing = state.failing();
    if (failing == null) {
      return state.policy().deadline();
    }
    Duration end = giveUpAt(state, failing);
    Pause pause = state.pause();
    boolean heldBack = pause != null && pause.until().compareTo(end) > 0;
    return failing.calls() == 1 && heldBack ? state.policy().deadline() : end;
  }

  private static Duration giveUpAt(PollState state, Failing failing) {
    return failing.since().plus(state.policy().failureBudget());
  }

  private static Done gaveUp(PollState state, Miss cause) {
    return new Done(
        state, new JobOutcome.GaveUp(state.jobId(), cause, state.token(), state.evidence()));
  }

  private static Done timedOut(PollState state, LastLook lastLook) {
    return new Done(
        state,
        new JobOutcome.TimedOut(
            state.jobId(), Limit.DEADLINE, lastLook, state.token(), state.evidence()));
  }

  private static Done stopped(PollState state, JobOutcome.StoppedBy by) {
    Held held = state.held();
    return held != null
        ? ended(state, held.end())
        : new Done(
            state, new JobOutcome.Cancelled(state.jobId(), by, state.token(), state.evidence()));
  }

  private static boolean wasLastLook(PollState state, Duration askedAt) {
    return askedAt.compareTo(state.policy().deadline()) >= 0;
  }

  private static @Nullable Pause pause(Hint hint, Duration now) {
    return switch (hint) {
      case Hint.None() -> null;
      case Hint.RetryAfter(Duration length) -> new Pause(later(now, length), length);
      case Hint.Quota quota ->
          quota.floor().isZero() ? null : new Pause(later(now, quota.floor()), quota.floor());
    };
  }

  /** The sum, or the longest duration there is. */
  private static Duration later(Duration now, Duration pause) {
    return pause.compareTo(FOREVER.minus(now)) < 0 ? now.plus(pause) : FOREVER;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
