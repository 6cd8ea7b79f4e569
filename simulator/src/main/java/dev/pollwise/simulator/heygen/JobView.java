package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.job.JobState;

/** What one answer shows of a job. */
sealed interface JobView {

  /** That there is no such job. */
  record Hidden() implements JobView {}

  /**
   * A state.
   *
   * @param word in place of the state's own; empty for that one
   * @param urls whether a completed job shows where its result is
   */
  record Shown(JobState state, String word, boolean urls) implements JobView {

    static Shown truly(JobState state) {
      return new Shown(state, "", true);
    }
  }
}
