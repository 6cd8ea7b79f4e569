package dev.pollwise.benchmarks.wire;

import dev.pollwise.benchmarks.peers.Pace;
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
 * @param together how many contenders measure at a time: more than one only where few calls are
 *     made
 * @param bound of a whole run; who is not through then has lost what is left
 */
record Course(Scenario scenario, Pace pace, int jobs, int lanes, int together, Duration bound) {

  private static final double FAILING = 0.1;

  /** A shipped scenario in which one job in ten fails, so that there are two ends to tell apart. */
  static Course of(String scenario, double scale, int jobs, int lanes, int together) {
    return new Course(
        ScenarioCatalogue.shipped().find(scenario).orElseThrow().withErrorProbability(FAILING),
        new Pace(scale),
        jobs,
        lanes,
        together,
        Duration.ofMinutes(3));
  }

  String name() {
    return scenario.name();
  }

  String title() {
    return "%s, %d jobs, %s, %s"
        .formatted(
            scenario.name(),
            jobs,
            pace.describe(),
            together == 1 ? "one contender at a time" : together + " contenders at a time");
  }
}
