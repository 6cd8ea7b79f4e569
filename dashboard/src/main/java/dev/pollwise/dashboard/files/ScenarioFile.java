package dev.pollwise.dashboard.files;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Path;

/** Scenarios as YAML that people read and edit: the outermost keys in block style. */
public final class ScenarioFile {

  private ScenarioFile() {}

  /** Writes a scenario. */
  public static void write(JsonObject scenario, Path file) throws IOException {
    WholeFile.write(file, yaml(scenario));
  }

  static String yaml(JsonObject scenario) {
    StringBuilder text = new StringBuilder();
    scenario.forEach((key, value) -> {
      text.append(key).append(':');
      if (value instanceof JsonArray items && !items.isEmpty()) {
        text.append('\n');
        items.forEach(item -> text.append("  - ").append(flow(item)).append('\n'));
      } else {
        text.append(' ').append(flow(value)).append('\n');
      }
    });
    return text.toString();
  }

  /** JSON is YAML; spaces after its marks make it read like the YAML that people write. */
  private static String flow(JsonValue value) {
    return switch (value) {
      case JsonObject object ->
          object.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
              .collect(java.util.stream.Collectors.joining(", ", "{", "}"));
      case JsonArray array ->
          array.stream()
              .map(ScenarioFile::flow)
              .collect(java.util.stream.Collectors.joining(", ", "[", "]"));
      case JsonString text -> text.toString();
      default -> value.toString();
    };
  }
}
