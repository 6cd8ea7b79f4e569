package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.ActiveRule;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.scenario.FaultReader;
import dev.pollwise.simulator.simulation.Simulation;
import jakarta.json.JsonArrayBuilder;

/** Which fault rules are in force. */
final class FaultControl {

  private final Simulation simulation;

  FaultControl(Simulation simulation) {
    this.simulation = simulation;
  }

  Answer inForce(Call call) {
    JsonArrayBuilder faults = Json.array();
    simulation
        .faults()
        .inForce(simulation.clock().now())
        .forEach(rule -> faults.add(FaultJson.active(rule)));
    return Answer.json(200, Json.object().add("faults", faults).build());
  }

  Answer add(Call call) {
    FaultRule rule = ControlBody.read(call, FaultReader::read);
    ActiveRule added = simulation.faults().add(rule, simulation.clock().now());
    return Answer.created("/simulator/faults/" + added.id(), FaultJson.active(added).build());
  }

  Answer lift(Call call) {
    if (!simulation.faults().lift(call.pathParameter("id"))) {
      throw Refusal.of(404, "", "There is no such fault rule");
    }
    return Answer.empty(204);
  }
}
