package dev.pollwise.simulator.report;

/**
 * What finding out about the ends of jobs cost, beside what it had to cost for jobs that are asked
 * about one by one: who asks about many at once may pay less than the best.
 *
 * @param client what the client paid: each job its share of the calls; those that met a fault are
 *     not charged
 * @param clairvoyant what somebody pays who knows when each job ends: one call for each
 * @param best what the best schedule pays on average that knows the law of the durations only
 */
public record Comparison(Cost client, Cost clairvoyant, Cost best) {

  /** Of no job. */
  public static final Comparison NONE = new Comparison(Cost.NONE, Cost.NONE, Cost.NONE);

  Comparison plus(Comparison other) {
    return new Comparison(
        client.plus(other.client), clairvoyant.plus(other.clairvoyant), best.plus(other.best));
  }
}
