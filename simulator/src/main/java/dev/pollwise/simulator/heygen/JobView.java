package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Job;
import jakarta.json.JsonObjectBuilder;

/** What one answer shows of a job. */
sealed interface JobView {

  /** That there is no such job. */
  record Hidden() implements JobView {}

  /**
   * A state.
   *
   * @param word in place of the state's own; empty for that one
   * @param urls whether a completed job shows where its result is
   * @param patch a JSON merge patch for what is shown; empty for none
   */
  record Shown(JobPlan.State state, String word, boolean urls, String patch) implements JobView {

    static Shown truly(JobPlan.State state) {
      return new Shown(state, "", true, "");
    }

    /** What is shown, patched. */
    JsonObjectBuilder patched(JsonObjectBuilder json, Job job) {
      return patch.isEmpty() ? json : Response.OwnBody.patched(json, patch, job);
    }
  }
}
