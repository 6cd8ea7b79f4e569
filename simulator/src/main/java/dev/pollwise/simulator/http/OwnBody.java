package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Job;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Fills in what a text of the user's own leaves open. */
public final class OwnBody {

  private static final String ID = "${id}";
  private static final String IDS = "${ids}";
  private static final String MESSAGE = "${message}";

  private OwnBody() {}

  /** An object with a JSON merge patch (RFC 7396), whose gaps are filled for one job. */
  public static JsonObjectBuilder patched(JsonObjectBuilder object, String patch, Job job) {
    return Json.patched(object, Json.of(json(patch, List.of(job))));
  }

  /** A response with that body, about those jobs. */
  static Response response(int status, ErrorBody.Own body, List<Job> jobs) {
    String text =
        body.type().equals(ErrorBody.MediaType.JSON) ? json(body.text(), jobs) : text(body, jobs);
    return Response.bytes(body.type().text(), text.getBytes(StandardCharsets.UTF_8))
        .withStatus(status);
  }

  /** The JSON text with its gaps filled; what fills one cannot break it. */
  private static String json(String text, List<Job> jobs) {
    JsonArrayBuilder ids = Json.array();
    jobs.forEach(job -> ids.add(job.id()));
    return text.replace('"' + IDS + '"', JsonText.of(ids.build()))
        .replace(ID, inQuotes(id(jobs)))
        .replace(MESSAGE, inQuotes(message(jobs)));
  }

  private static String text(ErrorBody.Own body, List<Job> jobs) {
    String ids = jobs.stream().map(Job::id).collect(Collectors.joining(","));
    return body.text().replace(IDS, ids).replace(ID, id(jobs)).replace(MESSAGE, message(jobs));
  }

  /** A header's value with its gaps filled. */
  static String header(String value, List<Job> jobs) {
    return value.replace(ID, id(jobs));
  }

  private static String id(List<Job> jobs) {
    return jobs.isEmpty() ? "" : jobs.getFirst().id();
  }

  private static String message(List<Job> jobs) {
    return !jobs.isEmpty()
            && jobs.getFirst().plan().end() instanceof JobPlan.JobEnd.Fails(String message)
        ? message
        : "";
  }

  private static String inQuotes(String text) {
    String quoted = JsonText.of(Json.text(text));
    return quoted.substring(1, quoted.length() - 1);
  }
}
