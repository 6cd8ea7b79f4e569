package dev.pollwise.simulator.fault;

/** When a fault strikes. */
public enum Phase {
  /** Before the request had any effect. */
  BEFORE,
  /** After its work was done: the effect is there, the answer late or lost. */
  AFTER;

  /** Its name in scenario files. */
  public String word() {
    return this == BEFORE ? "before" : "after";
  }
}
