package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.policy.PollingPolicy;
import java.time.Duration;

/**
 * Whatever is learned about a wait, from whichever side. All of it enters through {@link
 * PollLoop#observe}.
 */
sealed interface Observation {

  /**
   * The wait begins with the submit of the job, so that asking at once is pointless.
   *
   * @param notBefore the job began then or later, and so was not over; in elapsed time of the wait,
   *     zero or less
   * @param hint when the answer to the submit wants the first call
   */
  record Submitted(Duration notBefore, Hint hint) implements Observation {

    /** Where the answer said nothing of the kind. */
    Submitted(Duration notBefore) {
      this(notBefore, Hint.none());
    }
  }

  /** The wait begins for a job that runs already. */
  record AlreadyRunning() implements Observation {}

  /**
   * A call has ended.
   *
   * @param call what call it was
   */
  record Answered(Answer answer, Call call) implements Observation {}

  /**
   * A call that has ended.
   *
   * @param askedAt when it was made, in elapsed time of the wait
   * @param longestHold how long the server was allowed to hold it
   * @param participants how many waits shared it; 0 if it was given up before it was made
   * @param repeats how often it was sent again below the client
   * @param age for how long a cache has kept the answer; zero if none has
   * @param requestId what the server calls its answer; empty where it says nothing of the kind
   */
  record Call(
      Duration askedAt,
      Duration longestHold,
      int participants,
      int repeats,
      Duration age,
      String requestId) {

    Call(Duration askedAt, Duration longestHold, int participants, int repeats) {
      this(askedAt, longestHold, participants, repeats, Duration.ZERO, "");
    }

    /** Given up before it was made. */
    static final Call NOT_MADE = new Call(Duration.ZERO, Duration.ZERO, 0, 0);

    /** A call about one job, answered at once. */
    static Call at(Duration askedAt) {
      return new Call(askedAt, Duration.ZERO, 1, 0);
    }
  }

  /** Somebody says that there is news of the job. */
  record Announced() implements Observation {}

  /**
   * The call that is due falls into a pause that another call heard of.
   *
   * @param until when it ends, in elapsed time of the wait
   * @param length as the server gave it
   */
  record Paused(Duration until, Duration length) implements Observation {}

  /**
   * The call that is due has to wait until the budget has room.
   *
   * @param until when that is, in elapsed time of the wait; the room is kept
   */
  record OverBudget(Duration until) implements Observation {}

  /**
   * The room that the budget keeps for the call that is over it is at another moment now.
   *
   * @param until when that is, in elapsed time of the wait
   */
  record ReservationMoved(Duration until) implements Observation {}

  /** From now on there are other waits that calls can be shared with. */
  record OthersJoined() implements Observation {}

  /**
   * The server, which this wait's calls do not reach, has answered another one's.
   *
   * @param waits how many hear of it at the same time, 1 or more
   */
  record ContactRegained(int waits) implements Observation {}

  /** Somebody wants a look now. */
  record PollRequested() implements Observation {}

  /** Another policy is in force. */
  record PolicyChanged(PollingPolicy policy) implements Observation {}

  /** The time has come to end the wait without another call. */
  record LimitReached() implements Observation {}

  /** Nobody wants to watch any longer. */
  record Stopped(JobOutcome.StoppedBy by) implements Observation {}
}
