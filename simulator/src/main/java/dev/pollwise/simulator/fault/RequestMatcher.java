package dev.pollwise.simulator.fault;

/**
 * Which requests a rule applies to.
 *
 * @param route name of a route, or {@code *} for all
 * @param job a job's id or {@code callback_id}, or {@code *} for all requests, also those without
 *     one
 */
public record RequestMatcher(String route, String job) {

  private static final String ANY = "*";

  /** Refuses empty names. */
  public RequestMatcher {
    if (route.isEmpty() || job.isEmpty()) {
      throw new IllegalArgumentException(
          "place \"" + route + "\", \"" + job + "\": must not be empty, * means any");
    }
  }

  /** All requests. */
  public static RequestMatcher anywhere() {
    return new RequestMatcher(ANY, ANY);
  }

  boolean covers(Subject subject) {
    return (route.equals(ANY) || route.equals(subject.route()))
        && (job.equals(ANY) || job.equals(subject.jobId()) || job.equals(subject.callbackId()));
  }

  /** The higher, the earlier it is asked: a job comes before a route, a route before everywhere. */
  int precedence() {
    return (job.equals(ANY) ? 0 : 2) + (route.equals(ANY) ? 0 : 1);
  }
}
