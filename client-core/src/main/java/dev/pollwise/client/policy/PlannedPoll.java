package dev.pollwise.client.policy;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.Leeway;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A poll as a policy plans it for a job that goes on and a server that answers at once; what a
 * preview draws.
 *
 * @param number from 1
 * @param at nominal time since the wait began
 * @param interval the nominal interval that leads to it
 * @param least the shortest interval that jitter can make of it
 * @param most the longest
 */
public record PlannedPoll(
    int number, Duration at, Duration interval, Duration least, Duration most) {

  /** Refuses null. */
  public PlannedPoll {
    requireNonNull(at, "at");
    requireNonNull(interval, "interval");
    requireNonNull(least, "least");
    requireNonNull(most, "most");
  }

  /**
   * The polls of a whole wait: up to the deadline, where the last look is, or the greatest number
   * of polls.
   *
   * @param policy the policy to preview
   * @param limit at most so many, 0 or more
   */
  public static List<PlannedPoll> of(PollingPolicy policy, int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit " + limit + ": must not be negative");
    }
    return Stream.iterate(first(policy), poll -> poll.next(policy))
        .limit(Math.min(limit, policy.maxPolls()))
        .takeWhile(poll -> !poll.interval.isZero())
        .toList();
  }

  private static PlannedPoll first(PollingPolicy policy) {
    return after(Duration.ZERO, 1, policy);
  }

  private PlannedPoll next(PollingPolicy policy) {
    return after(at, number + 1, policy);
  }

  /** An interval of zero says that the deadline has been reached before. */
  private static PlannedPoll after(Duration before, int number, PollingPolicy policy) {
    Duration left = policy.deadline().minus(before);
    Duration wanted = policy.pacing().interval(PacingContext.of(policy, number, before));
    Duration nominal = min(left, wanted);
    Leeway leeway = policy.jitter().around(wanted);
    return new PlannedPoll(
        number, before.plus(nominal), nominal, min(left, leeway.least()), min(left, leeway.most()));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
