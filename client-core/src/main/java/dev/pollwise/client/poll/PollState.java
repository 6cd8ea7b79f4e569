package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision needs to know of the past of a wait. Every time is elapsed time of the wait.
 *
 * @param token names the job and takes up the wait again
 * @param policy in force
 * @param pacedFrom when the interval in force began
 * @param cost what the calls have cost
 * @param lastSeen what they have brought
 * @param missStreak the calls in a row that brought no usable answer
 * @param next what forbids the next call, or wants it at once
 */
record PollState(
    ResumeToken token,
    PollingPolicy policy,
    Duration pacedFrom,
    Cost cost,
    LastSeen lastSeen,
    MissStreak missStreak,
    NextCall next) {

  /**
   * What the calls have cost.
   *
   * @param calls how many asked about this job
   * @param share the same, where a call that asked about m jobs counts as 1/m
   * @param participants how many waits shared the last call, 1 or more
   */
  record Cost(int calls, double share, int participants) {

    static final Cost NOTHING = new Cost(0, 0, 1);

    Cost {
      requireAtLeast("calls", calls, 0);
      requireAtLeast("participants", participants, 1);
    }

    /** A call is made, of which nothing is known yet but that it is made. */
    Cost call() {
      return new Cost(calls + 1, share + 1, participants);
    }

    /** What the last call turned out to be. */
    Cost settled(Observation.Call call) {
      if (call.participants() == 0) {
        return new Cost(calls - 1, share - 1, participants);
      }
      double paid = (1.0 + call.repeats()) / call.participants();
      return new Cost(calls + call.repeats(), share - 1 + paid, call.participants());
    }
  }

  /**
   * What was seen of the job.
   *
   * @param readings usable answers
   * @param status the last one seen; null before the first
   * @param aliveAt the latest moment at which the job is known not to have been over; null if there
   *     is none
   * @param longPoll for how long the server was willing to hold the last call, and did; null if it
   *     was not held
   * @param awaited an end whose result is still missing; null if there is none
   */
  record LastSeen(
      int readings,
      @Nullable JobStatus status,
      @Nullable Duration aliveAt,
      @Nullable Duration longPoll,
      @Nullable AwaitedResult awaited) {

    static final LastSeen NOTHING = new LastSeen(0, null, null, null, null);

    LastSeen {
      requireAtLeast("readings", readings, 0);
    }

    private LastSeen without(@Nullable Duration aliveAt) {
      return new LastSeen(readings, status, aliveAt, null, awaited);
    }
  }

  /**
   * Calls in a row that brought no usable answer.
   *
   * @param misses how many
   * @param throttled whether the last of them was told that there are too many calls
   * @param failures those that count against the failure budget; null if there is none
   */
  record MissStreak(int misses, boolean throttled, @Nullable FailureStreak failures) {

    static final MissStreak NONE = new MissStreak(0, false, null);

    MissStreak {
      requireAtLeast("misses", misses, failures == null ? 0 : 1);
    }

    MissStreak and(Miss miss, @Nullable FailureStreak failures) {
      return new MissStreak(misses + 1, miss instanceof Miss.Throttled, failures);
    }
  }

  /**
   * Failures in a row.
   *
   * @param since when the first was certain
   * @param calls how many, from 1
   * @param last the latest
   * @param requestId what the server calls its answer to that
   * @param movedSince since when all say that the server has moved for good; null if the last does
   *     not
   */
  record FailureStreak(
      Duration since, int calls, Miss last, String requestId, @Nullable Duration movedSince) {

    static FailureStreak first(Miss miss, String requestId, Duration now) {
      return new FailureStreak(now, 0, miss, requestId, null).and(miss, requestId, now);
    }

    FailureStreak and(Miss miss, String requestId, Duration now) {
      boolean isMoved = miss instanceof Miss.Redirected to && to.isPermanent();
      Duration first = movedSince == null ? now : movedSince;
      return new FailureStreak(since, calls + 1, miss, requestId, isMoved ? first : null);
    }
  }

  /**
   * What forbids the next call, or wants it at once.
   *
   * @param pause the pause that the last answer asked for, or a longer one that another call heard
   *     of; null if there is none
   * @param slot when the call budget has room for it; null if that was not asked
   * @param wanted why somebody wants it as soon as nothing forbids it; null if nobody does
   */
  record NextCall(@Nullable Pause pause, @Nullable Duration slot, @Nullable WaitReason wanted) {

    static final NextCall FREE = new NextCall(null, null, null);
  }

  /**
   * A pause that the server asked for.
   *
   * @param until no call before
   * @param length as the server gave it
   * @param isOfAnother whether another call heard of it
   */
  record Pause(Duration until, Duration length, boolean isOfAnother) {

    WaitReason reason() {
      return isOfAnother ? new WaitReason.HintedToAnother(length) : new WaitReason.Hinted(length);
    }
  }

  /**
   * An end whose result is still missing.
   *
   * @param end the end, with the evidence of the call that saw it
   * @param since when it was first seen
   * @param graceLeft for how much longer answers may lack the result
   * @param lackedAt when the last answer about the job alone lacked it; null where nothing but
   *     other sources said that the job is over
   */
  record AwaitedResult(
      JobStatus.Terminal end, Duration since, Duration graceLeft, @Nullable Duration lackedAt) {

    boolean isConfirmed() {
      return lackedAt != null;
    }
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " " + value + ": must be at least " + least);
    }
  }

  /** Nothing has happened yet. */
  static PollState initial(ResumeToken token, PollingPolicy policy) {
    return new PollState(
        token,
        policy,
        Duration.ZERO,
        Cost.NOTHING,
        LastSeen.NOTHING,
        MissStreak.NONE,
        NextCall.FREE);
  }

  JobId jobId() {
    return token.jobId();
  }

  int calls() {
    return cost.calls();
  }

  @Nullable JobStatus status() {
    return lastSeen.status();
  }

  /** The end that the wait delivers; null as long as it has seen none, or a result is missing. */
  JobStatus.@Nullable Terminal end() {
    return status() instanceof JobStatus.Terminal end && awaited() == null ? end : null;
  }

  JobOutcome.LastStatus lastStatus() {
    JobStatus last = status();
    return last == null ? new JobOutcome.LastStatus.Unseen() : new JobOutcome.LastStatus.Seen(last);
  }

  @Nullable Duration aliveAt() {
    return lastSeen.aliveAt();
  }

  @Nullable Duration longPoll() {
    return lastSeen.longPoll();
  }

  @Nullable AwaitedResult awaited() {
    return lastSeen.awaited();
  }

  @Nullable Pause pause() {
    return next.pause();
  }

  @Nullable Duration slot() {
    return next.slot();
  }

  @Nullable WaitReason wanted() {
    return next.wanted();
  }

  /** What the wait has cost, with what is known of the end. */
  Evidence evidence(Lateness lateness) {
    // Sums of halves and thirds are not exact.
    double share = Math.clamp(cost.share(), 0, cost.calls());
    return new Evidence(cost.calls(), share, lateness);
  }

  /** What the wait has cost if nothing is known about the end. */
  Evidence evidence() {
    return evidence(new Lateness.Unknown());
  }

  /** What the wait has cost so far, with what its end, if it was seen, has shown. */
  Evidence evidenceSoFar() {
    JobStatus.Terminal end = end();
    return end == null ? evidence() : evidence(end.evidence().lateness());
  }

  /** What the wait has cost if the end is seen now. */
  Evidence evidenceOfEnd(Duration now) {
    Duration aliveAt = aliveAt();
    return aliveAt == null ? evidence() : evidence(new Lateness.AtMost(now.minus(aliveAt)));
  }

  /** A call is made. */
  PollState asked() {
    return with(cost.call(), lastSeen.without(aliveAt()), new NextCall(pause(), null, wanted()));
  }

  /** What the call that was made turned out to be: unless it was not made, nobody waits for it. */
  PollState settled(Observation.Call call) {
    WaitReason unmet = call.participants() == 0 ? wanted() : null;
    return with(cost.settled(call), lastSeen, new NextCall(pause(), slot(), unmet));
  }

  /** The job is known not to have been over at a moment, and an interval begins. */
  PollState submitted(Duration notBefore, Duration now, @Nullable Pause pause) {
    return answered(now, lastSeen.without(notBefore), missStreak, pause);
  }

  /** A call saw the job alive. */
  PollState alive(
      JobStatus status,
      Duration aliveAt,
      Duration now,
      @Nullable Pause pause,
      @Nullable Duration longPoll) {
    LastSeen seen = new LastSeen(lastSeen.readings() + 1, status, aliveAt, longPoll, awaited());
    return answered(now, seen, MissStreak.NONE, pause);
  }

  /** A call saw an end without its result, or nothing new while one is awaited. */
  PollState awaiting(AwaitedResult awaited, JobStatus status, Duration now, @Nullable Pause pause) {
    LastSeen seen = new LastSeen(lastSeen.readings(), status, aliveAt(), null, awaited);
    return answered(now, seen, MissStreak.NONE, pause);
  }

  /** A call saw the end. */
  PollState ended(JobStatus.Terminal end) {
    LastSeen seen = new LastSeen(lastSeen.readings() + 1, end, aliveAt(), null, null);
    return answered(pacedFrom, seen, MissStreak.NONE, null);
  }

  /** A call brought no usable answer. */
  PollState missed(Duration now, MissStreak missStreak, @Nullable Pause pause) {
    return answered(now, lastSeen.without(aliveAt()), missStreak, pause);
  }

  PollState withPolicy(PollingPolicy policy) {
    return new PollState(token, policy, pacedFrom, cost, lastSeen, missStreak, next);
  }

  /** Another call heard of a pause; the longer one binds. */
  PollState withPause(Pause other) {
    Pause own = pause();
    Pause longer = own == null || own.until().compareTo(other.until()) < 0 ? other : own;
    return with(cost, lastSeen, new NextCall(longer, slot(), wanted()));
  }

  /** The budget has room for the next call at a moment, and keeps it. */
  PollState withSlot(Duration slot) {
    return with(cost, lastSeen, new NextCall(pause(), slot, wanted()));
  }

  /** Somebody wants the next call as soon as nothing forbids it, whatever changes until then. */
  PollState wanting(WaitReason reason) {
    return with(cost, lastSeen, new NextCall(pause(), slot(), reason));
  }

  private PollState with(Cost cost, LastSeen lastSeen, NextCall next) {
    return new PollState(token, policy, pacedFrom, cost, lastSeen, missStreak, next);
  }

  private PollState answered(
      Duration pacedFrom, LastSeen lastSeen, MissStreak missStreak, @Nullable Pause pause) {
    NextCall next = new NextCall(pause, slot(), wanted());
    return new PollState(token, policy, pacedFrom, cost, lastSeen, missStreak, next);
  }
}
