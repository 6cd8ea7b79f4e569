package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.pacing.PollingPolicy;
import java.time.Duration;

/**
 * Whatever is learned about a wait, from whichever side. All of it enters through {@link
 * PollLoop#observe}.
 */
sealed interface Observation {

  /**
   * The wait begins.
   *
   * @param fresh true if the job was submitted just now, so that asking at once is pointless
   */
  record Started(boolean fresh) implements Observation {}

  /**
   * A call has ended.
   *
   * @param answer what it brought
   * @param askedAt when it was made, in elapsed time of the wait
   */
  record Answered(Answer answer, Duration askedAt) implements Observation {}

  /** Somebody wants a look now. */
  record Nudged() implements Observation {}

  /**
   * Another policy is in force.
   *
   * @param policy the new one
   */
  record PolicyChanged(PollingPolicy policy) implements Observation {}

  /** The time has come to end the wait without another call. */
  record LimitReached() implements Observation {}

  /**
   * Nobody wants to watch any longer.
   *
   * @param by what stopped it
   */
  record Stopped(JobOutcome.StoppedBy by) implements Observation {}
}
