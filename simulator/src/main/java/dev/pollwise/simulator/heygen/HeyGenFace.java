package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Face;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.report.Caller.Bound;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.RateLimiter;
import dev.pollwise.simulator.simulation.RateLimiter.Held;
import dev.pollwise.simulator.simulation.Simulation;
import io.helidon.http.HeaderNames;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** HeyGen's error envelope, keys and request limit. */
final class HeyGenFace implements Face {

  private static final String DOCS = "https://developers.heygen.com/docs/error-codes#";
  private static final String BEARER = "bearer ";

  // Which code is usual for a status, by HeyGen's own list; what is not there is internal_error
  // from 500 on and invalid_parameter below.
  private static final Map<Integer, String> USUAL_CODES =
      Map.of(
          401, "unauthorized",
          402, "insufficient_credit",
          403, "forbidden",
          404, "resource_not_found",
          409, "conflict",
          413, "payload_too_large",
          429, "rate_limit_exceeded",
          502, "voice_provider_error",
          503, "service_unavailable",
          504, "gateway_timeout");

  private final ServerContext bench;
  private final Simulation simulation;
  private final Set<String> keys;
  private final boolean rateLimitHeaders;

  HeyGenFace(ServerContext bench, Set<String> keys, boolean rateLimitHeaders) {
    this.bench = bench;
    this.simulation = bench.simulation();
    this.keys = keys;
    this.rateLimitHeaders = rateLimitHeaders;
  }

  @Override
  public Response envelope(ApiError refusal) {
    return Response.json(refusal.status(), error(refusal).build());
  }

  static JsonObjectBuilder error(ApiError refusal) {
    String code = refusal.code().isEmpty() ? usualCode(refusal.status()) : refusal.code();
    JsonObjectBuilder error =
        Json.object()
            .add("code", code)
            .add("message", refusal.message())
            .add("doc_url", DOCS + code.replace('_', '-'));
    if (!refusal.param().isEmpty()) {
      error.add("param", refusal.param());
    }
    return Json.object().add("error", error);
  }

  private static String usualCode(int status) {
    return USUAL_CODES.getOrDefault(status, status >= 500 ? "internal_error" : "invalid_parameter");
  }

  @Override
  public void recognise(RequestContext call) {
    key(call)
        .filter(key -> keys.isEmpty() || keys.contains(key))
        .ifPresent(key -> call.client(RequestMatcher.KeyFingerprint.of(key)));
  }

  @Override
  public void admit(RequestContext call) {
    if (call.client().isEmpty()) {
      throw ApiError.of(401, "unauthorized", "Unauthorized");
    }
    String client = call.client();
    Scenario.RequestLimits limits = simulation.scenario().requestLimits();
    RateLimiter.Verdict verdict =
        simulation
            .limiter()
            .admit(
                List.of(
                    new Held(client, limits.of(client)),
                    new Held("address " + call.address(), limits.perAddress())));
    if (rateLimitHeaders) {
      RateLimitHeaders.add(call, verdict, simulation.clock());
    }
    if (!verdict.admitted()) {
      bench.metrics().rateLimited("requests");
      Bound bound = verdict.held().client().equals(client) ? Bound.KEY : Bound.ADDRESS;
      throw ApiError.tooMany("Too many requests, please retry later", verdict.untilMore(), bound);
    }
  }

  private static Optional<String> key(RequestContext call) {
    return call.onlyHeader(Response.KnownHeaders.API_KEY)
        .map(String::strip)
        .filter(key -> !key.isEmpty())
        .or(() ->
            call.onlyHeader(HeaderNames.AUTHORIZATION)
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip()));
  }
}
