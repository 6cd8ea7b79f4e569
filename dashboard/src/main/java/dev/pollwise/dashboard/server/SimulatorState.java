package dev.pollwise.dashboard.server;

import java.util.List;
import java.util.Map;

/**
 * A simulator at a moment, as its control API tells.
 *
 * @param takesRequests whether it does, or is about to stop
 * @param scenario the name of the one in force
 * @param description what the scenario is good for; may be empty
 * @param scenarios the names of those that can be chosen
 * @param clock its time
 * @param faults the rules in force
 * @param requests how many it has answered or left unanswered so far
 * @param jobs how many are in each state
 * @param verdict its verdict on this client
 */
public record SimulatorState(
    boolean takesRequests,
    String scenario,
    String description,
    List<String> scenarios,
    SimulatorClock clock,
    List<ActiveFault> faults,
    long requests,
    Map<String, Integer> jobs,
    Verdict verdict) {

  /** Keeps what it was given. */
  public SimulatorState {
    scenarios = List.copyOf(scenarios);
    faults = List.copyOf(faults);
    jobs = Map.copyOf(jobs);
  }

  /** Jobs that are not over. */
  public int activeJobs() {
    return jobs.getOrDefault("pending", 0) + jobs.getOrDefault("running", 0);
  }
}
