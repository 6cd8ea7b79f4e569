package dev.pollwise.simulator.control;

import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.report.Report;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;

/** The verdict as JSON. Lengths of time are seconds, moments ISO durations since the start. */
final class ReportJson {

  private final double price;
  private final int jobs;

  private ReportJson(double price, int jobs) {
    this.price = price;
    this.jobs = jobs;
  }

  /**
   * Writes it.
   *
   * @param jobs how many jobs of each client to show, the last ones
   */
  static JsonObjectBuilder report(Report report, int jobs) {
    ReportJson writer = new ReportJson(seconds(report.price()), jobs);
    JsonArrayBuilder clients = Json.array();
    report.clients().forEach(client -> clients.add(writer.client(client)));
    return Json.object()
        .add("r", report.price().toString())
        .add("complete", report.isComplete())
        .add("forgotten", forgotten(report.forgotten()))
        .add("clients", clients);
  }

  private static JsonObjectBuilder forgotten(Report.Forgotten forgotten) {
    return Json.object()
        .add("clients", forgotten.clients())
        .add("jobs", forgotten.jobs())
        .add("submits", forgotten.submits())
        .add("server_jobs", forgotten.serverJobs())
        .add("pauses", forgotten.pauses())
        .add("idempotency_keys", forgotten.idempotencyKeys());
  }

  private JsonObjectBuilder client(Report.ClientReport client) {
    List<Report.JobReport> all = client.jobs();
    List<Report.JobReport> last = all.subList(Math.max(0, all.size() - jobs), all.size());
    JsonArrayBuilder shown = Json.array();
    last.forEach(job -> shown.add(job(job)));
    JsonObjectBuilder json =
        Json.object()
            .add("client", client.client().key())
            .add("user_agent", client.client().userAgent())
            .add("complete", client.isComplete())
            .add("requests", client.requests())
            .add("submits", client.submits())
            .add("calls", Json.number(client.counts().calls()))
            .add("faulted", Json.number(client.counts().faulted()));
    if (client.isComplete()) {
      sins(json, client);
    } else {
      // Nobody can take for none what is not known; how many there were at least is told as that.
      JsonObject known = sins(Json.object(), client).build();
      known.keySet().forEach(name -> json.add(name, JsonValue.NULL));
      json.add("at_least", known);
    }
    return json.add("cost", comparison(client.comparison()))
        .add("jobs_asked_about", all.size() + client.jobsForgotten())
        .add("jobs", shown)
        .add("rest", counts(Json.object(), client.countsWithout(last)));
  }

  private JsonObjectBuilder sins(JsonObjectBuilder json, Report.ClientReport client) {
    return sins(json, client.counts())
        .add("early_submits", client.earlySubmits())
        .add("repeated_submits", client.repeatedSubmits())
        .add("undetected", client.undetected());
  }

  private static JsonObjectBuilder sins(JsonObjectBuilder json, Report.Counts counts) {
    return json.add("wasted", Json.number(counts.wasted()))
        .add("early", Json.number(counts.early()))
        .add("after_end", Json.number(counts.afterEnd()))
        .add("overlapping", Json.number(counts.overlapping()));
  }

  private JsonObjectBuilder job(Report.JobReport job) {
    JsonObjectBuilder json = counts(Json.object().add("job", job.job()), job.counts());
    job.detection().ifPresent(detection -> json.add("detection", detection(detection)));
    job.comparison().ifPresent(comparison -> json.add("cost", comparison(comparison)));
    return json;
  }

  private static JsonObjectBuilder counts(JsonObjectBuilder json, Report.Counts counts) {
    return sins(
        json.add("calls", Json.number(counts.calls()))
            .add("faulted", Json.number(counts.faulted())),
        counts);
  }

  private static JsonObjectBuilder detection(Report.Detection detection) {
    return Json.object()
        .add("end", detection.end().toString())
        .add("seen", detection.seen().toString())
        .add("lateness", rounded(seconds(detection.lateness())))
        .add("lateness_on_wall", rounded(seconds(detection.latenessOnWall())));
  }

  private JsonObjectBuilder comparison(Report.Comparison comparison) {
    return Json.object()
        .add("client", cost(comparison.client()))
        .add("clairvoyant", cost(comparison.clairvoyant()))
        .add("best", cost(comparison.best()));
  }

  private JsonObjectBuilder cost(Report.Cost cost) {
    return Json.object()
        .add("calls", Json.number(cost.calls()))
        .add("lateness", rounded(cost.lateness()))
        .add("total", rounded(cost.at(price)));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static double rounded(double number) {
    return Math.round(number * 1e3) / 1e3;
  }
}
