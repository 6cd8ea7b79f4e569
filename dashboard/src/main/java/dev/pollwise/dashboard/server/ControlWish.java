package dev.pollwise.dashboard.server;

import java.nio.file.Path;
import java.time.Duration;

/** What can be asked of the control face of a simulator. */
public sealed interface ControlWish {

  /** Look once a second, and tell what is seen, until asked to rest. */
  record Watch(ControlPlace place) implements ControlWish {}

  /** Look once a second at nothing but how many requests there were. */
  record Count(ControlPlace place) implements ControlWish {}

  /** Look no more. */
  record Rest() implements ControlWish {}

  /** Put a scenario in force for jobs created from now on. */
  record UseScenario(String name) implements ControlWish {}

  /** Put the scenario of a YAML file in force. */
  record OpenScenario(Path file) implements ControlWish {}

  /** Write the scenario in force to a YAML file. */
  record SaveScenario(Path file) implements ControlWish {}

  /** Add a fault rule. */
  record AddFault(FaultOrder fault) implements ControlWish {}

  /** Lift a fault rule. */
  record LiftFault(String id) implements ControlWish {}

  /**
   * Set the clock.
   *
   * @param scale simulated seconds per second
   * @param frozen whether time stands still
   */
  record SetClock(double scale, boolean frozen) implements ControlWish {}

  /** Let so much simulated time pass at once. */
  record Advance(Duration by) implements ControlWish {}
}
