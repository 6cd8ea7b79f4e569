package dev.pollwise.simulator.report;

import dev.pollwise.simulator.job.JobState;
import dev.pollwise.simulator.simulation.Job;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A request by which a client learned, or wanted to learn, of jobs; told when it is over.
 *
 * @param kind what it was
 * @param arrived when it came
 * @param answered when its answer was ready
 * @param faulted whether it met a fault other than a delay
 * @param about the jobs it named, each once, with what the client was told of each; none where
 *     there is no such job
 * @param notBefore until when the answer asked the client to leave those jobs alone
 */
public record StatusPoll(
    Kind kind,
    Moment arrived,
    Moment answered,
    boolean faulted,
    List<Told> about,
    Optional<Moment> notBefore) {

  /** What was asked for. */
  public enum Kind {
    /** The state of one job. */
    ONE,
    /** The states of several jobs. */
    BULK,
    /** Something else that shows states by the way, as a list does; never counts as a poll. */
    GLANCE
  }

  /**
   * An instant by both clocks.
   *
   * @param nanos the wall clock's steady time
   * @param simulated since the start of the server
   */
  public record Moment(long nanos, Duration simulated) {

    /** Whether both clocks say so; one of them may have been moved by hand. */
    boolean isBefore(Moment other) {
      return nanos - other.nanos < 0 && simulated.compareTo(other.simulated) < 0;
    }
  }

  /**
   * A job, and its state as the client was told; empty if it was refused.
   *
   * @param scale simulated seconds per wall-clock second at that time
   */
  public record Told(Job job, Optional<JobState> state, double scale) {

    boolean isOver() {
      return state.filter(JobState::isOver).isPresent();
    }
  }
}
