package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
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
      case Observation.Nudged() -> scheduled(state, now, now, new WaitReason.AskedNow(), chance);
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
      case Answer.Seen(JobStatus.Terminal end, Hint hint, boolean provisional) -> {
        JobStatus.Terminal known = end.withEvidence(state.evidenceOfEnd(now));
        yield provisional
            ? kept(state, new Held(known, now), 0, pause(hint, now), now)
            : ended(state, known);
      }
      case Answer.Seen(JobStatus status, Hint hint, var provisional) -> {
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
    PollState next = state.missed(now, failing, pause(miss.hint(), now));
    if (miss instanceof Miss.Denied
        || (failing != null && now.compareTo(giveUpAt(next, failing)) >= 0)) {
      return gaveUp(next, miss);
    }
    if (wasLastLook(state, askedAt)) {
      return timedOut(next, LastLook.MISSED);
    }
    Duration bound = FailureBackoff.bound(next.misses());
    WaitReason reason = new WaitReason.BackingOff(next.misses(), bound);
    Duration delay =
        miss instanceof Miss.Throttled
            ? calmer(next, bound, now, chance)
            : FailureBackoff.draw(bound, chance);
    return scheduled(next, now, now.plus(delay), reason, chance);
  }

  /** A server that asks for fewer calls gets at least the pace it was to be asked at anyway. */
  private static Duration calmer(PollState state, Duration bound, Duration now, double chance) {
    Duration interval = state.policy().pacing().interval(state.readings() + 1, now);
    return state.policy().jitter().spreadUpward(max(interval, bound), chance);
  }

  private static @Nullable Failing failing(PollState state, Miss miss, Duration now) {
    Failing before = state.failing();
    return switch (miss) {
      case Miss.Throttled throttled -> null;
      case Miss.NotFound unknown when now.compareTo(UNKNOWN_JOB_GRACE) < 0 -> before;
      case Miss other -> new Failing(before == null ? now : before.since(), other);
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

  /**
   * A new policy counts from where the interval in force began; a backoff in course is begun anew
   * within the new limits.
   */
  private static Step repaced(PollState state, Duration now, double chance) {
    if (state.held() != null) {
      return scheduled(state, now, now, new WaitReason.ResultMissing(), chance);
    }
    if (state.misses() == 0) {
      return paced(state, now, chance);
    }
    Duration bound = FailureBackoff.bound(state.misses());
    Duration due = now.plus(FailureBackoff.draw(bound, chance));
    return scheduled(state, now, due, new WaitReason.BackingOff(state.misses(), bound), chance);
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
      Duration spread = state.policy().jitter().spreadUpward(pause.length(), chance);
      due = pause.until().plus(spread.minus(pause.length()));
      reason = new WaitReason.Hinted(pause.length());
    }
    return withinLimits(state, now, due, reason);
  }

  private static Step withinLimits(PollState state, Duration now, Duration due, WaitReason reason) {
    Duration deadline = state.policy().deadline();
    Failing failing = state.failing();
    Duration giveUp = failing == null ? deadline : giveUpAt(state, failing);
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
    if (answer instanceof Answer.Seen(JobStatus.Terminal end, var hint, var provisional)
        && !provisional) {
      return ended(state, end.withEvidence(held.end().evidence()));
    }
    int misses = answer instanceof Miss ? state.misses() + 1 : 0;
    return kept(state, held, misses, pause(answer.hint(), now), now);
  }

  private static Step kept(
      PollState state, Held held, int misses, @Nullable Pause pause, Duration now) {
    PollState next = state.holding(held, misses, pause);
    Duration end = held.since().plus(RESULT_GRACE);
    Duration due = min(end, now.plus(now.minus(held.since())).plus(Duration.ofSeconds(1)));
    if (pause != null) {
      due = max(due, pause.until());
    }
    boolean over = now.compareTo(end) >= 0 || due.compareTo(end) > 0;
    return over || state.calls() >= state.policy().maxPolls()
        ? ended(next, held.end())
        : again(next, now, due, new WaitReason.ResultMissing(), Then.ASK);
  }

  private static Done ended(PollState state, JobStatus.Terminal end) {
    JobStatus.Terminal known =
        end.withEvidence(new Evidence(state.calls(), end.evidence().lateness()));
    return new Done(state.ended(known), new JobOutcome.Ended(known));
  }

  private static Done overPolls(PollState state) {
    Held held = state.held();
    return held != null
        ? ended(state, held.end())
        : new Done(
            state,
            new JobOutcome.TimedOut(
                state.jobId(), Limit.POLLS, LastLook.NOT_ALLOWED, state.token(), state.evidence()));
  }

  private static Done concluded(PollState state) {
    Failing failing = state.failing();
    return failing != null && giveUpAt(state, failing).compareTo(state.policy().deadline()) < 0
        ? gaveUp(state, failing.last())
        : timedOut(state, LastLook.HELD_BACK_BY_HINT);
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
      case Hint.RetryAfter(Duration length) -> new Pause(now.plus(length), length);
    };
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
