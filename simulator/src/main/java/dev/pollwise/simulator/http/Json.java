package dev.pollwise.simulator.http;

import dev.pollwise.simulator.document.YamlValue;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** JSON-P without looking up its provider for each request. */
public final class Json {

  private static final JsonProvider PROVIDER = JsonProvider.provider();
  private static final JsonBuilderFactory FACTORY = PROVIDER.createBuilderFactory(Map.of());

  private Json() {}

  public static JsonObjectBuilder object() {
    return FACTORY.createObjectBuilder();
  }

  public static JsonArrayBuilder array() {
    return FACTORY.createArrayBuilder();
  }

  /** A number to a billionth; a whole one without a fraction. */
  public static JsonValue number(double number) {
    double rounded = Math.round(number * 1e9) / 1e9;
    return rounded == Math.rint(rounded)
        ? PROVIDER.createValue((long) rounded)
        : PROVIDER.createValue(rounded);
  }

  /** A text as a value. */
  static JsonValue text(String text) {
    return PROVIDER.createValue(text);
  }

  /** An object with a JSON merge patch applied to it. */
  static JsonObjectBuilder patched(JsonObjectBuilder object, JsonValue patch) {
    JsonValue patched = PROVIDER.createMergePatch(patch).apply(object.build());
    return FACTORY.createObjectBuilder(patched.asJsonObject());
  }

  /** The value of a JSON text that was checked before. */
  public static JsonValue of(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  /** A document as it would be written in JSON. */
  public static JsonValue of(YamlValue document) {
    return of(document.json());
  }

  public static byte[] bytes(JsonValue value) {
    return JsonText.of(value).getBytes(StandardCharsets.UTF_8);
  }

  /** The value that the bytes hold; empty if they are not JSON in UTF-8. */
  public static Optional<JsonValue> parse(byte[] bytes) {
    try (JsonReader reader =
        PROVIDER
            .createReaderFactory(Map.of())
            .createReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      return Optional.of(reader.readValue());
    } catch (RuntimeException e) {
      // Mostly JsonException; but of input that is nested too deep, Parsson tells by a bare
      // RuntimeException.
      return Optional.empty();
    }
  }
}
