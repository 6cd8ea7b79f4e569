package dev.pollwise.simulator.control;

import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Face;
import dev.pollwise.simulator.http.FaultFreeExchange;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.http.Route;
import dev.pollwise.simulator.http.Routes;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Simulation;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The control API: the truth about jobs, and what a test or a person changes while the server runs.
 * Bodies are YAML or JSON, answers JSON, errors problem details.
 *
 * <pre>
 * curl http://localhost:8081/simulator/jobs
 * curl http://localhost:8081/simulator/jobs/ID
 * curl http://localhost:8081/simulator/scenarios
 * curl http://localhost:8081/simulator/scenario
 * curl -X PUT -d '{"name": "flaky-network"}' http://localhost:8081/simulator/scenario
 * curl -X PUT --data-binary @config/scenarios/outage.yaml http://localhost:8081/simulator/scenario
 * curl http://localhost:8081/simulator/faults
 * curl -d '{"fault": "status", "status": 503, "route": "get", "lease": "30s"}' \
 *   http://localhost:8081/simulator/faults
 * curl -X DELETE http://localhost:8081/simulator/faults/fault-1
 * curl http://localhost:8081/simulator/fault-kinds
 * curl 'http://localhost:8081/simulator/requests?route=get&amp;limit=20'
 * curl -X DELETE http://localhost:8081/simulator/requests
 * curl -N -H 'Last-Event-ID: 0' http://localhost:8081/simulator/events
 * curl 'http://localhost:8081/simulator/report?r=5s'
 * curl -f 'http://localhost:8081/simulator/verdict?lost=0&amp;early=0&amp;cost=2.0'
 * curl http://localhost:8081/simulator/clock
 * curl -X PUT -d '{"scale": 60, "frozen": false}' http://localhost:8081/simulator/clock
 * curl -d '{"by": "5m"}' http://localhost:8081/simulator/clock/advance
 * curl -X POST http://localhost:8081/simulator/reset
 * curl http://localhost:8081/observe/health
 * curl http://localhost:8081/observe/metrics
 * </pre>
 *
 * With a token, each but the health needs {@code -H 'Authorization: Bearer TOKEN'}.
 */
final class ControlService implements HttpService {

  /** Jobs, or requests, in one answer. */
  static final int MOST = 10_000;

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final ServerContext bench;
  private final Simulation simulation;
  private final Face face;
  private final ScenarioCatalogue scenarios;
  private final TruthJson truth;

  ControlService(ServerContext bench, Face face, ScenarioCatalogue scenarios) {
    this.bench = bench;
    this.simulation = bench.simulation();
    this.face = face;
    this.scenarios = scenarios;
    this.truth = new TruthJson(simulation.clock());
  }

  @Override
  public void routing(HttpRules rules) {
    FaultFreeExchange exchange = new FaultFreeExchange(bench, face);
    ScenarioControl scenario = new ScenarioControl(simulation, scenarios);
    FaultControl faults = new FaultControl(simulation);
    JournalControl journal = new JournalControl(simulation);
    ClockControl clock = new ClockControl(simulation.clock());
    ReportControl report = new ReportControl(bench);
    EventStream events = new EventStream(bench.events(), new EventJson(truth), HEARTBEAT);
    new Routes(rules, exchange::serve)
            .get("/simulator/jobs", guarded(this::jobs))
            .get("/simulator/jobs/{id}", guarded(this::job))
            .get("/simulator/scenarios", guarded(scenario::names))
            .get("/simulator/scenario", guarded(scenario::inForce))
            .put("/simulator/scenario", guarded(scenario::use))
            .get("/simulator/faults", guarded(faults::inForce))
            .get("/simulator/fault-kinds", guarded(faults::kinds))
            .post("/simulator/faults", guarded(faults::add))
            .delete("/simulator/faults/{id}", guarded(faults::lift))
            .get("/simulator/requests", guarded(journal::show))
            .delete("/simulator/requests", guarded(journal::clear))
            .stream(
                "/simulator/events",
                (request, response) -> exchange.stream(events::begin, request, response))
            .get("/simulator/report", guarded(report::show))
            .get("/simulator/verdict", guarded(report::verdict))
            .get("/simulator/clock", guarded(clock::show))
            .put("/simulator/clock", guarded(clock::set))
            .post("/simulator/clock/advance", guarded(clock::advance))
            .post("/simulator/reset", guarded(this::reset))
            .get("/openapi", Route.open(Face.ApiDocument.ofControl()::answer))
            .get("/observe/health", Route.open(this::health))
            .get("/observe/metrics", guarded(this::metrics))
            .refuseOtherMethods()
            .refuseOtherPaths();
  }

  private static Route guarded(Function<RequestContext, Response> work) {
    return Route.of("control", work);
  }

  private Response jobs(RequestContext call) {
    int limit = call.query("limit", 100, 1, MOST);
    long before = call.query("token").map(Response.PageToken::read).orElse(Long.MAX_VALUE);
    List<Job> found = simulation.jobs().page(before, limit + 1, job -> true);
    boolean more = found.size() > limit;
    List<Job> page = more ? found.subList(0, limit) : found;
    JsonArrayBuilder jobs = Json.array();
    page.forEach(job -> jobs.add(truth.job(job)));
    var body =
        Json.object()
            .add("implicit", truth.job(simulation.implicitJob()))
            .add("jobs", jobs)
            .add("has_more", more);
    if (more) {
      body.add("next_token", Response.PageToken.write(page.getLast().number()));
    }
    return Response.json(200, body.build());
  }

  private Response job(RequestContext call) {
    String id = call.pathParameter("id");
    Job implicit = simulation.implicitJob();
    Job job =
        simulation
            .jobs()
            .find(id)
            .or(() -> Optional.of(implicit).filter(each -> each.id().equals(id)))
            .orElseThrow(() -> ApiError.of(404, "", "There is no such job"));
    return Response.json(200, truth.job(job).build());
  }

  private Response reset(RequestContext call) {
    simulation.reset();
    return Response.empty(204);
  }

  private Response health(RequestContext call) {
    Set<String> failing = bench.background().failing();
    boolean down = bench.parking().isClosed() || !failing.isEmpty();
    JsonObjectBuilder health = Json.object().add("status", down ? "DOWN" : "UP");
    if (!failing.isEmpty()) {
      JsonArrayBuilder names = Json.array();
      failing.forEach(names::add);
      health.add("failing", names);
    }
    return Response.json(down ? 503 : 200, health.build());
  }

  private Response metrics(RequestContext call) {
    return Response.bytes(
        "text/plain; version=0.0.4; charset=utf-8",
        bench.metrics().scrape().getBytes(StandardCharsets.UTF_8));
  }
}
