package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.job.DurationLaw;
import java.time.Duration;
import java.util.Map;

/**
 * Reads a duration law: a time alone is fixed, everything else names its law.
 *
 * <pre>
 * 8s
 * fixed: 8s
 * uniform: {min: 5s, max: 10s}
 * log-normal: {median: 8s, sigma: 0.4}
 * </pre>
 */
public final class LawReader {

  private LawReader() {}

  /**
   * Reads a law.
   *
   * @throws DocumentException if it is none
   */
  public static DurationLaw read(YamlValue value) {
    return switch (value) {
      case YamlValue.Text text -> fixed(text);
      case YamlValue.Items items -> throw unknown(value);
      case YamlValue.Fields(Spot spot, Map<String, YamlValue.Field> fields) -> {
        if (fields.size() != 1) {
          throw unknown(value);
        }
        YamlValue of = fields.values().iterator().next().value();
        yield switch (fields.keySet().iterator().next()) {
          case "fixed" -> fixed(of);
          case "uniform" -> uniform(new FieldReader(of));
          case "log-normal" -> logNormal(new FieldReader(of));
          default -> throw unknown(value);
        };
      }
    };
  }

  private static DurationLaw fixed(YamlValue value) {
    Duration time = FieldReader.duration(value);
    return value.spot().make(() -> DurationLaw.fixed(time));
  }

  private static DurationLaw uniform(FieldReader fields) {
    Duration min = fields.require("min", FieldReader::duration);
    Duration max = fields.require("max", FieldReader::duration);
    fields.end();
    return fields.spot().make(() -> DurationLaw.uniform(min, max));
  }

  private static DurationLaw logNormal(FieldReader fields) {
    Duration median = fields.require("median", FieldReader::duration);
    double sigma = fields.require("sigma", FieldReader::number);
    fields.end();
    return fields.spot().make(() -> DurationLaw.logNormal(median, sigma));
  }

  private static DocumentException unknown(YamlValue value) {
    return value.spot().wrong("must be a time, or one of the laws fixed, uniform and log-normal");
  }
}
