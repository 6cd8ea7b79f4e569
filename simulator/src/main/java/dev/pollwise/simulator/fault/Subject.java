package dev.pollwise.simulator.fault;

/**
 * What a request is about, as far as faults care.
 *
 * @param route name of the route
 * @param identity by whom requests are told apart in draws and counts: the job's identity, or the
 *     route where there is no job
 * @param jobId empty where there is no job, or not yet
 * @param callbackId empty where none was given
 */
public record Subject(String route, String identity, String jobId, String callbackId) {

  /** A request that is about no job. */
  public static Subject ofRoute(String route) {
    return new Subject(route, "route " + route, "", "");
  }
}
