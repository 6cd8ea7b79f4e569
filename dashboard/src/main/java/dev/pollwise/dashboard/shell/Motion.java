package dev.pollwise.dashboard.shell;

/** Whether things in the window move when they appear. */
public enum Motion {
  /** As the system says. */
  SYSTEM,
  /** They may. */
  FULL,
  /** They are there or gone at once. */
  REDUCED
}
