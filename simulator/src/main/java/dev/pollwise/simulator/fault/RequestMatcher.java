package dev.pollwise.simulator.fault;

import java.util.List;

/**
 * Which requests a rule applies to; {@code *} means any.
 *
 * @param route name of a route; deliveries of webhooks have one of their own, {@link #WEBHOOK},
 *     which {@code *} does not include
 * @param job a job's id or {@code callback_id}; {@code *} also means requests without one
 * @param client the fingerprint of an API key
 * @param state the job's true state when the request comes, or for what an answer shows, when it is
 *     looked at: {@code pending}, {@code running}, {@code completed} or {@code failed}
 */
public record RequestMatcher(String route, String job, String client, String state) {

  /** The route of webhooks on their way out. */
  public static final String WEBHOOK = "webhook";

  private static final String ANY = "*";
  static final List<String> STATES = List.of(ANY, "pending", "running", "completed", "failed");

  /** Refuses routes and states that do not exist, and empty names. */
  public RequestMatcher {
    if (!route.equals(ANY) && !RouteNames.ALL.contains(route)) {
      throw new IllegalArgumentException(
          "route \""
              + route
              + "\": must be * for any, or one of "
              + String.join(", ", RouteNames.ALL));
    }
    if (job.isEmpty() || client.isEmpty()) {
      throw new IllegalArgumentException(
          "job \"" + job + "\", client: must not be empty, * means any");
    }
    if (!STATES.contains(state)) {
      throw new IllegalArgumentException(
          "state \"" + state + "\": must be pending, running, completed, failed or *");
    }
  }

  /** All requests. */
  public static RequestMatcher anywhere() {
    return new RequestMatcher(ANY, ANY, ANY, ANY);
  }

  RequestMatcher onRoute(String other) {
    return new RequestMatcher(other, job, client, state);
  }

  RequestMatcher onJob(String other) {
    return new RequestMatcher(route, other, client, state);
  }

  RequestMatcher ofClient(String other) {
    return new RequestMatcher(route, job, other, state);
  }

  RequestMatcher inState(String other) {
    return new RequestMatcher(route, job, client, other);
  }

  boolean covers(Subject subject) {
    boolean routed =
        route.equals(ANY) ? !subject.route().equals(WEBHOOK) : route.equals(subject.route());
    return routed
        && (job.equals(ANY) || job.equals(subject.jobId()) || job.equals(subject.callbackId()))
        && (client.equals(ANY) || client.equals(subject.client()))
        && (state.equals(ANY) || state.equals(subject.state()));
  }

  /** Whether some requests that it covers are answered with the state of a job. */
  boolean showsJobs() {
    return route.equals(ANY) || RouteNames.SHOWING_JOBS.contains(route);
  }

  /**
   * The higher, the earlier it is asked: a job comes before a client, that before a route, and a
   * route before everywhere.
   */
  int precedence() {
    return (job.equals(ANY) ? 0 : 4) + (client.equals(ANY) ? 0 : 2) + (route.equals(ANY) ? 0 : 1);
  }
}
