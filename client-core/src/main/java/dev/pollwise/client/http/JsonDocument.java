package dev.pollwise.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pollwise.client.job.JobId;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads JSON that may be anything, and never throws for it. */
final class JsonDocument {

  /** Found once: each method of {@code Json} searches the class path for it anew. */
  static final JsonProvider JSON = JsonProvider.provider();

  private static final JsonReaderFactory READERS = JSON.createReaderFactory(Map.of());

  private JsonDocument() {}

  /**
   * The body as an object; empty if it is anything else. Broad, since the parser has no common
   * exception: depth is reported by a bare {@code RuntimeException}, an absurd exponent by a {@code
   * NumberFormatException}.
   */
  static Optional<JsonObject> object(byte[] body) {
    try (JsonReader reader = reader(body)) {
      return reader.readValue() instanceof JsonObject object
          ? Optional.of(object)
          : Optional.empty();
    } catch (RuntimeException notJson) {
      return Optional.empty();
    }
  }

  /**
   * What begins with two characters of ASCII is UTF-8, as JSON has to be; of anything else the
   * parser finds out what it is, for which it allocates almost as much as all the rest of a poll
   * does.
   */
  private static JsonReader reader(byte[] body) {
    return body.length >= 2 && body[0] > 0 && body[1] > 0
        ? READERS.createReader(new StringReader(new String(body, UTF_8)))
        : READERS.createReader(new ByteArrayInputStream(body));
  }

  static Optional<JsonObject> object(JsonObject parent, String name) {
    return parent.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  /**
   * What a body brings under a name, be it a success or an error: in its {@code data}, else in its
   * {@code error}, else at its top.
   *
   * @param named takes it out of an object; null where it is not there
   */
  static Optional<JsonValue> named(
      byte[] body, Function<JsonObject, ? extends @Nullable JsonValue> named) {
    return object(body).stream()
        .flatMap(top ->
            Stream.of(object(top, "data"), object(top, "error"), Optional.of(top))
                .flatMap(Optional::stream))
        .flatMap(object -> Stream.ofNullable(named.apply(object)))
        .map(JsonValue.class::cast)
        .findFirst();
  }

  static Optional<String> text(JsonObject parent, String name) {
    return parent.get(name) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  /** An id as a server sent it; empty if it could not travel in a request. */
  static Optional<JobId> jobId(String text) {
    try {
      return Optional.of(JobId.of(text));
    } catch (IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }

  /** A member that has a value of its own, as text. */
  static Optional<String> scalar(JsonObject parent, String name) {
    return Optional.ofNullable(parent.get(name)).flatMap(JsonDocument::scalar);
  }

  /** The objects of an array; whatever else is in it is left out. */
  static List<JsonObject> objects(JsonArray array) {
    return array.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList();
  }

  /** What leads to the next page of a list; empty on the last one. */
  static String nextToken(JsonObject list) {
    return JsonValue.TRUE.equals(list.get("has_more")) ? text(list, "next_token").orElse("") : "";
  }

  /** All members that have a value of their own, as texts. */
  static Map<String, String> fields(JsonObject object) {
    Map<String, String> fields = new HashMap<>();
    object.forEach((name, value) -> scalar(value).ifPresent(text -> fields.put(name, text)));
    return fields;
  }

  /** A string, boolean or number of Java as one of JSON. */
  static JsonValue scalar(Object value) {
    return switch (value) {
      case Boolean truth -> truth ? JsonValue.TRUE : JsonValue.FALSE;
      case Number number -> JSON.createValue(new BigDecimal(number.toString()));
      default -> JSON.createValue(value.toString());
    };
  }

  /** The string, boolean or number of a scalar; empty for anything else. */
  static Optional<Object> value(JsonValue value) {
    return switch (value) {
      case JsonString text -> Optional.of(text.getString());
      case JsonNumber number -> Optional.of(number.bigDecimalValue());
      default ->
          switch (value.getValueType()) {
            case TRUE -> Optional.of(true);
            case FALSE -> Optional.of(false);
            case ARRAY, OBJECT, STRING, NUMBER, NULL -> Optional.empty();
          };
    };
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
