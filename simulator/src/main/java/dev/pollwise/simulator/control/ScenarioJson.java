package dev.pollwise.simulator.control;

import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.fault.RetryHint;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.Failures;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.job.Progress;
import dev.pollwise.simulator.scenario.OverConcurrency;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.scenario.RequestLimits;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.WebhookLaw;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.TreeMap;

/** Scenarios as JSON, in the form in which they are read. */
final class ScenarioJson {

  private ScenarioJson() {}

  static JsonObjectBuilder scenario(Scenario scenario) {
    JsonObjectBuilder json =
        Json.object().add("name", scenario.name()).add("description", scenario.description());
    switch (scenario.plans().pace()) {
      case PlanLaw.Pace.ByTime(DurationLaw total, DurationLaw queue) ->
          json.add("duration", LawJson.law(total)).add("queue", LawJson.law(queue));
      case PlanLaw.Pace.ByPolls(Progress.Polled(long pending, long running)) ->
          json.add(
              "progress",
              Json.object()
                  .add("polls", Json.object().add("pending", pending).add("running", running)));
    }
    json.add("errors", errors(scenario.plans().failures()));
    if (scenario.concurrency() > 0) {
      json.add("concurrency", concurrency(scenario));
    }
    limits(json, scenario.requestLimits());
    JsonArrayBuilder faults = Json.array();
    scenario.faults().forEach(rule -> faults.add(FaultJson.rule(rule)));
    json.add("faults", faults);
    WebhookLaw webhooks = scenario.webhooks();
    if (!webhooks.isNone()) {
      json.add(
          "webhooks",
          Json.object()
              .add("delay", LawJson.law(webhooks.delay()))
              .add("loss", webhooks.loss())
              .add("duplication", webhooks.duplication()));
    }
    return json;
  }

  private static JsonValue concurrency(Scenario scenario) {
    if (scenario.overConcurrency().equals(OverConcurrency.usual())) {
      return Json.number(scenario.concurrency());
    }
    JsonObjectBuilder json = Json.object().add("jobs", scenario.concurrency());
    FaultJson.status(json, scenario.overConcurrency().response());
    boolean silent = scenario.overConcurrency().response().retryAfter() instanceof RetryHint.None;
    if (silent && !scenario.overConcurrency().untilFree()) {
      json.add("retry-after", "none");
    }
    return json.build();
  }

  private static void limits(JsonObjectBuilder json, RequestLimits limits) {
    limit(json, "request-limit", limits.perKey());
    limit(json, "address-limit", limits.perAddress());
    if (!limits.ofKeys().isEmpty()) {
      JsonObjectBuilder keys = Json.object();
      new TreeMap<>(limits.ofKeys()).forEach((key, limit) -> limit(keys, key, limit));
      json.add("key-limits", keys);
    }
  }

  private static void limit(JsonObjectBuilder json, String name, RequestLimit limit) {
    if (!limit.isNone()) {
      json.add(
          name,
          Json.object()
              .add("requests", limit.requests())
              .add("per", Durations.format(limit.per()))
              .add("burst", limit.burst()));
    }
  }

  private static JsonObjectBuilder errors(Failures failures) {
    JsonArrayBuilder reasons = Json.array();
    for (Failures.Kind kind : failures.kinds()) {
      JsonObjectBuilder reason =
          Json.object().add("message", kind.message()).add("weight", kind.weight());
      switch (kind.timing()) {
        case Failures.Timing.AtItsEnd atItsEnd -> {}
        case Failures.Timing.After(var law) -> reason.add("after", LawJson.law(law));
      }
      reasons.add(reason);
    }
    return Json.object().add("probability", failures.probability()).add("reasons", reasons);
  }
}
