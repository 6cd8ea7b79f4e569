package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Detail;
import dev.pollwise.client.job.Hint;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.job.WaitReason;
import dev.pollwise.client.poll.PollState.Held;
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
  static Step reread(PollState state, Held held, Answer answer, Duration now) {
    if (answer instanceof Answer.Seen(JobStatus.Terminal end, var hint, Detail detail, var heldFor)
        && detail == Detail.WHOLE
        && end.getClass() == held.end().getClass()) {
      return Appointment.ended(state, end.withEvidence(held.end().evidence()));
    }
    return answer instanceof Miss.Denied
        ? Appointment.ended(state, held.end())
        : kept(state, held, answer.hint(), now);
  }

  /** An end is kept, or goes on being kept. */
  static Step kept(PollState state, Held held, Hint hint, Duration now) {
    PollState next = state.holding(held, now, PollDecision.pause(hint, now));
    return now.compareTo(endOf(held)) >= 0
        ? Appointment.ended(next, held.end())
        : readAgain(next, held, now);
  }

  /** What the answer leaves out is there already: no reason to wait. */
  static Step elsewhere(PollState state, Held held, Hint hint, Duration now) {
    PollState next = state.holding(held, now, PollDecision.pause(hint, now));
    return readAgain(next, held, now, now, new WaitReason.ResultElsewhere());
  }

  /** Each reading comes after twice the time of the one before. */
  static Step readAgain(PollState state, Held held, Duration now) {
    Duration from = state.pacedFrom();
    Duration next = from.plus(from.minus(held.since())).plus(Duration.ofSeconds(1));
    return readAgain(state, held, min(next, endOf(held)), now, new WaitReason.ResultMissing());
  }

  /** Reads at a wished moment, unless a floor or a limit forbids it. */
  static Step readAgain(
      PollState state, Held held, Duration wish, Duration now, WaitReason reason) {
    Pause pause = state.pause();
    Duration slot = state.slot();
    Duration afterPause = pause == null ? wish : max(wish, pause.until());
    Duration due = max(now, slot == null ? afterPause : max(afterPause, slot));
    return due.compareTo(endOf(held)) > 0 || state.calls() >= state.policy().maxPolls()
        ? Appointment.ended(state, held.end())
        : Appointment.again(state, now, due, reason, Then.ASK);
  }

  private static Duration endOf(Held held) {
    return held.since().plus(LENGTH);
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
