package dev.pollwise.simulator.control;

import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.report.ClientReport;
import dev.pollwise.simulator.report.Comparison;
import dev.pollwise.simulator.report.Cost;
import dev.pollwise.simulator.report.Counts;
import dev.pollwise.simulator.report.Detection;
import dev.pollwise.simulator.report.JobReport;
import dev.pollwise.simulator.report.Report;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
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
    return Json.object().add("r", report.price().toString()).add("clients", clients);
  }

  private JsonObjectBuilder client(ClientReport client) {
    List<JobReport> all = client.jobs();
    JsonArrayBuilder shown = Json.array();
    all.subList(Math.max(0, all.size() - jobs), all.size()).forEach(job -> shown.add(job(job)));
    return counts(
            Json.object()
                .add("client", client.client().key())
                .add("user_agent", client.client().userAgent())
                .add("requests", client.requests())
                .add("submits", client.submits())
                .add("repeated_submits", client.repeatedSubmits()),
            client.counts())
        .add("cost", comparison(client.comparison()))
        .add("jobs_asked_about", all.size() + client.forgotten())
        .add("jobs", shown);
  }

  private JsonObjectBuilder job(JobReport job) {
    JsonObjectBuilder json = counts(Json.object().add("job", job.job()), job.counts());
    job.detection().ifPresent(detection -> json.add("detection", detection(detection)));
    job.comparison().ifPresent(comparison -> json.add("cost", comparison(comparison)));
    return json;
  }

  private static JsonObjectBuilder counts(JsonObjectBuilder json, Counts counts) {
    return json.add("calls", counts.calls())
        .add("faulted", counts.faulted())
        .add("wasted", counts.wasted())
        .add("early", counts.early())
        .add("after_end", counts.afterEnd())
        .add("overlapping", counts.overlapping());
  }

  private static JsonObjectBuilder detection(Detection detection) {
    return Json.object()
        .add("end", detection.end().toString())
        .add("seen", detection.seen().toString())
        .add("lateness", rounded(seconds(detection.lateness())))
        .add("lateness_on_wall", rounded(seconds(detection.latenessOnWall())));
  }

  private JsonObjectBuilder comparison(Comparison comparison) {
    return Json.object()
        .add("client", cost(comparison.client()))
        .add("clairvoyant", cost(comparison.clairvoyant()))
        .add("best", cost(comparison.best()));
  }

  private JsonObjectBuilder cost(Cost cost) {
    return Json.object()
        .add("calls", rounded(cost.calls()))
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
