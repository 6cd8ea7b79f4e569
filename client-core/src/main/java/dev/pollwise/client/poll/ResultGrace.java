package dev.pollwise.client.poll;

import static dev.pollwise.client.job.Durations.min;
import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Detail;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobOutcome.LastLook;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.poll.PollState.AwaitedResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes in an end, and reads one again whose result is missing. Pure, a part of {@link
 * PollDecision}.
 *
 * <p>Which of several sources is believed: the answer about the job alone, since it alone brings
 * the result. A whole end in it is final. An answer about several jobs is as good where it tells
 * the whole end; where it says only that a job is over, and where a webhook or a batch says so, the
 * job is asked about alone. From then on:
 *
 * <ul>
 *   <li>a whole end is delivered, also if it is another than was said before;
 *   <li>an end without its result, and after such a one any other status, counts against the grace;
 *       when that is used up, the end is delivered without the result;
 *   <li>a failure that is told by an error in place of a status counts likewise, and is delivered
 *       if nothing else is said within the grace;
 *   <li>if the job still runs, what others said waits for its confirmation, and ends nothing;
 *   <li>a call that fails says nothing of the result. It has the failure budget, and the time it
 *       takes is not taken from the grace.
 * </ul>
 *
 * <p>Deadline and number of polls hold as ever. They deliver an end without its result only if the
 * last answer about the job alone said that there is none.
 */
final class ResultGrace {

  /** How long answers may lack a result. */
  static final Duration LENGTH = Duration.ofSeconds(60);

  private static final Duration LONGEST_GAP = Duration.ofSeconds(60);

  private ResultGrace() {}

  /** An answer tells an end, or came while one was waiting for its result. */
  static Step read(PollState state, Answer.Seen answer, boolean isLast, DecisionContext context) {
    Duration now = context.now();
    AwaitedResult before = state.awaited();
    JobStatus.Terminal end = answer.status() instanceof JobStatus.Terminal over ? over : null;
    if (end != null && answer.detail() == Detail.COMPLETE) {
      return Limits.ended(state, end.withEvidence(evidence(state, before, end, now)));
    }
    AwaitedResult awaited = awaited(state, before, end, answer.detail(), now);
    JobStatus status = awaited.isConfirmed() || end != null ? awaited.end() : answer.status();
    PollState next = state.awaiting(awaited, status, now, PollDecision.pause(answer.hint(), now));
    if (awaited.isConfirmed() && !awaited.graceLeft().isPositive()) {
      return Limits.ended(next, awaited.end());
    }
    if (isLast) {
      return Limits.timedOut(next, LastLook.TAKEN);
    }
    return before == null && !awaited.isConfirmed()
        ? Limits.at(next, now, new WaitReason.ResultElsewhere(), context)
        : readAgain(next, awaited, context);
  }

  private static AwaitedResult awaited(
      PollState state,
      @Nullable AwaitedResult before,
      JobStatus.@Nullable Terminal end,
      Detail detail,
      Duration now) {
    if (before == null) {
      JobStatus.Terminal known =
          requireNonNull(end, "first end").withEvidence(state.evidenceOfEnd(now));
      return new AwaitedResult(known, now, LENGTH, detail == Detail.STATUS_ONLY ? null : now);
    }
    boolean isDoubtful = before.end() instanceof JobStatus.Failed; // its answers lacked a status
    if (end == null && (isDoubtful || !before.isConfirmed())) {
      // Contradicted: nothing is known any longer of when it ended.
      JobStatus.Terminal doubted = before.end().withEvidence(state.evidence());
      return new AwaitedResult(doubted, before.since(), LENGTH, null);
    }
    JobStatus.Terminal known =
        end == null ? before.end() : end.withEvidence(evidence(state, before, end, now));
    return new AwaitedResult(known, before.since(), graceLeft(state, before, now), now);
  }

  /** Only the time between two answers that lack the result is taken from it. */
  private static Duration graceLeft(PollState state, AwaitedResult before, Duration now) {
    Duration lackedAt = before.lackedAt();
    return lackedAt == null || state.missStreak().misses() > 0
        ? before.graceLeft()
        : before.graceLeft().minus(now.minus(lackedAt));
  }

  /** An end was found when it was first seen, unless something else was said of the job since. */
  private static Evidence evidence(
      PollState state, @Nullable AwaitedResult before, JobStatus.Terminal end, Duration now) {
    return before != null
            && before.end().getClass() == end.getClass()
            && before.end().evidence().lateness() instanceof Lateness.AtMost
        ? before.end().evidence()
        : state.evidenceOfEnd(now);
  }

  /**
   * Each reading comes after twice the time of the one before, the last at the end of the grace.
   */
  static Step readAgain(PollState state, AwaitedResult awaited, DecisionContext context) {
    Duration from = state.pacedFrom();
    Duration lackedAt = awaited.lackedAt();
    Duration waited =
        lackedAt == null ? from.minus(awaited.since()) : LENGTH.minus(awaited.graceLeft());
    Duration gap = min(waited.plusSeconds(1), LONGEST_GAP);
    Duration next = from.plus(lackedAt == null ? gap : min(gap, awaited.graceLeft()));
    return Limits.at(state, next, new WaitReason.ResultMissing(), context);
  }
}
