package dev.pollwise.simulator.http;

import io.helidon.common.uri.UriPath;
import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The route table of one face: {@code HEAD} works where {@code GET} does, other methods on a known
 * path are refused with {@code Allow}, methods that HTTP does not know with 501.
 */
public final class Routes {

  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  /** What serves a request once its route is known. */
  @FunctionalInterface
  public interface Pipeline {

    void serve(Route route, ServerRequest request, ServerResponse response);
  }

  private final HttpRules rules;
  private final Pipeline pipeline;
  private final Map<String, List<String>> allowed = new LinkedHashMap<>();

  public Routes(HttpRules rules, Pipeline pipeline) {
    this.rules = rules;
    this.pipeline = pipeline;
  }

  public Routes get(String path, Route route) {
    rules.route(
        Method.predicate(Method.GET, Method.HEAD),
        matcher(path),
        (request, response) -> pipeline.serve(route, request, response));
    allow(path, "GET");
    allow(path, "HEAD");
    return this;
  }

  /** A route that answers for as long as it likes. */
  public Routes stream(String path, Handler handler) {
    rules.get(path, handler);
    allow(path, "GET");
    return this;
  }

  public Routes post(String path, Route route) {
    return add(Method.POST, path, route);
  }

  public Routes put(String path, Route route) {
    return add(Method.PUT, path, route);
  }

  public Routes patch(String path, Route route) {
    return add(Method.PATCH, path, route);
  }

  public Routes delete(String path, Route route) {
    return add(Method.DELETE, path, route);
  }

  /** Refuses all other methods on the paths named so far. */
  public Routes refuseOtherMethods() {
    allowed.forEach((path, methods) -> {
      String allow = String.join(", ", methods);
      Route refuse = Route.of(Route.REFUSED, call -> refuseMethod(call, allow));
      rules.route(
          Method.predicate(),
          matcher(path),
          (request, response) -> pipeline.serve(refuse, request, response));
    });
    return this;
  }

  /** Refuses all other paths. */
  public void refuseOtherPaths() {
    Route refuse =
        Route.of(
            Route.REFUSED,
            call -> {
              throw KNOWN.contains(call.method())
                  ? ApiError.of(404, "resource_not_found", "There is nothing at this path")
                  : unknownMethod(call);
            });
    rules.any((request, response) -> pipeline.serve(refuse, request, response));
  }

  private Routes add(Method method, String path, Route route) {
    rules.route(
        method, matcher(path), (request, response) -> pipeline.serve(route, request, response));
    allow(path, method.text());
    return this;
  }

  /** Most paths differ from a pattern in what comes before its first gap, which is soon told. */
  private static PathMatcher matcher(String path) {
    PathMatcher whole = PathMatchers.create(path);
    int gap = path.indexOf('{');
    return gap < 0 ? whole : new Prefixed(path.substring(0, gap), whole);
  }

  private record Prefixed(String prefix, PathMatcher whole) implements PathMatcher {

    @Override
    public PathMatchers.MatchResult match(UriPath path) {
      return path.path().startsWith(prefix)
          ? whole.match(path)
          : PathMatchers.MatchResult.notAccepted();
    }

    @Override
    public PathMatchers.PrefixMatchResult prefixMatch(UriPath path) {
      return whole.prefixMatch(path);
    }

    @Override
    public Optional<String> matchingElement() {
      return whole.matchingElement();
    }
  }

  private void allow(String path, String method) {
    allowed.computeIfAbsent(path, each -> new ArrayList<>()).add(method);
  }

  private static Response refuseMethod(RequestContext call, String allow) {
    throw KNOWN.contains(call.method())
        ? ApiError.methodNotAllowed(call.method(), allow)
        : unknownMethod(call);
  }

  private static ApiError unknownMethod(RequestContext call) {
    return ApiError.of(501, "", "Method " + call.method() + " is not known");
  }
}
