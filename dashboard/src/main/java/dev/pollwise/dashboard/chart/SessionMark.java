package dev.pollwise.dashboard.chart;

import java.time.Duration;

/**
 * Something that concerns all jobs at once.
 *
 * @param kind what kind of thing
 * @param at when, by the steady clock of the window
 * @param label in two or three words
 * @param words in one line
 */
public record SessionMark(Kind kind, Duration at, String label, String words) {

  /** What can happen to all jobs at once. */
  public enum Kind {
    /** A launch. */
    RUN,
    /** A fault begins or is over, or the server stops or starts to answer. */
    FAULT,
    /** Another policy is in force. */
    POLICY
  }

  /**
   * A mark on the axis of a chart.
   *
   * @param x where, in the units of the axis
   * @param mark what it stands for
   */
  public record Placed(double x, SessionMark mark) {}
}
