package dev.pollwise.dashboard.compare;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a policy costs per job under a law, as a forecast finds it.
 *
 * @param calls calls per job, on average
 * @param lateness from a job's end to the answer that tells of it, on average
 * @param median half of the jobs are seen at most so late
 * @param most 95 % of the jobs are seen at most so late
 * @param seen the share of jobs whose end is seen, 0 to 1
 * @param inCalls calls and lateness together at the price of a call, in calls
 * @param least what the best possible schedule costs at that price, in calls
 */
public record PolicyCost(
    double calls,
    Duration lateness,
    Duration median,
    Duration most,
    double seen,
    double inCalls,
    double least) {

  /** Fewer than this, and the missing ends would flatter the cost. */
  private static final double NEARLY_ALL = 0.99;

  /** Whether so many ends are missed that the cost says little. */
  public boolean isPartial() {
    return seen < NEARLY_ALL;
  }

  /** How many times the best possible this is; empty where too many ends are missed to say so. */
  public OptionalDouble timesOptimum() {
    return isPartial() || least <= 0 ? OptionalDouble.empty() : OptionalDouble.of(inCalls / least);
  }
}
