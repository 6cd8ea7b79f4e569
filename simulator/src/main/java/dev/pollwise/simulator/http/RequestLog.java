package dev.pollwise.simulator.http;

import dev.pollwise.simulator.simulation.Journal;

/** Where each request is told when it is over. Called by the threads that serve them. */
@FunctionalInterface
public interface RequestLog {

  /** Tells of one request. */
  void over(Journal.JournalEntry entry);

  /** Returns when all that was told is written; called when the server has stopped. */
  default void flush() {}

  /** Keeps silent. */
  static RequestLog none() {
    return entry -> {};
  }
}
