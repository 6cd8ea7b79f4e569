package dev.pollwise.simulator.control;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.simulation.Simulation;
import jakarta.json.JsonArrayBuilder;

/** Which scenario is in force. */
final class ScenarioControl {

  private final Simulation simulation;
  private final ScenarioCatalogue scenarios;

  ScenarioControl(Simulation simulation, ScenarioCatalogue scenarios) {
    this.simulation = simulation;
    this.scenarios = scenarios;
  }

  Response names(RequestContext call) {
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
    return Response.json(200, Json.object().add("scenarios", all).build());
  }

  Response inForce(RequestContext call) {
    return Response.json(200, Json.of(simulation.scenario().write()).asJsonObject());
  }

  Response use(RequestContext call) {
    Scenario next = ControlBody.read(call, this::scenarioIn);
    simulation.use(next);
    return inForce(call);
  }

  /** A name, alone or as the only field, or a whole scenario. */
  private Scenario scenarioIn(YamlValue document) {
    return switch (document) {
      case YamlValue.Text(var spot, String name, boolean plain) -> named(name);
      case YamlValue.Fields(var spot, var fields)
          when fields.size() == 1 && fields.containsKey("name") ->
          named(new FieldReader(document).require("name", FieldReader::text));
      case YamlValue.Fields fields -> Scenario.read(document, "custom");
      case YamlValue.Items items -> Scenario.read(document, "custom");
    };
  }

  private Scenario named(String name) {
    return scenarios
        .find(name)
        .orElseThrow(
            () -> ApiError.of(404, "", "There is no such scenario; known: " + scenarios.names()));
  }
}
