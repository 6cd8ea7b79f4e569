package dev.pollwise.simulator.report;

/**
 * What waiting for jobs costs: calls, and lateness, which is the time between a job's end and the
 * moment at which the client knows. May be an expectation, so calls need not be whole.
 *
 * @param calls 0 or more
 * @param lateness simulated seconds
 */
public record Cost(double calls, double lateness) {

  /** Nothing. */
  public static final Cost NONE = new Cost(0, 0);

  /**
   * Both in one number.
   *
   * @param price how many seconds of lateness one call is worth
   * @return seconds
   */
  public double at(double price) {
    return calls * price + lateness;
  }

  Cost plus(Cost other) {
    return new Cost(calls + other.calls, lateness + other.lateness);
  }
}
