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
 * @param calls status calls made
 * @param readings usable answers among them
 * @param pacedFrom when the interval in force began
 * @param status the last status seen; null before the first
 * @param aliveAt the latest moment at which the job is known not to have been over; null if there
 *     is none
 * @param misses calls in a row that brought no usable answer
 * @param throttled whether the last of them was told that there are too many calls
 * @param failing the failures in a row that count against the failure budget; null if there is none
 * @param pause the pause that the last answer asked for; null if it asked for none
 * @param held an end whose result is still missing; null if there is none
 */
record PollState(
    ResumeToken token,
    PollingPolicy policy,
    int calls,
    int readings,
    Duration pacedFrom,
    @Nullable JobStatus status,
    @Nullable Duration aliveAt,
    int misses,
    boolean throttled,
    @Nullable Failing failing,
    @Nullable Pause pause,
    @Nullable Held held) {

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
   * An end that is certain, but whose result the server has not filled in yet.
   *
   * @param end what is known
   * @param since when it was seen first
   */
  record Held(JobStatus.Terminal end, Duration since) {}

  static PollState initial(ResumeToken token, PollingPolicy policy) {
    return new PollState(
        token, policy, 0, 0, Duration.ZERO, null, null, 0, false, null, null, null);
  }

  JobId jobId() {
    return token.jobId();
  }

  /** What the wait has cost if nothing is known about the end. */
  Evidence evidence() {
    return new Evidence(calls, new Lateness.Unknown());
  }

  /** What the wait has cost if the end is seen now. */
  Evidence evidenceOfEnd(Duration now) {
    return aliveAt == null
        ? evidence()
        : new Evidence(calls, new Lateness.AtMost(now.minus(aliveAt)));
  }

  /** A call is made. */
  PollState asked() {
    return new PollState(
        token, policy, calls + 1, readings, pacedFrom, status, aliveAt, misses, throttled, failing,
        pause, held);
  }

  /** The job is known to be alive at a moment, and an interval begins. */
  PollState submitted(Duration now) {
    return new PollState(
        token, policy, calls, readings, now, status, now, misses, throttled, failing, pause, held);
  }

  /** A call saw the job alive. */
  PollState alive(JobStatus status, Duration askedAt, Duration now, @Nullable Pause pause) {
    return new PollState(
        token, policy, calls, readings + 1, now, status, askedAt, 0, false, null, pause, held);
  }

  /** A call saw an end that is kept for a while, or saw nothing new while one is kept. */
  PollState holding(Held held, Duration now, @Nullable Pause pause) {
    return new PollState(
        token, policy, calls, readings, now, held.end(), aliveAt, 0, false, null, pause, held);
  }

  /** A call saw the end. */
  PollState ended(JobStatus.Terminal end) {
    return new PollState(
        token, policy, calls, readings + 1, pacedFrom, end, aliveAt, 0, false, null, null, null);
  }

  /** A call brought no usable answer. */
  PollState missed(
      Duration now, boolean throttled, @Nullable Failing failing, @Nullable Pause pause) {
    return new PollState(
        token,
        policy,
        calls,
        readings,
        now,
        status,
        aliveAt,
        misses + 1,
        throttled,
        failing,
        pause,
        held);
  }

  PollState withPolicy(PollingPolicy policy) {
    return new PollState(
        token, policy, calls, readings, pacedFrom, status, aliveAt, misses, throttled, failing,
        pause, held);
  }
}
