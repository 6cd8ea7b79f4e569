package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * HeyGen's own schemas of its answers, as its command line has them (heygen-cli, generated from its
 * production's OpenAPI, Apache License 2.0; descriptions left out). An answer must have what is
 * required and nothing that is not named.
 */
final class HeyGenSchemas {

  private final JsonObject byOperation;
  private final List<String> complaints = new ArrayList<>();
  private final Set<String> held = new TreeSet<>();
  private final Set<String> seen = new TreeSet<>();

  HeyGenSchemas() {
    try (InputStream in =
        Objects.requireNonNull(HeyGenSchemas.class.getResourceAsStream("heygen-schemas.json"))) {
      byOperation = Json.parse(in.readAllBytes()).orElseThrow().asJsonObject();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The operations that have a schema, as in {@code GET /v3/assets/{id}}. */
  Set<String> operations() {
    return new TreeSet<>(byOperation.keySet());
  }

  /** Holds an answer against the schema of its operation. */
  void hold(String operation, JsonValue answer) {
    held.add(operation);
    check(operation, byOperation.getJsonObject(operation), answer);
  }

  /** What did not fit. */
  List<String> complaints() {
    return complaints;
  }

  /** The operations of which an answer was held. */
  Set<String> held() {
    return held;
  }

  /** The fields of held operations that no answer had. */
  Set<String> unseen() {
    Set<String> all = new TreeSet<>();
    held.forEach(operation -> fields(operation, byOperation.getJsonObject(operation), all));
    all.removeAll(seen);
    return all;
  }

  private static void fields(String at, JsonObject schema, Set<String> all) {
    switch (schema.getString("type")) {
      case "object" ->
          schema
              .getJsonObject("properties")
              .forEach((name, inner) -> {
                all.add(at + "." + name);
                fields(at + "." + name, inner.asJsonObject(), all);
              });
      case "array" -> fields(at + "[]", schema.getJsonObject("items"), all);
      default -> {}
    }
  }

  private void check(String at, JsonObject schema, JsonValue value) {
    if (value.equals(JsonValue.NULL)) {
      complain(schema.getBoolean("nullable", false), at + " is null");
      return;
    }
    switch (schema.getString("type")) {
      case "object" -> checkObject(at, schema, value);
      case "array" -> {
        complain(value instanceof JsonArray, at + " is no array");
        if (value instanceof JsonArray array) {
          array.forEach(item -> check(at + "[]", schema.getJsonObject("items"), item));
        }
      }
      case "string" -> complain(value instanceof JsonString, at + " is no string");
      case "boolean" ->
          complain(
              value.equals(JsonValue.TRUE) || value.equals(JsonValue.FALSE), at + " is no boolean");
      case "integer" ->
          complain(
              value instanceof JsonNumber number && number.isIntegral(), at + " is no integer");
      case "number" -> complain(value instanceof JsonNumber, at + " is no number");
      case String other -> throw new IllegalStateException(other);
    }
    if (schema.containsKey("enum")) {
      complain(schema.getJsonArray("enum").contains(value), at + " is " + value);
    }
  }

  private void checkObject(String at, JsonObject schema, JsonValue value) {
    complain(value instanceof JsonObject, at + " is no object");
    if (!(value instanceof JsonObject object)) {
      return;
    }
    if (schema.containsKey("required")) {
      for (JsonValue name : schema.getJsonArray("required")) {
        String required = ((JsonString) name).getString();
        complain(object.containsKey(required), at + "." + required + " is missing");
      }
    }
    JsonObject known = schema.getJsonObject("properties");
    object.forEach((name, inner) -> {
      // An object of which no property is named may have any.
      complain(known.isEmpty() || known.containsKey(name), at + "." + name + " is unknown");
      if (known.containsKey(name)) {
        seen.add(at + "." + name);
        check(at + "." + name, known.getJsonObject(name), inner);
      }
    });
  }

  private void complain(boolean fits, String complaint) {
    if (!fits) {
      complaints.add(complaint);
    }
  }
}
