package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.Occurrence;
import dev.pollwise.simulator.fault.Phase;
import dev.pollwise.simulator.fault.RequestMatcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Reads a fault rule: what {@link FaultKindReader} reads, and
 *
 * <pre>
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
    FaultRule always = FaultRule.of(FaultKindReader.read(fields));
    RequestMatcher place =
        fields
            .spot()
            .make(() ->
                new RequestMatcher(
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
