package dev.pollwise.dashboard.server;

import java.nio.file.Path;
import java.time.Instant;

/** What comes of looking at the control API of a simulator, and of what was asked of it. */
public sealed interface SimulatorNews {

  /** How it is now. */
  record Seen(SimulatorState state) implements SimulatorNews {}

  /**
   * How many requests the simulator has had.
   *
   * @param requests so far
   * @param wall when, by its wall clock
   */
  record Counted(long requests, Instant wall) implements SimulatorNews {}

  /**
   * Nobody answers as a control API does.
   *
   * @param reason why, in words
   */
  record Absent(String reason) implements SimulatorNews {}

  /**
   * A wish was carried out.
   *
   * @param told what is different now, in one line
   */
  record Done(String told) implements SimulatorNews {}

  /**
   * A wish was not carried out.
   *
   * @param reason why, in words
   */
  record Refused(String reason) implements SimulatorNews {}

  /**
   * The scenario of a file is in force.
   *
   * @param file which
   * @param name what the simulator calls it, which is not much where the file gives no name
   */
  record ScenarioOpened(Path file, String name) implements SimulatorNews {}
}
