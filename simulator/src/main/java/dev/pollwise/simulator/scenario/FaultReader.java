package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.Occurrence;
import dev.pollwise.simulator.fault.Phase;
import dev.pollwise.simulator.fault.Place;
import dev.pollwise.simulator.fault.RetryHint;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Reads a fault rule.
 *
 * <pre>
 * fault: status            # latency, status, reset, close, no-answer
 * status: 503              # of status; also: code, message, body: envelope | empty
 * retry-after: 5s          # of status; or {date: 5s}
 * delay: {uniform: {min: 1s, max: 3s}}   # of latency: a law
 * at-most: 5m              # of no-answer
 * route: get               # where; a route, default all
 * job: my-callback-id      # where; a job's id or callback_id, default all
 * share: 0.1               # how often; or first: 3, or every: 5; default always
 * from: 10s                # when, in simulated time since the rule came into force
 * until: 40s
 * phase: before            # or after the work was done
 * lease: 5m                # when the rule lifts itself
 * </pre>
 */
public final class FaultReader {

  private FaultReader() {}

  /**
   * Reads a rule. A word alone stands for that fault everywhere and always.
   *
   * @throws DocumentException if it is none
   */
  public static FaultRule read(YamlValue value) {
    YamlValue full =
        value instanceof YamlValue.Text
            ? new YamlValue.Fields(
                value.spot(), Map.of("fault", new YamlValue.Field(value.spot(), value)))
            : value;
    FieldReader fields = new FieldReader(full);
    FaultRule always = FaultRule.of(fault(fields));
    Place place =
        fields
            .spot()
            .make(() ->
                new Place(
                    fields.read("route", "*", FieldReader::text),
                    fields.read("job", "*", FieldReader::text)));
    Occurrence occurrence = occurrence(fields);
    Phase phase = fields.read("phase", always.phase(), FaultReader::phase);
    Duration from = fields.read("from", Duration.ZERO, FieldReader::duration);
    Duration until = fields.read("until", FaultRule.FOREVER, FieldReader::duration);
    Duration lease = fields.read("lease", FaultRule.FOREVER, FieldReader::duration);
    fields.end();
    return fields
        .spot()
        .make(() ->
            always.at(place).occurring(occurrence).in(phase).between(from, until).lease(lease));
  }

  private static Fault fault(FieldReader fields) {
    YamlValue word = fields.field("fault").orElseThrow(() -> missing(fields));
    return switch (FieldReader.text(word)) {
      case "latency" -> Fault.latency(fields.require("delay", LawReader::read));
      case "status" -> status(fields);
      case "reset" -> Fault.reset();
      case "close" -> Fault.close();
      case "no-answer" -> {
        Duration atMost = fields.read("at-most", Fault.NoAnswer.DEFAULT, FieldReader::duration);
        yield fields.spot().make(() -> new Fault.NoAnswer(atMost));
      }
      default ->
          throw word.spot()
              .wrong(
                  "unknown fault "
                      + word.kind()
                      + "; known: latency, status, reset, close, no-answer");
    };
  }

  private static DocumentException missing(FieldReader fields) {
    return fields.spot().wrong("key fault is missing");
  }

  private static Fault status(FieldReader fields) {
    int status = fields.require("status", FieldReader::whole);
    RetryHint hint = fields.read("retry-after", new RetryHint.None(), FaultReader::hint);
    String code = fields.read("code", "", FieldReader::text);
    String message = fields.read("message", "", FieldReader::text);
    ErrorBody body =
        fields.read(
            "body", new ErrorBody.Envelope(code, message), value -> body(value, code, message));
    return fields.spot().make(() -> new Fault.StatusError(status, body, hint));
  }

  private static ErrorBody body(YamlValue value, String code, String message) {
    return switch (FieldReader.text(value)) {
      case "envelope" -> new ErrorBody.Envelope(code, message);
      case "empty" -> new ErrorBody.Empty();
      default -> throw value.spot().wrong("body must be envelope or empty, not " + value.kind());
    };
  }

  private static RetryHint hint(YamlValue value) {
    if (value instanceof YamlValue.Fields) {
      FieldReader fields = new FieldReader(value);
      Duration time = fields.require("date", FieldReader::duration);
      fields.end();
      return value.spot().make(() -> new RetryHint.AtDate(time));
    }
    Duration time = FieldReader.duration(value);
    return value.spot().make(() -> new RetryHint.InSeconds(time));
  }

  private static Occurrence occurrence(FieldReader fields) {
    List<Occurrence> given =
        List.of("share", "first", "every").stream()
            .flatMap(word -> fields.field(word).map(value -> occurrence(word, value)).stream())
            .toList();
    if (given.size() > 1) {
      throw fields.spot().wrong("only one of share, first and every may be given");
    }
    return given.isEmpty() ? new Occurrence.Share(1) : given.getFirst();
  }

  private static Occurrence occurrence(String word, YamlValue value) {
    if (word.equals("share")) {
      double share = FieldReader.number(value);
      return value.spot().make(() -> new Occurrence.Share(share));
    }
    int count = FieldReader.whole(value);
    return value
        .spot()
        .make(
            () -> word.equals("first") ? new Occurrence.First(count) : new Occurrence.Every(count));
  }

  private static Phase phase(YamlValue value) {
    return switch (FieldReader.text(value)) {
      case "before" -> Phase.BEFORE;
      case "after" -> Phase.AFTER;
      default -> throw value.spot().wrong("phase must be before or after, not " + value.kind());
    };
  }
}
