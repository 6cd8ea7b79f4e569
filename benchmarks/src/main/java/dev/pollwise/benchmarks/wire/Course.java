package dev.pollwise.benchmarks.wire;

import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import java.time.Duration;

/**
 * What the pollers have to get through.
 *
 * @param scenario of the simulator
 * @param pace how much faster it goes
 * @param jobs how many there are
 * @param lanes how many of them run at a time: one begins when another one is over
 * @param bound of a whole run; who is not through then has lost what is left
 */
record Course(Scenario scenario, Pace pace, int jobs, int lanes, Duration bound) {

  private static final double FAILING = 0.1;

  /** A shipped scenario in which one job in ten fails, so that there are two ends to tell apart. */
  static Course of(String scenario, double scale, int jobs, int lanes) {
    return new Course(
        ScenarioCatalogue.shipped().find(scenario).orElseThrow().withErrorProbability(FAILING),
        new Pace(scale),
        jobs,
        lanes,
        Duration.ofMinutes(4));
  }

  String name() {
    return scenario.name();
  }
}
