package dev.pollwise.simulator.job;

/**
 * Who a job is as far as chance is concerned: jobs of equal identity get equal plans from equal
 * seeds, whatever else happens on the server.
 */
public record JobIdentity(String value) {

  /** A job that the client named; the same name in two languages is two jobs. */
  public static JobIdentity named(String callbackId, String language) {
    return new JobIdentity("named " + callbackId + " / " + language);
  }

  /** A job without a name, told by the order of creation, from 1. */
  public static JobIdentity ofOrder(long number) {
    return new JobIdentity("order " + number);
  }

  /** A proofread, told by the order of creation among all jobs, from 1. */
  public static JobIdentity proofread(long number) {
    return new JobIdentity("proofread " + number);
  }

  /** The implicit job of the plain API, told by how often it was started, from 1. */
  public static JobIdentity implicit(long start) {
    return new JobIdentity("implicit " + start);
  }
}
