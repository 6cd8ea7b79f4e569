package dev.pollwise.simulator.report;

/**
 * How a client asked. Only polls count: requests that ask for the state of jobs, one by one or in
 * bulk. Each is judged once, as a whole, and is one call; of a poll about <i>m</i> jobs each job
 * carries one <i>m</i>th, in every count. So the numbers of a client are whole, those of a job need
 * not be, and the jobs' numbers add up to the client's. A request that met an injected fault, a
 * mere delay excepted, counts in {@code calls} and {@code faulted} and nowhere else: what the
 * client's library does about a broken connection is not its sin.
 *
 * @param calls polls
 * @param faulted met a fault instead of the true answer
 * @param wasted neither met a fault nor brought the news that a job is over
 * @param early came before a {@code Retry-After} allowed, by the wall clock and by the simulated
 *     one: that of the last answer about one of the jobs, or that of a 429 or 503 on any request
 *     with the same key or, where it was said of that, from the same address
 * @param afterEnd came although the client had been told that all the jobs are over
 * @param overlapping came before the client's last poll about one of the jobs was answered
 */
public record Counts(
    double calls,
    double faulted,
    double wasted,
    double early,
    double afterEnd,
    double overlapping) {

  /** Nothing. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

  Counts plus(Counts other) {
    return new Counts(
        calls + other.calls,
        faulted + other.faulted,
        wasted + other.wasted,
        early + other.early,
        afterEnd + other.afterEnd,
        overlapping + other.overlapping);
  }

  Counts times(double factor) {
    return new Counts(
        calls * factor,
        faulted * factor,
        wasted * factor,
        early * factor,
        afterEnd * factor,
        overlapping * factor);
  }
}
