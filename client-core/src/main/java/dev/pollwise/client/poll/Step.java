package dev.pollwise.client.poll;

import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.WaitReason;
import java.time.Duration;

/** What a decision says comes next. */
sealed interface Step {

  /** The state after the observation that led here. */
  PollState state();

  /**
   * Wait, then go on.
   *
   * @param state the state after the observation
   * @param due when to go on, in elapsed time of the wait
   * @param delay from the decision until then; zero or more
   * @param reason why then
   * @param then what to do when the time has come
   */
  record Again(PollState state, Duration due, Duration delay, WaitReason reason, Then then)
      implements Step {

    /** The same appointment, seen from a later moment. */
    Again seenFrom(Duration now) {
      return new Again(state, due, due.minus(now), reason, then);
    }
  }

  /**
   * The wait is over.
   *
   * @param state the last state
   * @param outcome how it ended
   */
  record Done(PollState state, JobOutcome outcome) implements Step {}

  /** What follows a wait. */
  enum Then {
    /** Make a call. */
    ASK,
    /** End the wait: a limit is reached and a call is not allowed. */
    CONCLUDE
  }
}
