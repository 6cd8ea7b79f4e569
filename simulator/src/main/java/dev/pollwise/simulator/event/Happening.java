package dev.pollwise.simulator.event;

import dev.pollwise.simulator.fault.ActiveRule;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.JournalEntry;

/** One thing that happened. */
public sealed interface Happening {

  /** A request is over, or was given up. */
  record RequestOver(JournalEntry entry) implements Happening {}

  /** A job exists; its plan tells what is going to become of it. */
  record JobCreated(Job job) implements Happening {}

  /** Another scenario is in force. */
  record ScenarioChanged(String name) implements Happening {}

  /** A fault rule is in force. */
  record FaultAdded(ActiveRule rule) implements Happening {}

  /** A fault rule was lifted by hand. */
  record FaultLifted(String id) implements Happening {}

  /** Somebody scaled, froze or moved the clock. */
  record ClockSet() implements Happening {}

  /** Jobs, journal and added faults were forgotten. */
  record Reset() implements Happening {}
}
