package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.RequestMatcher;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One line of a route table.
 *
 * @param name by which fault rules, journal and metrics call it
 * @param subject whom a request is about, as far as that shows before any work is done
 * @param work what it does; may throw {@link ApiError}
 * @param bodyLimit bytes that a body may have; 0 for as many as usual
 */
public record Route(
    String name,
    Function<RequestContext, RequestMatcher.Subject> subject,
    Function<RequestContext, Response> work,
    int bodyLimit) {

  /** Name of what is answered where there is no route. */
  static final String REFUSED = "refused";

  private static final String OPEN = "open";
  private static final Set<String> CONTROL = Set.of("control", OPEN);

  /** Refuses a name that no rule could name, the control API's own excepted. */
  public Route {
    if (!CONTROL.contains(name) && !RequestMatcher.RouteNames.ALL.contains(name)) {
      throw new IllegalArgumentException("route \"" + name + "\": must be among RouteNames.ALL");
    }
  }

  /** A route whose bodies may be as long as usual. */
  public Route(
      String name,
      Function<RequestContext, RequestMatcher.Subject> subject,
      Function<RequestContext, Response> work) {
    this(name, subject, work, 0);
  }

  /** A route of the control API that needs no token. */
  public static Route open(Function<RequestContext, Response> work) {
    return Route.of(OPEN, work);
  }

  /** Whether it needs no token. */
  boolean isOpen() {
    return name.equals(OPEN);
  }

  /** A route that is about no job, with bodies of so many bytes. */
  public static Route taking(int bodyLimit, String name, Function<RequestContext, Response> work) {
    return new Route(name, call -> RequestMatcher.Subject.ofRoute(name), work, bodyLimit);
  }

  /** A route that is about no job. */
  public static Route of(String name, Function<RequestContext, Response> work) {
    return new Route(name, call -> RequestMatcher.Subject.ofRoute(name), work);
  }

  /** The same route with something done before its work. */
  public Route before(Consumer<RequestContext> action) {
    return working(inner ->
        call -> {
          action.accept(call);
          return inner.apply(call);
        });
  }

  /** The same route with other work, made of its own. */
  public Route working(UnaryOperator<Function<RequestContext, Response>> other) {
    return new Route(name, subject, other.apply(work), bodyLimit);
  }
}
