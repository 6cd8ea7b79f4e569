package dev.pollwise.simulator.http;

import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.Failures;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.job.Progress;
import dev.pollwise.simulator.scenario.Durations;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.WebhookLaw;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;

/** Scenarios as JSON, in the form in which they are read. */
final class ScenarioJson {

  private ScenarioJson() {}

  static JsonObjectBuilder scenario(Scenario scenario) {
    JsonObjectBuilder json =
        Json.object().add("name", scenario.name()).add("description", scenario.description());
    switch (scenario.plans().pace()) {
      case PlanLaw.Pace.ByTime(DurationLaw total, DurationLaw queue) ->
          json.add("duration", law(total)).add("queue", law(queue));
      case PlanLaw.Pace.ByPolls(Progress.Polled(long pending, long running)) ->
          json.add(
              "progress",
              Json.object()
                  .add("polls", Json.object().add("pending", pending).add("running", running)));
    }
    json.add("errors", errors(scenario.plans().failures()));
    if (scenario.concurrency() > 0) {
      json.add("concurrency", scenario.concurrency());
    }
    RequestLimit limit = scenario.requestLimit();
    if (!limit.isNone()) {
      json.add(
          "request-limit",
          Json.object()
              .add("requests", limit.requests())
              .add("per", Durations.format(limit.per())));
    }
    JsonArrayBuilder faults = Json.array();
    scenario.faults().forEach(rule -> faults.add(FaultJson.rule(rule)));
    json.add("faults", faults);
    WebhookLaw webhooks = scenario.webhooks();
    if (!webhooks.isNone()) {
      json.add(
          "webhooks",
          Json.object()
              .add("delay", law(webhooks.delay()))
              .add("loss", webhooks.loss())
              .add("duplication", webhooks.duplication()));
    }
    return json;
  }

  static JsonObjectBuilder law(DurationLaw law) {
    return switch (law) {
      case DurationLaw.Fixed(var value) -> Json.object().add("fixed", Durations.format(value));
      case DurationLaw.Uniform(var min, var max) ->
          Json.object()
              .add(
                  "uniform",
                  Json.object()
                      .add("min", Durations.format(min))
                      .add("max", Durations.format(max)));
      case DurationLaw.LogNormal(var median, double sigma) ->
          Json.object()
              .add(
                  "log-normal",
                  Json.object().add("median", Durations.format(median)).add("sigma", sigma));
    };
  }

  private static JsonObjectBuilder errors(Failures failures) {
    JsonArrayBuilder reasons = Json.array();
    for (Failures.Kind kind : failures.kinds()) {
      JsonObjectBuilder reason =
          Json.object().add("message", kind.message()).add("weight", kind.weight());
      switch (kind.timing()) {
        case Failures.Timing.AtItsEnd atItsEnd -> {}
        case Failures.Timing.After(var law) -> reason.add("after", law(law));
      }
      reasons.add(reason);
    }
    return Json.object().add("probability", failures.probability()).add("reasons", reasons);
  }
}
