package dev.pollwise.simulator.fault;

/**
 * What a request is about, as far as faults care.
 *
 * @param route name of the route
 * @param identity by whom requests are told apart in draws and counts: the job's identity, or the
 *     route where there is no job
 * @param jobId empty where there is no job, or not yet
 * @param callbackId empty where none was given
 * @param client a fingerprint of the API key; empty where none was accepted
 * @param state the job's; empty where there is no job, or there are several
 */
public record Subject(
    String route, String identity, String jobId, String callbackId, String client, String state) {

  /** A request of whomever, about a job in whatever state. */
  public Subject(String route, String identity, String jobId, String callbackId) {
    this(route, identity, jobId, callbackId, "", "");
  }

  /** A request that is about no job. */
  public static Subject ofRoute(String route) {
    return new Subject(route, "route " + route, "", "");
  }

  /** The same of that client, about a job in that state. */
  public Subject with(String otherClient, String otherState) {
    return new Subject(route, identity, jobId, callbackId, otherClient, otherState);
  }
}
