package dev.pollwise.client.poll;

import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobOutcome;
import java.time.Duration;

/** What a decision says comes next. */
sealed interface Step {

  /** The state after the observation that led here. */
  PollState state();

  /**
   * Wait, then go on.
   *
   * @param due when to go on, in elapsed time of the wait
   * @param delay from the decision until then; zero or more
   * @param then what to do when the time has come
   */
  record Again(PollState state, Duration due, Duration delay, WaitReason reason, Then then)
      implements Step {

    /** The same appointment, seen from a later moment. */
    Again seenFrom(Duration now) {
      Duration left = due.minus(now);
      return new Again(state, due, left.isNegative() ? Duration.ZERO : left, reason, then);
    }

    /**
     * Whether an observation comes too late to change this: the call that it is about has been
     * made, or is due for another reason.
     */
    boolean isLeftAloneBy(Observation observation) {
      return switch (observation) {
        case Observation.ReservationMoved moved -> !isOverBudget();
        case Observation.OthersJoined company -> !(reason instanceof WaitReason.Paced);
        case Observation.ContactRegained news ->
            !(reason instanceof WaitReason.BackingOff) || state.missStreak().failures() == null;
        case Observation other -> false;
      };
    }

    private boolean isOverBudget() {
      Duration slot = state.slot();
      return slot != null && due.compareTo(slot) <= 0;
    }
  }

  /** The wait is over. */
  record Done(PollState state, JobOutcome outcome) implements Step {}

  /** What follows a wait. */
  enum Then {
    /** Make a call. */
    ASK,
    /** End the wait: a limit is reached and a call is not allowed. */
    CONCLUDE
  }
}
