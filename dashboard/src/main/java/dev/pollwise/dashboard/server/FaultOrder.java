package dev.pollwise.dashboard.server;

import java.time.Duration;

/**
 * A fault rule to be put in force.
 *
 * @param kind what goes wrong
 * @param amount as the simulator reads it; empty where the kind takes nothing
 * @param route where: a route of the simulator, or {@code *}
 * @param share how often: more than 0, at most 1
 * @param lease when the rule lifts itself, in simulated time; positive
 */
public record FaultOrder(
    FaultKind kind, String amount, String route, double share, Duration lease) {

  /** Refuses a rule that would never strike. */
  public FaultOrder {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share " + share + ": must be more than 0, at most 1");
    }
    if (!lease.isPositive()) {
      throw new IllegalArgumentException("lease " + lease + ": must be positive");
    }
  }
}
