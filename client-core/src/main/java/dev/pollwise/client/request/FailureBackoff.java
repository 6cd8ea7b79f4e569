package dev.pollwise.client.request;

import java.time.Duration;

/**
 * How long to wait after failed calls: evenly drawn from zero to a bound that starts at 1 s,
 * doubles with each failure in a row and stays at 60 s. Full jitter is right here, where many
 * clients fail together, and wrong for polls.
 */
public final class FailureBackoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration CAP = Duration.ofSeconds(60);
  private static final int DOUBLINGS_TO_CAP = 6;
  private static final Duration APART = Duration.ofMillis(20);

  private FailureBackoff() {}

  /** The bound after so many failures in a row, from 1. */
  public static Duration bound(int failures) {
    if (failures < 1) {
      throw new IllegalArgumentException("failures " + failures + ": must be at least 1");
    }
    return failures > DOUBLINGS_TO_CAP ? CAP : FIRST.multipliedBy(1L << (failures - 1));
  }

  /**
   * The bound once the server has answered somebody else: that of a first failure, or longer where
   * many come back, so that they come at 50 a second on average; never longer than that of so many
   * failures.
   *
   * @param failures in a row, from 1
   * @param waits how many come back, from 1
   */
  public static Duration boundAfterOutage(int failures, int waits) {
    Duration apart = APART.multipliedBy(waits);
    Duration bound = apart.compareTo(FIRST) > 0 ? apart : FIRST;
    return bound.compareTo(bound(failures)) < 0 ? bound : bound(failures);
  }

  /**
   * The time within which calls come that were all kept waiting by one pause: at 50 a second, if
   * that is not longer than the longest backoff; zero for a single one.
   */
  public static Duration apart(int calls) {
    return calls > CAP.dividedBy(APART) ? CAP : APART.multipliedBy(calls - 1L);
  }

  /** A pause below the bound, for a number drawn evenly from [0, 1). */
  public static Duration draw(Duration bound, double chance) {
    return Duration.ofNanos(Math.round(bound.toNanos() * chance));
  }
}
