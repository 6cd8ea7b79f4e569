package dev.pollwise.dashboard.server;

import java.time.Duration;

/**
 * A fault rule in force.
 *
 * @param id what lifts it
 * @param what the fault, in words
 * @param where it strikes, and how often, in words
 * @param ofScenario whether it belongs to the scenario
 * @param left how long it stays, in simulated time; {@link #FOREVER} where it stays until lifted
 */
public record ActiveFault(String id, String what, String where, boolean ofScenario, Duration left) {

  /** Longer than anybody waits. */
  public static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
}
