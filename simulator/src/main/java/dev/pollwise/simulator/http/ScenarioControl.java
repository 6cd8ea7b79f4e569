package dev.pollwise.simulator.http;

import dev.pollwise.simulator.scenario.DocumentException;
import dev.pollwise.simulator.scenario.FieldReader;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.scenario.ScenarioReader;
import dev.pollwise.simulator.scenario.YamlValue;
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

  Answer names(Call call) {
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

  Answer inForce(Call call) {
    return Answer.json(200, ScenarioJson.scenario(simulation.scenario()).build());
  }

  Answer use(Call call) {
    Scenario next = ControlBody.read(call, this::scenarioIn);
    simulation.use(next);
    return inForce(call);
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
}
