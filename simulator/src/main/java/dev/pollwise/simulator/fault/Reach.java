package dev.pollwise.simulator.fault;

import java.util.List;

/** What a fault can strike at all. A rule that asks for anything else would never strike. */
final class Reach {

  private static final List<String> OVER = List.of("completed", "failed");

  private Reach() {}

  /**
   * Holds a rule to it.
   *
   * @throws IllegalArgumentException if no request is ever struck
   */
  static void require(Fault fault, RequestMatcher matcher) {
    if (fault instanceof Fault.WebhookFault != isOfWebhooks(fault, matcher)) {
      throw new IllegalArgumentException(
          fault instanceof Fault.WebhookFault
              ? fault.word() + ": strikes webhooks on their way out, so its route is webhook"
              : fault.word()
                  + ": does not strike webhooks; webhook-loss, webhook-duplicate, webhook-delay and"
                  + " wrong-state that shows completed or failed do");
    }
    switch (fault) {
      case Distortion.NoUrl bare ->
          requireRoute(
              fault, matcher, "answers that show URLs", RequestMatcher.RouteNames.SHOWING_URLS);
      case Distortion distortion ->
          requireRoute(
              fault, matcher, "answers that show jobs", RequestMatcher.RouteNames.SHOWING_JOBS);
      case Fault.IgnoreIdempotencyKey ignore ->
          requireRoute(
              fault, matcher, "requests with a key of theirs", RequestMatcher.RouteNames.KEYED);
      case Fault.WebhookFault webhook -> {}
      case Fault other -> requireJob(matcher);
    }
    List<String> states = states(fault, matcher);
    if (!RequestMatcher.isAny(matcher.state()) && !states.contains(matcher.state())) {
      throw new IllegalArgumentException(
          fault.word()
              + " in state "
              + matcher.state()
              + ": strikes jobs only that are "
              + String.join(" or ", states));
    }
  }

  private static boolean isOfWebhooks(Fault fault, RequestMatcher matcher) {
    return matcher.route().equals(RequestMatcher.WEBHOOK)
        && !(fault instanceof Distortion.WrongState wrong && wrong.isEnd());
  }

  private static void requireRoute(
      Fault fault, RequestMatcher matcher, String what, List<String> routes) {
    if (!RequestMatcher.isAny(matcher.route()) && !routes.contains(matcher.route())) {
      throw new IllegalArgumentException(
          fault.word()
              + " on route "
              + matcher.route()
              + ": strikes "
              + what
              + " only, those of "
              + String.join(", ", routes));
    }
  }

  /** What strikes before the work knows of a job only what the request tells. */
  private static void requireJob(RequestMatcher matcher) {
    String route = matcher.route();
    boolean named = RequestMatcher.isAny(matcher.job()) || route.equals("create");
    if (!RequestMatcher.isAny(route)
        && !RequestMatcher.RouteNames.ABOUT_JOBS.contains(route)
        && !(named && RequestMatcher.isAny(matcher.state()))) {
      throw new IllegalArgumentException(
          "job or state on route "
              + route
              + ": its requests are about no job; those are of "
              + String.join(", ", RequestMatcher.RouteNames.ABOUT_JOBS));
    }
  }

  private static List<String> states(Fault fault, RequestMatcher matcher) {
    List<String> states =
        switch (fault) {
          case Distortion.UnknownStatus unknown -> List.of("pending", "running");
          case Distortion.Regress regress -> List.of("running", "completed", "failed");
          case Distortion.NoUrl bare -> List.of("completed");
          case Distortion.StuckRunning stuck -> OVER;
          case Distortion.WrongState wrong ->
              Distortion.WrongState.STATES.stream()
                  .filter(state -> !state.equals(wrong.shown()))
                  .toList();
          case Fault other -> Distortion.WrongState.STATES;
        };
    return matcher.route().equals(RequestMatcher.WEBHOOK)
        ? states.stream().filter(OVER::contains).toList()
        : states;
  }
}
