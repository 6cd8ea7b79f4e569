package dev.pollwise.simulator.report;

/**
 * How a client asked. Only questions count: requests that ask for the state of jobs, one by one or
 * in bulk. A request that met an injected fault, a mere delay excepted, counts in {@code calls} and
 * {@code faulted} and nowhere else: what the client's library does about a broken connection is not
 * its sin.
 *
 * @param calls questions
 * @param faulted met a fault instead of the true answer
 * @param wasted neither met a fault nor brought the news that a job is over
 * @param early came before the {@code Retry-After} of the answer before allowed, or before that of
 *     a 429 or 503 on any request of the client, by the wall clock and by the simulated one
 * @param afterEnd came although the client had been told that the job is over
 * @param overlapping came before the client's last question about the job was answered
 */
public record Counts(
    long calls, long faulted, long wasted, long early, long afterEnd, long overlapping) {

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
}
