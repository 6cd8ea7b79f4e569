package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Exchange;
import dev.pollwise.simulator.http.Face;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.http.Route;
import dev.pollwise.simulator.http.Routes;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.report.Caller.Bound;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.RateLimiter;
import dev.pollwise.simulator.simulation.RateLimiter.Held;
import dev.pollwise.simulator.simulation.Simulation;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.function.Function;

/**
 * The plain API: one implicit job, started with the server.
 *
 * <pre>
 * curl http://localhost:8080/status            # {"result":"pending"}, later "completed" or "error"
 * curl -X POST http://localhost:8080/status    # 202, starts the job anew
 * </pre>
 *
 * Errors are {@code {"error":"…"}}. Requests can be limited per client address, and answers
 * delayed.
 */
final class PlainService implements HttpService, Face {

  private static final RequestMatcher.Subject DELAYS =
      RequestMatcher.Subject.ofRoute("plain delay");

  private final ServerContext bench;
  private final Simulation simulation;
  private final JobViews sights;
  private final RequestLimit limit;
  private final DurationLaw delay;

  PlainService(ServerContext bench, RequestLimit limit, DurationLaw delay) {
    this.bench = bench;
    this.simulation = bench.simulation();
    this.sights = new JobViews(simulation);
    this.limit = limit;
    this.delay = delay;
  }

  @Override
  public void routing(HttpRules rules) {
    new Routes(rules, new Exchange(bench).of(this))
        .get("/status", about("status", this::status))
        .post("/status", about("restart", this::restart))
        .refuseOtherMethods();
  }

  private Route about(String name, Function<RequestContext, Response> work) {
    return new Route(name, call -> subject(call, name), work);
  }

  private RequestMatcher.Subject subject(RequestContext call, String route) {
    call.about(simulation.implicitJob());
    return RequestMatcher.Subject.ofRoute(route);
  }

  private Response status(RequestContext call) {
    Job job = simulation.implicitJob();
    return late(
        switch (sights.ofStatus(job, "status", call)) {
          case JobView.Hidden hidden -> throw ApiError.of(404, "", "There is no such job");
          case JobView.Shown shown -> {
            String word = shown.word().isEmpty() ? word(shown.state()) : shown.word();
            yield Response.json(200, shown.patched(Json.object().add("result", word), job).build());
          }
        });
  }

  private Response restart(RequestContext call) {
    Job job = simulation.restartImplicitJob();
    String word = word(job.peek(simulation.clock().now()));
    return late(Response.json(202, Json.object().add("result", word).build()));
  }

  private Response late(Response answer) {
    bench.parking().park(delay.draw(simulation.chanceOf(DELAYS)));
    return answer;
  }

  private static String word(JobPlan.State state) {
    return switch (state) {
      case JobPlan.State.Pending pending -> "pending";
      case JobPlan.State.Running running -> "pending";
      case JobPlan.State.Completed completed -> "completed";
      case JobPlan.State.Failed failed -> "error";
    };
  }

  @Override
  public Response envelope(ApiError refusal) {
    return Response.json(refusal.status(), Json.object().add("error", refusal.message()).build());
  }

  @Override
  public void admit(RequestContext call) {
    RateLimiter.Verdict verdict =
        simulation
            .limiter()
            .admit(
                List.of(
                    new Held("plain " + call.address(), limit),
                    new Held(
                        "address " + call.address(),
                        simulation.scenario().requestLimits().perAddress())));
    if (!verdict.admitted()) {
      bench.metrics().rateLimited("requests");
      throw ApiError.tooMany(
          "Too many requests, try again later", verdict.untilMore(), Bound.ADDRESS);
    }
  }
}
