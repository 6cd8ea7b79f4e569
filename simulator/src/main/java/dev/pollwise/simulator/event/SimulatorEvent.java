package dev.pollwise.simulator.event;

import dev.pollwise.simulator.fault.ActiveRule;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Journal;

/** One thing that happened. */
public sealed interface SimulatorEvent {

  /** A request is over, or was given up. */
  record RequestOver(Journal.JournalEntry entry) implements SimulatorEvent {}

  /** A job exists; its plan tells what is going to become of it. */
  record JobCreated(Job job) implements SimulatorEvent {}

  /** Another scenario is in force. */
  record ScenarioChanged(String name) implements SimulatorEvent {}

  /** A fault rule is in force. */
  record FaultAdded(ActiveRule rule) implements SimulatorEvent {}

  /** A fault rule was lifted by hand. */
  record FaultLifted(String id) implements SimulatorEvent {}

  /** Somebody scaled, froze or moved the clock. */
  record ClockSet() implements SimulatorEvent {}

  /** Jobs, journal and added faults were forgotten. */
  record Reset() implements SimulatorEvent {}
}
