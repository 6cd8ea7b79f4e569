package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Detail;
import dev.pollwise.client.job.Hint;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.job.WaitReason;
import dev.pollwise.client.poll.PollState.AwaitedResult;
import dev.pollwise.client.poll.PollState.Pause;
import dev.pollwise.client.poll.Step.Then;
import java.time.Duration;

/**
 * Reads an end again whose result is missing. While it is kept, nothing can undo it: not another
 * word, not a failed call. Pure, a part of {@link PollDecision}.
 */
final class ResultGrace {

  /** How long an end is read again for the sake of a missing result. */
  static final Duration LENGTH = Duration.ofSeconds(60);

  private ResultGrace() {}

  /** An answer came while an end is kept. */
  static Step reread(PollState state, AwaitedResult awaited, Answer answer, Duration now) {
    if (answer instanceof Answer.Seen(JobStatus.Terminal end, var hint, Detail detail, var heldFor)
        && detail == Detail.WHOLE
        && end.getClass() == awaited.end().getClass()) {
      return Appointment.ended(state, end.withEvidence(awaited.end().evidence()));
    }
    return answer instanceof Miss.Denied
        ? Appointment.ended(state, awaited.end())
        : kept(state, awaited, answer.hint(), now);
  }

  /** An end is kept, or goes on being kept. */
  static Step kept(PollState state, AwaitedResult awaited, Hint hint, Duration now) {
    PollState next = state.awaiting(awaited, now, PollDecision.pause(hint, now));
    return now.compareTo(endOf(awaited)) >= 0
        ? Appointment.ended(next, awaited.end())
        : readAgain(next, awaited, now);
  }

  /** What the answer leaves out is there already: no reason to wait. */
  static Step elsewhere(PollState state, AwaitedResult awaited, Hint hint, Duration now) {
    PollState next = state.awaiting(awaited, now, PollDecision.pause(hint, now));
    return readAgain(next, awaited, now, now, new WaitReason.ResultElsewhere());
  }

  /** Each reading comes after twice the time of the one before. */
  static Step readAgain(PollState state, AwaitedResult awaited, Duration now) {
    Duration from = state.pacedFrom();
    Duration next = from.plus(from.minus(awaited.since())).plus(Duration.ofSeconds(1));
    return readAgain(
        state, awaited, min(next, endOf(awaited)), now, new WaitReason.ResultMissing());
  }

  /** Reads at a wished moment, unless a floor or a limit forbids it. */
  static Step readAgain(
      PollState state, AwaitedResult awaited, Duration wish, Duration now, WaitReason reason) {
    Pause pause = state.pause();
    Duration slot = state.slot();
    Duration afterPause = pause == null ? wish : max(wish, pause.until());
    Duration due = max(now, slot == null ? afterPause : max(afterPause, slot));
    return due.compareTo(endOf(awaited)) > 0 || state.calls() >= state.policy().maxPolls()
        ? Appointment.ended(state, awaited.end())
        : Appointment.again(state, now, due, reason, Then.ASK);
  }

  private static Duration endOf(AwaitedResult awaited) {
    return awaited.since().plus(LENGTH);
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
