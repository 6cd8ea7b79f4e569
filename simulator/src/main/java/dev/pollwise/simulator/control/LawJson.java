package dev.pollwise.simulator.control;

import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.Exponential;
import dev.pollwise.simulator.job.Mixture;
import dev.pollwise.simulator.job.Proportional;
import dev.pollwise.simulator.job.Stuck;
import dev.pollwise.simulator.job.Weibull;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;

/** Duration laws as JSON, in the form in which they are read. */
final class LawJson {

  private LawJson() {}

  static JsonObjectBuilder law(DurationLaw law) {
    return switch (law) {
      case DurationLaw.Fixed(var value) -> Json.object().add("fixed", Durations.format(value));
      case DurationLaw.Uniform(var min, var max) ->
          named("uniform", timed("min", min).add("max", Durations.format(max)));
      case DurationLaw.LogNormal(var median, double sigma) ->
          named("log-normal", timed("median", median).add("sigma", sigma));
      case Exponential(var mean) -> named("exponential", timed("mean", mean));
      case Weibull(var scale, double shape) ->
          named("weibull", timed("scale", scale).add("shape", shape));
      case Mixture(var parts) -> Json.object().add("mixture", parts(parts));
      case Proportional(var length, double factor, double sigma) ->
          named(
              "proportional",
              Json.object().add("source", law(length)).add("factor", factor).add("sigma", sigma));
      case Stuck(double share, var otherwise) ->
          named("stuck", Json.object().add("share", share).add("otherwise", law(otherwise)));
    };
  }

  private static JsonObjectBuilder named(String name, JsonObjectBuilder parameters) {
    return Json.object().add(name, parameters);
  }

  private static JsonObjectBuilder timed(String name, Duration time) {
    return Json.object().add(name, Durations.format(time));
  }

  private static JsonArrayBuilder parts(List<Mixture.Part> parts) {
    JsonArrayBuilder all = Json.array();
    parts.forEach(
        part -> all.add(Json.object().add("weight", part.weight()).add("law", law(part.law()))));
    return all;
  }
}
