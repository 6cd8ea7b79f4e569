package dev.pollwise.client.store;

import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.stream.JsonGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file of learned durations: JSON, durations in ISO 8601, of each class the sighting of the job
 * that began first first; {@code jobs} is for how many it stands, where not for one. Members that
 * nobody knows are ignored; what an older version could not understand gets a higher version.
 *
 * <pre>{@code
 * {"format":"pollwise-learned-durations","version":1,"classes":[
 *   {"server":"http://localhost:8080","mode":"speed","label":"","sightings":[
 *     {"after":"PT58S","by":"PT1M6.5S","source":"PT2M"},
 *     {"alive":"PT30M","jobs":3}]}]}
 * }</pre>
 */
final class LearnedFormat {

  private static final String NAME = "pollwise-learned-durations";
  private static final int VERSION = 1;

  private LearnedFormat() {}

  /** What a file turned out to be. */
  sealed interface Found {

    /** What somebody has learned. */
    record Learned(List<LearnedDurations.Remembered> all) implements Found {}

    /** Something else. */
    record Unusable(String why) implements Found {}
  }

  static byte[] write(List<LearnedDurations.Remembered> all) {
    Map<JobClass, List<LearnedDurations.Remembered>> byClass = new LinkedHashMap<>();
    all.forEach(
        one -> byClass.computeIfAbsent(one.jobClass(), unseen -> new ArrayList<>()).add(one));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.createGenerator(bytes)) {
      json.writeStartObject().write("format", NAME).write("version", VERSION);
      json.writeStartArray("classes");
      byClass.forEach((jobClass, sightings) -> {
        json.writeStartObject()
            .write("server", jobClass.server())
            .write("mode", jobClass.mode())
            .write("label", jobClass.label())
            .writeStartArray("sightings");
        sightings.forEach(one -> write(one, json));
        json.writeEnd().writeEnd();
      });
      json.writeEnd().writeEnd();
    }
    return bytes.toByteArray();
  }

  private static void write(LearnedDurations.Remembered one, JsonGenerator json) {
    json.writeStartObject();
    switch (one.sighting()) {
      case LearnedDurations.Sighting.Ended(Duration after, Duration by) ->
          json.write("after", after.toString()).write("by", by.toString());
      case LearnedDurations.Sighting.StillAlive(Duration at) -> json.write("alive", at.toString());
    }
    if (one.source() instanceof LearnedDurations.SourceLength.Known(Duration length)) {
      json.write("source", length.toString());
    }
    if (one.jobs() != 1) {
      json.write("jobs", one.jobs());
    }
    json.writeEnd();
  }

  /**
   * Reads bytes that may be anything. Broad, since the parser has no common exception, and a value
   * that breaks a rule is damage as well.
   */
  static Found read(byte[] bytes) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
      JsonObject root = reader.readObject();
      if (!root.getString("format", "").equals(NAME)) {
        return new Found.Unusable("is no file of learned durations");
      }
      int version = root.getJsonNumber("version").intValueExact();
      return version == VERSION
          ? new Found.Learned(classes(root))
          : new Found.Unusable("has version " + version + ", which is not " + VERSION);
    } catch (RuntimeException damaged) {
      return new Found.Unusable("is damaged (" + damaged.getClass().getSimpleName() + ")");
    }
  }

  private static List<LearnedDurations.Remembered> classes(JsonObject root) {
    return root.getJsonArray("classes").getValuesAs(JsonObject.class).stream()
        .flatMap(one -> {
          JobClass jobClass =
              new JobClass(one.getString("server"), one.getString("mode"), one.getString("label"));
          return one.getJsonArray("sightings").getValuesAs(JsonObject.class).stream()
              .map(sighting -> remembered(jobClass, sighting));
        })
        .toList();
  }

  private static LearnedDurations.Remembered remembered(JobClass jobClass, JsonObject json) {
    return new LearnedDurations.Remembered(
        jobClass,
        json.containsKey("alive")
            ? new LearnedDurations.Sighting.StillAlive(duration(json, "alive"))
            : new LearnedDurations.Sighting.Ended(duration(json, "after"), duration(json, "by")),
        json.containsKey("source")
            ? LearnedDurations.SourceLength.of(duration(json, "source"))
            : LearnedDurations.SourceLength.unknown(),
        json.containsKey("jobs") ? json.getJsonNumber("jobs").doubleValue() : 1);
  }

  private static Duration duration(JsonObject json, String name) {
    return Duration.parse(json.getString(name));
  }
}
