package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.Occurrence;
import dev.pollwise.simulator.fault.Phase;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.fault.Times;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Reads a fault rule: what {@link FaultKindReader} reads, and
 *
 * <pre>
 * route: get               # which requests; a route, default all
 * job: my-callback-id      # a job's id or callback_id, default all
 * client: my-key           # an API key or its fingerprint, default all
 * state: running           # the job's true state, default any
 * share: 0.1               # which of them: a share, or first: 3, every: 5 or nth: 3; default all
 * skip: 2                  # the first two are left out, before anything else is counted
 * per: job                 # what has a count of its own: job, or rule for all together
 * from: 10s                # when, in simulated time since the rule came into force
 * until: 40s
 * phase: before            # or after the work was done
 * lease: 5m                # when the rule lifts itself
 * </pre>
 */
public final class FaultReader {

  private static final List<String> OCCURRENCES = List.of("share", "first", "every", "nth");

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
    FaultRule always = FaultRule.of(FaultKindReader.read(fields));
    RequestMatcher matcher = matcher(fields, always.matcher());
    Times times = times(fields);
    Phase phase = fields.read("phase", always.phase(), FaultReader::phase);
    Duration from = fields.read("from", Duration.ZERO, FieldReader::duration);
    Duration until = fields.read("until", FaultRule.FOREVER, FieldReader::duration);
    Duration lease = fields.read("lease", FaultRule.FOREVER, FieldReader::duration);
    fields.end();
    return fields
        .spot()
        .make(() -> always.at(matcher).times(times).in(phase).between(from, until).lease(lease));
  }

  private static RequestMatcher matcher(FieldReader fields, RequestMatcher usual) {
    return fields
        .spot()
        .make(() ->
            new RequestMatcher(
                fields.read("route", usual.route(), FieldReader::text),
                fields.read("job", usual.job(), FieldReader::text),
                fields
                    .field("client")
                    .map(FieldReader::text)
                    .map(key -> key.equals("*") ? key : KeyFingerprint.ofWritten(key))
                    .orElse(usual.client()),
                fields.read("state", usual.state(), FieldReader::text)));
  }

  private static Times times(FieldReader fields) {
    List<Occurrence> given =
        OCCURRENCES.stream()
            .flatMap(word -> fields.field(word).map(value -> occurrence(word, value)).stream())
            .toList();
    if (given.size() > 1) {
      throw fields.spot().wrong("only one of " + String.join(", ", OCCURRENCES) + " may be given");
    }
    Occurrence occurrence = given.isEmpty() ? new Occurrence.Share(1) : given.getFirst();
    int skip = fields.read("skip", 0, FieldReader::whole);
    Times.Per per = fields.read("per", Times.Per.JOB, FaultReader::per);
    return fields.spot().make(() -> new Times(occurrence, skip, per));
  }

  private static Occurrence occurrence(String word, YamlValue value) {
    if (word.equals("share")) {
      double share = FieldReader.number(value);
      return value.spot().make(() -> new Occurrence.Share(share));
    }
    int count = FieldReader.whole(value);
    return value
        .spot()
        .make(() ->
            switch (word) {
              case "first" -> new Occurrence.First(count);
              case "every" -> new Occurrence.Every(count);
              default -> new Occurrence.Nth(count);
            });
  }

  private static Times.Per per(YamlValue value) {
    return switch (FieldReader.text(value)) {
      case "job" -> Times.Per.JOB;
      case "rule" -> Times.Per.RULE;
      default -> throw value.spot().wrong("per must be job or rule, not " + value.kind());
    };
  }

  private static Phase phase(YamlValue value) {
    return switch (FieldReader.text(value)) {
      case "before" -> Phase.BEFORE;
      case "after" -> Phase.AFTER;
      default -> throw value.spot().wrong("phase must be before or after, not " + value.kind());
    };
  }
}
