package dev.pollwise.simulator.control;

import dev.pollwise.simulator.event.SimulatorEvent;
import dev.pollwise.simulator.http.Json;
import jakarta.json.JsonObjectBuilder;

/** Events as JSON, named as the stream names them. */
final class EventJson {

  private final TruthJson truth;

  EventJson(TruthJson truth) {
    this.truth = truth;
  }

  static String name(SimulatorEvent what) {
    return switch (what) {
      case SimulatorEvent.RequestOver request -> "request";
      case SimulatorEvent.JobCreated job -> "job";
      case SimulatorEvent.ScenarioChanged scenario -> "scenario";
      case SimulatorEvent.FaultAdded fault -> "fault-added";
      case SimulatorEvent.FaultLifted fault -> "fault-lifted";
      case SimulatorEvent.ClockSet clock -> "clock";
      case SimulatorEvent.Reset reset -> "reset";
    };
  }

  JsonObjectBuilder data(SimulatorEvent what) {
    return switch (what) {
      case SimulatorEvent.RequestOver(var entry) -> TruthJson.request(entry);
      case SimulatorEvent.JobCreated(var job) -> truth.job(job);
      case SimulatorEvent.ScenarioChanged(String name) -> Json.object().add("name", name);
      case SimulatorEvent.FaultAdded(var rule) -> FaultJson.active(rule);
      case SimulatorEvent.FaultLifted(String id) -> Json.object().add("id", id);
      case SimulatorEvent.ClockSet clock -> truth.clock();
      case SimulatorEvent.Reset reset -> Json.object();
    };
  }
}
