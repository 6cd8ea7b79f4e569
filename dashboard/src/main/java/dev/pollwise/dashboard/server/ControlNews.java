package dev.pollwise.dashboard.server;

import java.nio.file.Path;
import java.time.Instant;

/** What comes of looking at the control face of a simulator, and of what was asked of it. */
public sealed interface ControlNews {

  /** How it is now. */
  record Seen(ControlSight sight) implements ControlNews {}

  /**
   * How many requests the simulator has had.
   *
   * @param requests so far
   * @param wall when, by its wall clock
   */
  record Counted(long requests, Instant wall) implements ControlNews {}

  /**
   * Nobody answers as a control face does.
   *
   * @param reason why, in words
   */
  record Absent(String reason) implements ControlNews {}

  /**
   * A wish was carried out.
   *
   * @param told what is different now, in one line
   */
  record Done(String told) implements ControlNews {}

  /**
   * A wish was not carried out.
   *
   * @param reason why, in words
   */
  record Refused(String reason) implements ControlNews {}

  /**
   * The scenario of a file is in force.
   *
   * @param file which
   * @param name what the simulator calls it, which is not much where the file gives no name
   */
  record ScenarioOpened(Path file, String name) implements ControlNews {}
}
