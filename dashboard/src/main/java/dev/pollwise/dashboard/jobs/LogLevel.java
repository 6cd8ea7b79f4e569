package dev.pollwise.dashboard.jobs;

/** How much a line of the log matters. */
public enum LogLevel {
  /** Every call and every pause. */
  DETAIL("detail"),
  /** What changed. */
  INFO("info"),
  /** What went wrong and is being dealt with. */
  WARNING("warning"),
  /** What went wrong for good. */
  ERROR("error");

  private final String word;

  LogLevel(String word) {
    this.word = word;
  }

  /** The word to show. */
  public String word() {
    return word;
  }
}
