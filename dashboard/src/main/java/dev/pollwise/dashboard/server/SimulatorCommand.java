package dev.pollwise.dashboard.server;

import java.nio.file.Path;
import java.time.Duration;

/** What can be asked of the control API of a simulator. */
public sealed interface SimulatorCommand {

  /** Look once a second, and tell what is seen, until asked to rest. */
  record Watch(ControlAddress place) implements SimulatorCommand {}

  /** Look once a second at nothing but how many requests there were. */
  record Count(ControlAddress place) implements SimulatorCommand {}

  /** Look no more. */
  record Rest() implements SimulatorCommand {}

  /** Put a scenario in force for jobs created from now on. */
  record UseScenario(String name) implements SimulatorCommand {}

  /** Put the scenario of a YAML file in force. */
  record OpenScenario(Path file) implements SimulatorCommand {}

  /** Write the scenario in force to a YAML file. */
  record SaveScenario(Path file) implements SimulatorCommand {}

  /** Add a fault rule. */
  record AddFault(FaultOrder fault) implements SimulatorCommand {}

  /** Lift a fault rule. */
  record LiftFault(String id) implements SimulatorCommand {}

  /**
   * Set the clock.
   *
   * @param scale simulated seconds per second
   * @param frozen whether time stands still
   */
  record SetClock(double scale, boolean frozen) implements SimulatorCommand {}

  /** Let so much simulated time pass at once. */
  record Advance(Duration by) implements SimulatorCommand {}
}
