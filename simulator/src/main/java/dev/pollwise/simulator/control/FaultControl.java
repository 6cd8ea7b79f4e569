package dev.pollwise.simulator.control;

import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultKind;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.simulation.Simulation;
import jakarta.json.JsonArrayBuilder;

/** Which fault rules are in force. */
final class FaultControl {

  private final Simulation simulation;

  FaultControl(Simulation simulation) {
    this.simulation = simulation;
  }

  Response inForce(RequestContext call) {
    JsonArrayBuilder faults = Json.array();
    simulation
        .faults()
        .inForce(simulation.clock().now())
        .forEach(rule -> faults.add(FaultJson.active(rule)));
    return Response.json(200, Json.object().add("faults", faults).build());
  }

  Response kinds(RequestContext call) {
    JsonArrayBuilder kinds = Json.array();
    for (FaultKind kind : FaultKind.values()) {
      kinds.add(FaultJson.kind(kind));
    }
    return Response.json(
        200,
        Json.object().add("kinds", kinds).add("keys", FaultJson.keys(FaultRule.keys())).build());
  }

  Response add(RequestContext call) {
    FaultRule rule = ControlBody.read(call, FaultRule.FORM.reader());
    try {
      FaultBoard.ActiveRule added = simulation.fault(rule);
      return Response.created("/simulator/faults/" + added.id(), FaultJson.active(added).build());
    } catch (IllegalStateException tooMany) {
      throw ApiError.of(409, "", String.valueOf(tooMany.getMessage()));
    }
  }

  Response lift(RequestContext call) {
    if (!simulation.faults().lift(call.pathParameter("id"))) {
      throw ApiError.of(404, "", "There is no such fault rule");
    }
    return Response.empty(204);
  }
}
