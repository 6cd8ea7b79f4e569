package dev.pollwise.simulator.control;

import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.simulation.Journal;
import dev.pollwise.simulator.simulation.Simulation;
import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The journal of requests. */
final class JournalControl {

  private final Simulation simulation;

  JournalControl(Simulation simulation) {
    this.simulation = simulation;
  }

  Response show(RequestContext call) {
    int limit = call.query("limit", 1_000, 1, ControlService.MOST);
    Predicate<Journal.JournalEntry> wanted =
        wanted(call, "route", Journal.JournalEntry::route)
            .and(wanted(call, "method", Journal.JournalEntry::method))
            .and(wanted(call, "status", entry -> Integer.toString(entry.status())))
            .and(wanted(call, "client", Journal.JournalEntry::client))
            .and(wantedPart(call, "job", Journal.JournalEntry::job))
            .and(wantedPart(call, "fault", Journal.JournalEntry::fault));
    JsonArrayBuilder requests = Json.array();
    simulation
        .journal()
        .entries(wanted, limit)
        .forEach(entry -> requests.add(TruthJson.request(entry)));
    return Response.json(
        200,
        Json.object()
            .add("requests", requests)
            .add("written", simulation.journal().written())
            .add("forgotten", simulation.journal().forgotten())
            .build());
  }

  private static Predicate<Journal.JournalEntry> wanted(
      RequestContext call, String parameter, Function<Journal.JournalEntry, String> field) {
    return call.query(parameter)
        .<Predicate<Journal.JournalEntry>>map(value -> entry -> field.apply(entry).equals(value))
        .orElse(entry -> true);
  }

  private static Predicate<Journal.JournalEntry> wantedPart(
      RequestContext call, String parameter, Function<Journal.JournalEntry, String> field) {
    return call.query(parameter)
        .<Predicate<Journal.JournalEntry>>map(
            value -> entry -> List.of(field.apply(entry).split(",", -1)).contains(value))
        .orElse(entry -> true);
  }

  Response clear(RequestContext call) {
    simulation.journal().clear(simulation.clock().nanoTime());
    return Response.empty(204);
  }
}
