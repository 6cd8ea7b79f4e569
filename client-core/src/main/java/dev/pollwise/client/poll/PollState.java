package dev.pollwise.client.poll;

import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.Lateness;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.pacing.PollingPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision needs to know of the past of a wait. Every time is elapsed time of the wait.
 *
 * @param token names the job and takes up the wait again
 * @param policy in force
 * @param spent what the calls have cost
 * @param readings usable answers among them
 * @param pacedFrom when the interval in force began
 * @param status the last status seen; null before the first
 * @param aliveAt the latest moment at which the job is known not to have been over; null if there
 *     is none
 * @param trouble the calls in a row that brought no usable answer
 * @param pause the pause that the last answer asked for; null if it asked for none
 * @param slot when the call budget has room for the next call; null if that was not asked
 * @param longPoll for how long the server was willing to hold the last call, and did; null if it
 *     was not held
 * @param held an end whose result is still missing; null if there is none
 */
record PollState(
    ResumeToken token,
    PollingPolicy policy,
    Spent spent,
    int readings,
    Duration pacedFrom,
    @Nullable JobStatus status,
    @Nullable Duration aliveAt,
    Trouble trouble,
    @Nullable Pause pause,
    @Nullable Duration slot,
    @Nullable Duration longPoll,
    @Nullable Held held) {

  /**
   * What the calls have cost.
   *
   * @param calls how many asked about this job
   * @param share the same, where a call that asked about m jobs counts as 1/m
   * @param riders how many waits shared the last call, 1 or more
   */
  record Spent(int calls, double share, int riders) {

    static final Spent NOTHING = new Spent(0, 0, 1);

    /** A call is made, of which nothing is known yet but that it is made. */
    Spent call() {
      return new Spent(calls + 1, share + 1, riders);
    }

    /** What the last call turned out to be. */
    Spent settled(Observation.Call call) {
      if (call.riders() == 0) {
        return new Spent(calls - 1, share - 1, riders);
      }
      double paid = (1.0 + call.repeats()) / call.riders();
      return new Spent(calls + call.repeats(), share - 1 + paid, call.riders());
    }
  }

  /**
   * Calls in a row that brought no usable answer.
   *
   * @param misses how many
   * @param throttled whether the last of them was told that there are too many calls
   * @param failing those that count against the failure budget; null if there is none
   */
  record Trouble(int misses, boolean throttled, @Nullable Failing failing) {

    static final Trouble NONE = new Trouble(0, false, null);

    Trouble and(Miss miss, @Nullable Failing failing) {
      return new Trouble(misses + 1, miss instanceof Miss.Throttled, failing);
    }
  }

  /**
   * Failures in a row.
   *
   * @param since when the first was certain
   * @param calls how many, from 1
   * @param last the latest
   */
  record Failing(Duration since, int calls, Miss last) {}

  /**
   * A pause that the server asked for.
   *
   * @param until no call before
   * @param length as the server gave it
   */
  record Pause(Duration until, Duration length) {}

  /**
   * An end whose result is still missing.
   *
   * @param end the end, with the evidence of the call that saw it
   * @param since when it was first seen
   */
  record Held(JobStatus.Terminal end, Duration since) {}

  /** Nothing has happened yet. */
  static PollState initial(ResumeToken token, PollingPolicy policy) {
    return new PollState(
        token,
        policy,
        Spent.NOTHING,
        0,
        Duration.ZERO,
        null,
        null,
        Trouble.NONE,
        null,
        null,
        null,
        null);
  }

  JobId jobId() {
    return token.jobId();
  }

  int calls() {
    return spent.calls();
  }

  /** What the wait has cost, with what is known of the end. */
  Evidence evidence(Lateness lateness) {
    // Sums of halves and thirds are not exact.
    double share = Math.clamp(spent.share(), 0, spent.calls());
    return new Evidence(spent.calls(), share, lateness);
  }

  /** What the wait has cost if nothing is known about the end. */
  Evidence evidence() {
    return evidence(new Lateness.Unknown());
  }

  /** What the wait has cost if the end is seen now. */
  Evidence evidenceOfEnd(Duration now) {
    return aliveAt == null ? evidence() : evidence(new Lateness.AtMost(now.minus(aliveAt)));
  }

  /** A call is made. */
  PollState asked() {
    return new PollState(
        token,
        policy,
        spent.call(),
        readings,
        pacedFrom,
        status,
        aliveAt,
        trouble,
        pause,
        null,
        null,
        held);
  }

  /** What the call that was made turned out to be. */
  PollState settled(Observation.Call call) {
    return new PollState(
        token,
        policy,
        spent.settled(call),
        readings,
        pacedFrom,
        status,
        aliveAt,
        trouble,
        pause,
        slot,
        longPoll,
        held);
  }

  /** The job is known to be alive at a moment, and an interval begins. */
  PollState submitted(Duration now) {
    return new PollState(
        token, policy, spent, readings, now, status, now, trouble, pause, slot, longPoll, held);
  }

  /** A call saw the job alive. */
  PollState alive(
      JobStatus status,
      Duration aliveAt,
      Duration now,
      @Nullable Pause pause,
      @Nullable Duration longPoll) {
    return new PollState(
        token,
        policy,
        spent,
        readings + 1,
        now,
        status,
        aliveAt,
        Trouble.NONE,
        pause,
        slot,
        longPoll,
        held);
  }

  /** A call saw an end that is kept for a while, or saw nothing new while one is kept. */
  PollState holding(Held held, Duration now, @Nullable Pause pause) {
    return new PollState(
        token,
        policy,
        spent,
        readings,
        now,
        held.end(),
        aliveAt,
        Trouble.NONE,
        pause,
        slot,
        null,
        held);
  }

  /** A call saw the end. */
  PollState ended(JobStatus.Terminal end) {
    return new PollState(
        token,
        policy,
        spent,
        readings + 1,
        pacedFrom,
        end,
        aliveAt,
        Trouble.NONE,
        null,
        slot,
        null,
        null);
  }

  /** A call brought no usable answer. */
  PollState missed(Duration now, Trouble trouble, @Nullable Pause pause) {
    return new PollState(
        token, policy, spent, readings, now, status, aliveAt, trouble, pause, slot, null, held);
  }

  PollState withPolicy(PollingPolicy policy) {
    return new PollState(
        token, policy, spent, readings, pacedFrom, status, aliveAt, trouble, pause, slot, longPoll,
        held);
  }

  /** The budget has room for the next call at a moment, and keeps it. */
  PollState withSlot(Duration slot) {
    return new PollState(
        token, policy, spent, readings, pacedFrom, status, aliveAt, trouble, pause, slot, longPoll,
        held);
  }
}
