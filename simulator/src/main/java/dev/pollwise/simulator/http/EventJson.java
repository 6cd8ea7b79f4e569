package dev.pollwise.simulator.http;

import dev.pollwise.simulator.event.Happening;
import jakarta.json.JsonObjectBuilder;

/** Events as JSON, named as the stream names them. */
final class EventJson {

  private final TruthJson truth;

  EventJson(TruthJson truth) {
    this.truth = truth;
  }

  static String name(Happening what) {
    return switch (what) {
      case Happening.RequestOver request -> "request";
      case Happening.JobCreated job -> "job";
      case Happening.ScenarioChanged scenario -> "scenario";
      case Happening.FaultAdded fault -> "fault-added";
      case Happening.FaultLifted fault -> "fault-lifted";
      case Happening.ClockSet clock -> "clock";
      case Happening.Reset reset -> "reset";
    };
  }

  JsonObjectBuilder data(Happening what) {
    return switch (what) {
      case Happening.RequestOver(var entry) -> TruthJson.request(entry);
      case Happening.JobCreated(var job) -> truth.job(job);
      case Happening.ScenarioChanged(String name) -> Json.object().add("name", name);
      case Happening.FaultAdded(var rule) -> FaultJson.active(rule);
      case Happening.FaultLifted(String id) -> Json.object().add("id", id);
      case Happening.ClockSet clock -> truth.clock();
      case Happening.Reset reset -> Json.object();
    };
  }
}
