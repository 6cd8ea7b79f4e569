package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.ActiveRule;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.report.Report;
import dev.pollwise.simulator.scenario.DocumentException;
import dev.pollwise.simulator.scenario.Durations;
import dev.pollwise.simulator.scenario.FaultReader;
import dev.pollwise.simulator.scenario.FieldReader;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.scenario.ScenarioReader;
import dev.pollwise.simulator.scenario.Yaml;
import dev.pollwise.simulator.scenario.YamlValue;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.JournalEntry;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import jakarta.json.JsonArrayBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The control face: the truth about jobs, and what a test or a person changes while the server
 * runs. Bodies are YAML or JSON, answers JSON, errors problem details.
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
 * curl 'http://localhost:8081/simulator/requests?route=get&amp;limit=20'
 * curl -X DELETE http://localhost:8081/simulator/requests
 * curl -N -H 'Last-Event-ID: 0' http://localhost:8081/simulator/events
 * curl 'http://localhost:8081/simulator/report?r=5s'
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

  /** Name of the routes that need no token. */
  static final String OPEN = "open";

  private static final int MOST = 10_000;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration USUAL_PRICE = Duration.ofSeconds(5);

  private final Bench bench;
  private final Simulation simulation;
  private final SimulatedClock clock;
  private final Face face;
  private final ScenarioCatalogue scenarios;
  private final TruthJson truth;

  ControlService(Bench bench, Face face, ScenarioCatalogue scenarios) {
    this.bench = bench;
    this.simulation = bench.simulation();
    this.clock = simulation.clock();
    this.face = face;
    this.scenarios = scenarios;
    this.truth = new TruthJson(clock);
  }

  @Override
  public void routing(HttpRules rules) {
    ControlExchange exchange = new ControlExchange(bench, face);
    EventStream events = new EventStream(bench.events(), new EventJson(truth), HEARTBEAT);
    new Routes(rules, exchange::serve)
            .get("/simulator/jobs", guarded(this::jobs))
            .get("/simulator/jobs/{id}", guarded(this::job))
            .get("/simulator/scenarios", guarded(this::scenarios))
            .get("/simulator/scenario", guarded(this::scenario))
            .put("/simulator/scenario", guarded(this::useScenario))
            .get("/simulator/faults", guarded(this::faults))
            .post("/simulator/faults", guarded(this::addFault))
            .delete("/simulator/faults/{id}", guarded(this::liftFault))
            .get("/simulator/requests", guarded(this::requests))
            .delete("/simulator/requests", guarded(this::forgetRequests))
            .stream(
                "/simulator/events",
                (request, response) -> exchange.stream(events, request, response))
            .get("/simulator/report", guarded(this::report))
            .get("/simulator/clock", guarded(this::clock))
            .put("/simulator/clock", guarded(this::setClock))
            .post("/simulator/clock/advance", guarded(this::advanceClock))
            .post("/simulator/reset", guarded(this::reset))
            .get("/openapi", Route.of(OPEN, ApiDocument.ofControl()::answer))
            .get("/observe/health", Route.of(OPEN, this::health))
            .get("/observe/metrics", guarded(this::metrics))
            .refuseOtherMethods()
            .refuseOtherPaths();
  }

  private static Route guarded(Function<Call, Answer> work) {
    return Route.of("control", work);
  }

  private Answer jobs(Call call) {
    int limit = call.query("limit", 100, 1, MOST);
    long before = call.query("token").map(PageToken::read).orElse(Long.MAX_VALUE);
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
      body.add("next_token", PageToken.write(page.getLast().number()));
    }
    return Answer.json(200, body.build());
  }

  private Answer job(Call call) {
    String id = call.pathParameter("id");
    Job implicit = simulation.implicitJob();
    Job job =
        simulation
            .jobs()
            .find(id)
            .or(() -> Optional.of(implicit).filter(each -> each.id().equals(id)))
            .orElseThrow(() -> Refusal.of(404, "", "There is no such job"));
    return Answer.json(200, truth.job(job).build());
  }

  private Answer scenarios(Call call) {
    JsonArrayBuilder all = Json.array();
    for (String name : scenarios.names()) {
      var entry = Json.object().add("name", name);
      try {
        scenarios.find(name).ifPresent(found -> entry.add("description", found.description()));
      } catch (DocumentException e) {
        entry.add("error", e.getMessage());
      }
      all.add(entry);
    }
    return Answer.json(200, Json.object().add("scenarios", all).build());
  }

  private Answer scenario(Call call) {
    return Answer.json(200, ScenarioJson.scenario(simulation.scenario()).build());
  }

  private Answer useScenario(Call call) {
    Scenario next = understand(call, this::scenarioIn);
    simulation.use(next);
    return scenario(call);
  }

  /** A name, alone or as the only field, or a whole scenario. */
  private Scenario scenarioIn(YamlValue document) {
    return switch (document) {
      case YamlValue.Text(var spot, String name) -> named(name);
      case YamlValue.Fields(var spot, var fields)
          when fields.size() == 1 && fields.containsKey("name") ->
          named(new FieldReader(document).require("name", FieldReader::text));
      case YamlValue.Fields fields -> ScenarioReader.read(document, "custom");
      case YamlValue.Items items -> ScenarioReader.read(document, "custom");
    };
  }

  private Scenario named(String name) {
    return scenarios
        .find(name)
        .orElseThrow(
            () -> Refusal.of(404, "", "There is no such scenario; known: " + scenarios.names()));
  }

  private Answer faults(Call call) {
    JsonArrayBuilder faults = Json.array();
    simulation.faults().inForce(clock.now()).forEach(rule -> faults.add(FaultJson.active(rule)));
    return Answer.json(200, Json.object().add("faults", faults).build());
  }

  private Answer addFault(Call call) {
    FaultRule rule = understand(call, FaultReader::read);
    ActiveRule added = simulation.faults().add(rule, clock.now());
    return Answer.created("/simulator/faults/" + added.id(), FaultJson.active(added).build());
  }

  private Answer liftFault(Call call) {
    if (!simulation.faults().lift(call.pathParameter("id"))) {
      throw Refusal.of(404, "", "There is no such fault rule");
    }
    return Answer.empty(204);
  }

  private Answer requests(Call call) {
    int limit = call.query("limit", 1_000, 1, MOST);
    Predicate<JournalEntry> wanted =
        wanted(call, "route", JournalEntry::route)
            .and(wanted(call, "method", JournalEntry::method))
            .and(wanted(call, "status", entry -> Integer.toString(entry.status())))
            .and(wanted(call, "client", JournalEntry::client))
            .and(wantedPart(call, "job", JournalEntry::job))
            .and(wantedPart(call, "fault", JournalEntry::fault));
    JsonArrayBuilder requests = Json.array();
    simulation
        .journal()
        .entries(wanted, limit)
        .forEach(entry -> requests.add(TruthJson.request(entry)));
    return Answer.json(
        200,
        Json.object()
            .add("requests", requests)
            .add("written", simulation.journal().written())
            .build());
  }

  private static Predicate<JournalEntry> wanted(
      Call call, String parameter, Function<JournalEntry, String> field) {
    return call.query(parameter)
        .<Predicate<JournalEntry>>map(value -> entry -> field.apply(entry).equals(value))
        .orElse(entry -> true);
  }

  private static Predicate<JournalEntry> wantedPart(
      Call call, String parameter, Function<JournalEntry, String> field) {
    return call.query(parameter)
        .<Predicate<JournalEntry>>map(
            value -> entry -> List.of(field.apply(entry).split(",", -1)).contains(value))
        .orElse(entry -> true);
  }

  private Answer forgetRequests(Call call) {
    simulation.journal().clear();
    return Answer.empty(204);
  }

  private Answer report(Call call) {
    int jobs = call.query("jobs", 1_000, 0, MOST);
    try {
      Duration price = call.query("r").map(Durations::parse).orElse(USUAL_PRICE);
      Report report = bench.gradebook().report(price);
      return Answer.json(200, ReportJson.report(report, jobs).build());
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("r", String.valueOf(e.getMessage()));
    }
  }

  private Answer clock(Call call) {
    return Answer.json(200, truth.clock().build());
  }

  private Answer setClock(Call call) {
    understand(
        call,
        document -> {
          FieldReader fields = new FieldReader(document);
          double scale =
              fields.read(
                  "scale",
                  clock.scale(),
                  value -> {
                    double number = FieldReader.number(value);
                    return value.spot().make(() -> SimulatedClock.requireScale(number));
                  });
          boolean frozen = fields.read("frozen", clock.isFrozen(), FieldReader::flag);
          fields.end();
          setClock(scale, frozen);
          return document;
        });
    return clock(call);
  }

  /** Touches only what is to be different, as each touch is an event. */
  private void setClock(double scale, boolean frozen) {
    if (scale != clock.scale()) {
      clock.scale(scale);
    }
    if (frozen != clock.isFrozen()) {
      clock.freeze(frozen);
    }
  }

  private Answer advanceClock(Call call) {
    Duration by =
        understand(
            call,
            document -> {
              FieldReader fields = new FieldReader(document);
              Duration time = fields.require("by", FieldReader::duration);
              fields.end();
              return time;
            });
    try {
      clock.advance(by);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("by", String.valueOf(e.getMessage()));
    }
    return clock(call);
  }

  private Answer reset(Call call) {
    simulation.reset();
    return Answer.empty(204);
  }

  private Answer health(Call call) {
    boolean draining = bench.parking().isClosed();
    return Answer.json(
        draining ? 503 : 200, Json.object().add("status", draining ? "DOWN" : "UP").build());
  }

  private Answer metrics(Call call) {
    return Answer.bytes(
        "text/plain; version=0.0.4; charset=utf-8",
        bench.metrics().scrape().getBytes(StandardCharsets.UTF_8));
  }

  private static <T> T understand(Call call, Function<YamlValue, T> reader) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(call.body())).toString();
      return reader.apply(Yaml.read("body", text));
    } catch (CharacterCodingException e) {
      throw Refusal.of(400, "", "The body is not text in UTF-8");
    } catch (DocumentException e) {
      throw Refusal.of(400, "", e.getMessage() == null ? "" : e.getMessage());
    }
  }
}
