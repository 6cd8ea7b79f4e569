package dev.pollwise.simulator.control;

import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Journal;
import dev.pollwise.simulator.simulation.SimulatedClock;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;

/**
 * What really is, as JSON for the control API. Simulated times are ISO durations since the start of
 * the server, wall-clock times ISO instants; where both make sense, both are given.
 */
final class TruthJson {

  private final SimulatedClock clock;

  TruthJson(SimulatedClock clock) {
    this.clock = clock;
  }

  JsonObjectBuilder job(Job job) {
    JsonObjectBuilder json =
        Json.object()
            .add("id", job.id())
            .add("number", job.number())
            .add("identity", job.identity().value())
            .add("state", job.peek(clock.now()).word())
            .add("owner", job.spec().owner())
            .add("output_language", job.spec().language())
            .add("callback_id", job.spec().callbackId())
            .add(
                "created",
                Json.object()
                    .add("simulated", job.createdAt().toString())
                    .add("wall", job.createdOnWall().toString()))
            .add("plan", plan(job.plan()));
    job.plan().endsAfter().ifPresent(after -> json.add("ends", moment(job, after)));
    JsonArrayBuilder transitions = Json.array();
    for (JobPlan.Transition transition : job.plan().transitions()) {
      transitions.add(moment(job, transition.after()).add("state", transition.state().word()));
    }
    return json.add("transitions", transitions)
        .add("calls", Json.number(job.calls()))
        .add("polls", job.polls());
  }

  private JsonObjectBuilder moment(Job job, Duration after) {
    Duration at = job.createdAt().plus(after);
    return Json.object()
        .add("simulated", at.toString())
        .add("wall", clock.wallInstantOf(at).toString());
  }

  private static JsonObjectBuilder plan(JobPlan plan) {
    JsonObjectBuilder json = Json.object();
    switch (plan.progress()) {
      case JobPlan.Progress.Timed(Duration queued, Duration total) ->
          json.add("queued", queued.toString()).add("total", total.toString());
      case JobPlan.Progress.Polled(long pending, long running) ->
          json.add("pending_polls", pending).add("running_polls", running);
    }
    if (plan.source() instanceof JobPlan.SourceLength.Of(Duration length)) {
      json.add("source_length", length.toString());
    }
    return switch (plan.end()) {
      case JobPlan.JobEnd.Completes completes -> json.add("end", "completed");
      case JobPlan.JobEnd.Fails(String message) ->
          json.add("end", "failed").add("failure_message", message);
    };
  }

  static JsonObjectBuilder request(Journal.JournalEntry entry) {
    return Json.object()
        .add("number", entry.number())
        .add(
            "arrived",
            Json.object()
                .add("simulated", entry.arrivedAt().toString())
                .add("wall", entry.arrivedOnWall().toString()))
        .add("method", entry.method())
        .add("path", entry.path())
        .add("route", entry.route())
        .add("status", entry.status())
        .add("took", entry.took().toString())
        .add("job", entry.job())
        .add("client", entry.client())
        .add("user_agent", entry.userAgent())
        .add("fault", entry.fault())
        .add("request_id", entry.requestId());
  }

  JsonObjectBuilder clock() {
    return Json.object()
        .add("scale", clock.scale())
        .add("frozen", clock.isFrozen())
        .add("simulated", clock.now().toString())
        .add("wall", clock.wallInstant().toString());
  }
}
