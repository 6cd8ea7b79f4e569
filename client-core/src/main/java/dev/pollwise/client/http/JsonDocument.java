package dev.pollwise.client.http;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads JSON that may be anything, and never throws for it. */
final class JsonDocument {

  private JsonDocument() {}

  /** The body as an object; empty if it is anything else. */
  static Optional<JsonObject> object(byte[] body) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
      return reader.readValue() instanceof JsonObject object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonException | IllegalStateException | ArithmeticException notJson) {
      return Optional.empty();
    }
  }

  static Optional<JsonObject> object(JsonObject parent, String name) {
    return parent.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  static Optional<String> text(JsonObject parent, String name) {
    return parent.get(name) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  /** All members that have a value of their own, as texts. */
  static Map<String, String> fields(JsonObject object) {
    Map<String, String> fields = new HashMap<>();
    object.forEach((name, value) -> scalar(value).ifPresent(text -> fields.put(name, text)));
    return fields;
  }

  private static Optional<String> scalar(JsonValue value) {
    return switch (value) {
      case JsonString text -> Optional.of(text.getString());
      case JsonNumber number -> Optional.of(number.toString());
      default ->
          value.getValueType() == ValueType.TRUE || value.getValueType() == ValueType.FALSE
              ? Optional.of(value.toString())
              : Optional.empty();
    };
  }
}
