package dev.pollwise.dashboard.shell;

/** Which colours the window wears. */
public enum Colours {
  /** As the system says. */
  SYSTEM,
  /** Dark on light. */
  LIGHT,
  /** Light on dark. */
  DARK
}
