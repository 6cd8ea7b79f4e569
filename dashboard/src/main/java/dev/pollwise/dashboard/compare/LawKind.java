package dev.pollwise.dashboard.compare;

/** The kinds of laws of job durations that a person can choose. */
public enum LawKind {
  /** As the scenario in force draws them. */
  SCENARIO("As the scenario"),
  /** As the log that was opened has them. */
  RECORDED("As in the log"),
  /** What most work that people queue for looks like. */
  LOG_NORMAL("Log-normal"),
  /** Always the same. */
  FIXED("Fixed"),
  /** Every time between two bounds alike. */
  UNIFORM("Uniform"),
  /** Without memory. */
  EXPONENTIAL("Exponential"),
  /** The end comes nearer with time, or farther. */
  WEIBULL("Weibull"),
  /** Two sorts of jobs, quick ones and slow ones. */
  MIXTURE("Quick and slow");

  private final String label;

  LawKind(String label) {
    this.label = label;
  }

  /** What to show. */
  public String label() {
    return label;
  }
}
