package dev.pollwise.simulator.webhook;

import java.time.Duration;
import java.util.Optional;

/**
 * When a delivery that failed is tried again: after 10 s, 20 s, 40 s and so on up to an hour, in
 * simulated time, until 24 hours after the first attempt. HeyGen documents exponential backoff and
 * the 24 hours; the first wait and the cap are ours.
 */
final class RetrySchedule {

  static final Duration FIRST = Duration.ofSeconds(10);
  static final Duration LONGEST = Duration.ofHours(1);
  static final Duration IN_ALL = Duration.ofHours(24);

  private static final int DOUBLINGS = 20;

  private RetrySchedule() {}

  /**
   * The time of the next attempt; empty if there is none.
   *
   * @param firstDue simulated time of the first attempt
   * @param failed how many attempts have failed, 1 or more
   * @param now simulated time
   */
  static Optional<Duration> next(Duration firstDue, int failed, Duration now) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(failed - 1, DOUBLINGS));
    Duration next = now.plus(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled);
    return next.minus(firstDue).compareTo(IN_ALL) > 0 ? Optional.empty() : Optional.of(next);
  }
}
