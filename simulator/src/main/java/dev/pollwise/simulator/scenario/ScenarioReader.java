package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.Failures;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.job.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a scenario. Every key but {@code duration} may be left out.
 *
 * <pre>
 * name: my-scenario        # default: that of the file
 * description: One sentence.
 * duration: {log-normal: {median: 8s, sigma: 0.4}}   # from creation to end, queue included
 * queue: 1s                # how much of it is spent pending; a law
 * progress: {polls: {pending: 2, running: 3}}        # instead of duration and queue
 * errors:
 *   probability: 0.1
 *   reasons:
 *     - {message: "…", weight: 2, after: 30s}        # weight 1, at the usual end
 * concurrency: 10          # unfinished jobs per API key; or {jobs: 10, status: 429, code: …}, with
 *                          # what ResponseReader reads about the refusal of more
 * request-limit: {requests: 60, per: 1m, burst: 10}  # per API key; burst as many as requests
 * address-limit: {requests: 600, per: 1m}            # per client address
 * key-limits: {my-key: {requests: 5, per: 1s}}       # of single keys, in place of request-limit
 * faults: []               # see FaultReader
 * webhooks: {delay: 2s, loss: 0.1, duplication: 0.05}   # delay is a law
 * </pre>
 */
public final class ScenarioReader {

  private ScenarioReader() {}

  /**
   * Reads a scenario.
   *
   * @param usualName its name, if the document gives none
   * @throws DocumentException if it is none
   */
  public static Scenario read(YamlValue value, String usualName) {
    FieldReader fields = new FieldReader(value);
    String name = fields.read("name", usualName, FieldReader::text);
    String description = fields.read("description", "", FieldReader::text);
    PlanLaw plans = new PlanLaw(pace(fields), errors(fields));
    Concurrency concurrency =
        fields.read(
            "concurrency",
            new Concurrency(0, OverConcurrency.usual()),
            ScenarioReader::concurrency);
    RequestLimits limits = requestLimits(fields);
    List<FaultRule> faults =
        fields.read(
            "faults",
            List.of(),
            rules -> FieldReader.items(rules).stream().map(FaultReader::read).toList());
    WebhookLaw webhooks = fields.read("webhooks", WebhookLaw.none(), ScenarioReader::webhooks);
    fields.end();
    return fields
        .spot()
        .make(() ->
            new Scenario(
                name,
                description,
                plans,
                concurrency.jobs(),
                concurrency.over(),
                limits,
                faults,
                webhooks));
  }

  /** How many unfinished jobs, and how more are refused. */
  private record Concurrency(int jobs, OverConcurrency over) {}

  private static Concurrency concurrency(YamlValue value) {
    if (value instanceof YamlValue.Text) {
      return new Concurrency(positive(value), OverConcurrency.usual());
    }
    FieldReader fields = new FieldReader(value);
    int jobs = fields.require("jobs", ScenarioReader::positive);
    int status = fields.read("status", 429, FieldReader::whole);
    boolean untilFree = fields.field("retry-after").isEmpty();
    Fault.StatusError response = ResponseReader.read(fields, status);
    fields.end();
    return new Concurrency(jobs, new OverConcurrency(response, untilFree));
  }

  /** Reads a limit on requests, for example {@code {requests: 100, per: 15m, burst: 20}}. */
  public static RequestLimit requestLimit(YamlValue value) {
    FieldReader fields = new FieldReader(value);
    int requests = fields.require("requests", ScenarioReader::positive);
    Duration per = fields.require("per", FieldReader::duration);
    int burst = fields.read("burst", requests, ScenarioReader::positive);
    fields.end();
    return value.spot().make(() -> new RequestLimit(requests, per, burst));
  }

  private static RequestLimits requestLimits(FieldReader fields) {
    RequestLimit perKey =
        fields.read("request-limit", RequestLimit.none(), ScenarioReader::requestLimit);
    RequestLimit perAddress =
        fields.read("address-limit", RequestLimit.none(), ScenarioReader::requestLimit);
    Map<String, RequestLimit> ofKeys = new HashMap<>();
    for (FieldReader keys : fields.field("key-limits").map(FieldReader::new).stream().toList()) {
      for (String key : keys.names()) {
        ofKeys.put(KeyFingerprint.ofWritten(key), keys.require(key, ScenarioReader::requestLimit));
      }
    }
    return fields.spot().make(() -> new RequestLimits(perKey, perAddress, ofKeys));
  }

  private static PlanLaw.Pace pace(FieldReader fields) {
    if (fields.field("progress").isEmpty()) {
      return new PlanLaw.Pace.ByTime(
          fields.require("duration", LawReader::read),
          fields.read("queue", DurationLaw.fixed(Duration.ZERO), LawReader::read));
    }
    FieldReader progress = fields.require("progress", FieldReader::new);
    FieldReader polls = progress.require("polls", FieldReader::new);
    progress.end();
    int pending = polls.require("pending", FieldReader::whole);
    int running = polls.require("running", FieldReader::whole);
    polls.end();
    return polls.spot().make(() -> new PlanLaw.Pace.ByPolls(new Progress.Polled(pending, running)));
  }

  private static Failures errors(FieldReader fields) {
    return fields
        .field("errors")
        .map(FieldReader::new)
        .map(errors -> {
          double probability = errors.require("probability", FieldReader::number);
          List<Failures.Kind> kinds =
              errors.read(
                  "reasons",
                  Failures.none().kinds(),
                  list -> FieldReader.items(list).stream().map(ScenarioReader::kind).toList());
          errors.end();
          return errors.spot().make(() -> new Failures(probability, kinds));
        })
        .orElse(Failures.none());
  }

  private static Failures.Kind kind(YamlValue value) {
    FieldReader fields = new FieldReader(value);
    String message = fields.require("message", FieldReader::text);
    double weight = fields.read("weight", 1.0, FieldReader::number);
    Failures.Timing timing =
        fields
            .field("after")
            .<Failures.Timing>map(law -> new Failures.Timing.After(LawReader.read(law)))
            .orElse(new Failures.Timing.AtItsEnd());
    fields.end();
    return value.spot().make(() -> new Failures.Kind(message, weight, timing));
  }

  private static WebhookLaw webhooks(YamlValue value) {
    FieldReader fields = new FieldReader(value);
    WebhookLaw usual = WebhookLaw.none();
    DurationLaw delay = fields.read("delay", usual.delay(), LawReader::read);
    double loss = fields.read("loss", usual.loss(), FieldReader::number);
    double duplication = fields.read("duplication", usual.duplication(), FieldReader::number);
    fields.end();
    return value.spot().make(() -> new WebhookLaw(delay, loss, duplication));
  }

  private static int positive(YamlValue value) {
    int number = FieldReader.whole(value);
    if (number < 1) {
      throw value.spot().wrong("must be at least 1, not " + number);
    }
    return number;
  }
}
