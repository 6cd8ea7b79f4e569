package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.SourceLocation;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.Mixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Reads a duration law: a time alone is fixed, everything else names its law.
 *
 * <pre>
 * 8s
 * fixed: 8s
 * uniform: {min: 5s, max: 10s}
 * log-normal: {median: 8s, sigma: 0.4}
 * exponential: {mean: 8s}
 * weibull: {scale: 10s, shape: 2}
 * mixture: [{weight: 9, law: 8s}, {weight: 1, law: {uniform: {min: 1m, max: 2m}}}]
 * proportional: {source: {uniform: {min: 1m, max: 9m}}, factor: 2, sigma: 0.3}   # sigma: 0
 * stuck: {share: 0.1, otherwise: 8s}    # or stuck alone: all of them
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
      case YamlValue.Text(SourceLocation spot, String word, boolean plain)
          when word.equals("stuck") ->
          DurationLaw.stuck();
      case YamlValue.Text text -> fixed(text);
      case YamlValue.Items items -> throw unknown(value);
      case YamlValue.Fields(SourceLocation spot, Map<String, YamlValue.Field> fields) -> {
        if (fields.size() != 1) {
          throw unknown(value);
        }
        YamlValue of = fields.values().iterator().next().value();
        yield switch (fields.keySet().iterator().next()) {
          case "fixed" -> fixed(of);
          case "uniform" -> uniform(new FieldReader(of));
          case "log-normal" -> logNormal(new FieldReader(of));
          case "exponential" -> exponential(new FieldReader(of));
          case "weibull" -> weibull(new FieldReader(of));
          case "mixture" -> mixture(of);
          case "proportional" -> proportional(new FieldReader(of));
          case "stuck" -> stuck(new FieldReader(of));
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

  private static DurationLaw exponential(FieldReader fields) {
    Duration mean = fields.require("mean", FieldReader::duration);
    fields.end();
    return fields.spot().make(() -> DurationLaw.exponential(mean));
  }

  private static DurationLaw weibull(FieldReader fields) {
    Duration scale = fields.require("scale", FieldReader::duration);
    double shape = fields.require("shape", FieldReader::number);
    fields.end();
    return fields.spot().make(() -> DurationLaw.weibull(scale, shape));
  }

  private static DurationLaw mixture(YamlValue value) {
    List<Mixture.Part> parts = FieldReader.items(value).stream().map(LawReader::part).toList();
    return value.spot().make(() -> new Mixture(parts));
  }

  private static Mixture.Part part(YamlValue value) {
    FieldReader fields = new FieldReader(value);
    double weight = fields.require("weight", FieldReader::number);
    DurationLaw law = fields.require("law", LawReader::read);
    fields.end();
    return fields.spot().make(() -> new Mixture.Part(weight, law));
  }

  private static DurationLaw proportional(FieldReader fields) {
    DurationLaw source = fields.require("source", LawReader::read);
    double factor = fields.require("factor", FieldReader::number);
    double sigma = fields.read("sigma", 0.0, FieldReader::number);
    fields.end();
    return fields.spot().make(() -> DurationLaw.proportional(source, factor, sigma));
  }

  private static DurationLaw stuck(FieldReader fields) {
    double share = fields.require("share", FieldReader::number);
    DurationLaw otherwise = fields.require("otherwise", LawReader::read);
    fields.end();
    return fields.spot().make(() -> DurationLaw.stuck(share, otherwise));
  }

  private static DocumentException unknown(YamlValue value) {
    return value
        .spot()
        .wrong(
            "must be a time, or one of the laws fixed, uniform, log-normal, exponential, weibull,"
                + " mixture, proportional and stuck");
  }
}
