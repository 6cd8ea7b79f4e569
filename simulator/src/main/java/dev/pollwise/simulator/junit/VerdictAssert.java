package dev.pollwise.simulator.junit;

import static java.util.Objects.requireNonNull;

import dev.pollwise.simulator.report.Gate;
import dev.pollwise.simulator.report.Report;
import java.time.Duration;
import java.util.Map;

/**
 * Asserts how well clients behaved, each of them, by the reckoning and in the sentences of {@code
 * GET /simulator/verdict}:
 *
 * <pre>{@code
 * import static dev.pollwise.simulator.junit.VerdictAssert.assertThat;
 *
 * assertThat(simulator.verdict()).lostNothing().askedNeverEarly().costsAtMost(2.0);
 * }</pre>
 *
 * <p>What is not known is never taken for good: each assertion fails where no client submitted or
 * polled, and where the report is not complete. Stands beside the {@code assertThat} of AssertJ or
 * Truth, and needs neither, nor JUnit.
 */
public final class VerdictAssert {

  private final Report verdict;

  private VerdictAssert(Report verdict) {
    this.verdict = requireNonNull(verdict, "verdict");
  }

  /** Begins to assert on a verdict, which is as it was when it was asked for. */
  public static VerdictAssert assertThat(Report verdict) {
    return new VerdictAssert(verdict);
  }

  /** Every job that is over and that a client knew of was told to it. */
  public VerdictAssert lostNothing() {
    return isWithin(Gate.Threshold.LOST, 0);
  }

  /** No poll and no submit came before a {@code Retry-After} allowed. */
  public VerdictAssert askedNeverEarly() {
    return isWithin(Gate.Threshold.EARLY, 0);
  }

  /** No poll came although the client knew that all was over. */
  public VerdictAssert askedNeverAfterEnd() {
    return isWithin(Gate.Threshold.AFTER_END, 0);
  }

  /** No poll came before the last one about the job was answered. */
  public VerdictAssert askedOneAtATime() {
    return isWithin(Gate.Threshold.OVERLAPPING, 0);
  }

  /** No submit could pay twice. */
  public VerdictAssert paidNothingTwice() {
    return isWithin(Gate.Threshold.REPEATED_SUBMITS, 0);
  }

  /**
   * Calls and lateness cost at most so many times what the best schedule pays.
   *
   * @param times 0 or more; 1 is the best on average
   */
  public VerdictAssert costsAtMost(double times) {
    return isWithin(Gate.Threshold.COST, times);
  }

  /** There were at most so many polls. */
  public VerdictAssert pollsAtMost(long calls) {
    return isWithin(Gate.Threshold.CALLS, (double) calls);
  }

  /** Each end was known at most so long after it, in simulated time. */
  public VerdictAssert knewWithin(Duration lateness) {
    return isWithin(Gate.Threshold.LATE, Gate.Threshold.seconds(lateness));
  }

  /**
   * Each client kept within any one of the bounds of the gate.
   *
   * @param bound 0 or more; in seconds where it is a time
   * @throws AssertionError if a client did not, with a sentence for each that did not
   * @throws IllegalArgumentException if the bound is out of range
   */
  public VerdictAssert isWithin(Gate.Threshold threshold, double bound) {
    requireNonNull(threshold, "threshold");
    if (!(bound >= 0)) {
      throw new IllegalArgumentException(
          threshold.word() + " " + bound + ": must be a number from 0");
    }
    Gate gate = Gate.of(verdict, Map.of(threshold, bound));
    if (!gate.passed()) {
      throw new AssertionError(String.join(System.lineSeparator(), gate.reasons()));
    }
    return this;
  }
}
