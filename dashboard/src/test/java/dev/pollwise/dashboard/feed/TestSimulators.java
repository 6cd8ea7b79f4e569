package dev.pollwise.dashboard.feed;

import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;

/** Real simulators for tests of the window. */
public final class TestSimulators {

  private TestSimulators() {}

  /** Jobs that take exactly so long and complete. */
  public static EmbeddedSimulator lasting(Duration jobs) {
    return EmbeddedSimulator.with(
        SimulatorServer.builder().seed(7).scenario(Scenario.lasting(DurationLaw.fixed(jobs))));
  }

  /** A simulator that a test has prepared. */
  public static EmbeddedSimulator with(SimulatorServer.Builder settings) {
    return EmbeddedSimulator.with(settings);
  }

  /** Refuses connections for a while. */
  public static void loseContact(EmbeddedSimulator simulator, Duration time) {
    simulator.server().fault(FaultRule.of(Fault.outage()).lease(time));
  }

  /** Takes its time for each submit. */
  public static void slowDown(EmbeddedSimulator simulator, Duration submits) {
    simulator
        .server()
        .fault(FaultRule.of(Fault.latency(DurationLaw.fixed(submits))).onRoute("create"));
  }

  /** Puts another scenario in force for jobs created from now on. */
  public static void use(EmbeddedSimulator simulator, Scenario scenario) {
    simulator.server().simulation().use(scenario);
  }
}
