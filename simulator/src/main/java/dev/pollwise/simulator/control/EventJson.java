package dev.pollwise.simulator.control;

import dev.pollwise.simulator.event.EventRing;
import dev.pollwise.simulator.http.Json;
import jakarta.json.JsonObjectBuilder;

/** Events as JSON, named as the stream names them. */
final class EventJson {

  private final TruthJson truth;

  EventJson(TruthJson truth) {
    this.truth = truth;
  }

  static String name(EventRing.SimulatorEvent what) {
    return switch (what) {
      case EventRing.SimulatorEvent.RequestOver request -> "request";
      case EventRing.SimulatorEvent.JobCreated job -> "job";
      case EventRing.SimulatorEvent.ScenarioChanged scenario -> "scenario";
      case EventRing.SimulatorEvent.FaultAdded fault -> "fault-added";
      case EventRing.SimulatorEvent.FaultLifted fault -> "fault-lifted";
      case EventRing.SimulatorEvent.ClockSet clock -> "clock";
      case EventRing.SimulatorEvent.Reset reset -> "reset";
    };
  }

  JsonObjectBuilder data(EventRing.SimulatorEvent what) {
    return switch (what) {
      case EventRing.SimulatorEvent.RequestOver(var entry) -> TruthJson.request(entry);
      case EventRing.SimulatorEvent.JobCreated(var job) -> truth.job(job);
      case EventRing.SimulatorEvent.ScenarioChanged(String name) -> Json.object().add("name", name);
      case EventRing.SimulatorEvent.FaultAdded(var rule) -> FaultJson.active(rule);
      case EventRing.SimulatorEvent.FaultLifted(String id) -> Json.object().add("id", id);
      case EventRing.SimulatorEvent.ClockSet clock -> truth.clock();
      case EventRing.SimulatorEvent.Reset reset -> Json.object();
    };
  }
}
