package dev.pollwise.client.poll;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.poll.RecordShape.Part;
import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values made of records as text and back, exactly: JSON in ASCII, so that it survives whatever
 * encoding it is kept in. Pure.
 *
 * <p>A record is an object of its components, those left out that have no value; an alternative of
 * a sealed interface is its name, in an object with its components where it has any. So each name
 * is part of the format: {@code StateTextTest} pins them. Reading is strict, since what was written
 * by another version must not be taken for what it is not.
 */
final class StateText {

  /** The version of the format, for all kinds of text. */
  private static final int VERSION = 1;

  /**
   * More than any state needs: of an answer that is as large as may be, all of it, twice, with six
   * characters for each that is not ASCII.
   */
  private static final int LONGEST = 8 << 20;

  /** Deeper than any value; a reason may hold another. */
  private static final int DEEPEST = 24;

  private static final String VALUE = "value";

  private static final JsonProvider JSON = JsonProvider.provider();

  private static final JsonReaderFactory READERS =
      JSON.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

  private StateText() {}

  /**
   * Writes a value.
   *
   * @param kind what it is, in a word
   * @param type as it will be read
   * @throws IllegalArgumentException if something in it is code, or it is too large
   */
  static <T> String write(String kind, Class<T> type, T value) {
    JsonObjectBuilder text = JSON.createObjectBuilder().add(kind, VERSION);
    String json = ascii(text.add(VALUE, json(type, value)).build().toString());
    if (json.length() > LONGEST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the text of this %s would have %,d characters: must be at most %,d",
              kind,
              json.length(),
              LONGEST));
    }
    return json;
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the text is anything but a whole value of that kind and
   *     version
   */
  static <T> T read(String kind, Class<T> type, String text) {
    if (text.length() > LONGEST) {
      throw unreadable(
          kind, String.format(Locale.ROOT, "it has more than %,d characters", LONGEST), null);
    }
    try {
      JsonObject whole = parsed(text);
      int version = (Integer) value(int.class, present(whole, kind), 0);
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "it is of version " + version + " and this reads version " + VERSION);
      }
      requireNoOther(whole, List.of(kind, VALUE));
      return type.cast(value(type, present(whole, VALUE), 0));
    } catch (ArithmeticException | IllegalArgumentException damaged) {
      throw unreadable(kind, String.valueOf(damaged.getMessage()), damaged);
    }
  }

  private static IllegalArgumentException unreadable(
      String kind, String why, @Nullable Exception cause) {
    return new IllegalArgumentException("this is no text of a " + kind + ": " + why, cause);
  }

  /**
   * As the only element of an array, since the parser does not look at what comes after a value.
   * Broad, since it has no common exception.
   */
  private static JsonObject parsed(String text) {
    try (JsonReader reader = READERS.createReader(new StringReader("[" + text + "]"))) {
      JsonArray array = reader.readArray();
      if (array.size() == 1 && array.getFirst() instanceof JsonObject whole) {
        return whole;
      }
    } catch (RuntimeException notJson) {
      throw new IllegalArgumentException("it is damaged, or something else than JSON", notJson);
    }
    throw new IllegalArgumentException("it is not one object of JSON");
  }

  private static String ascii(String json) {
    if (json.chars().allMatch(c -> c < 0x7f)) {
      return json;
    }
    StringBuilder ascii = new StringBuilder(json.length() * 2);
    json.chars()
        .forEach(c -> {
          if (c < 0x7f) {
            ascii.append((char) c);
          } else {
            ascii.append("\\u").append(HexFormat.of().toHexDigits((char) c));
          }
        });
    return ascii.toString();
  }

  private static JsonValue json(Class<?> type, Object value) {
    return switch (value) {
      case String text -> JSON.createValue(text);
      case Integer number -> JSON.createValue(number);
      case Long number -> JSON.createValue(number);
      case Double number -> JSON.createValue(number);
      case Boolean truth -> truth ? JsonValue.TRUE : JsonValue.FALSE;
      case Duration duration -> JSON.createValue(duration.toString());
      case JobId job -> JSON.createValue(job.value());
      case ResumeToken token -> JSON.createValue(token.toString());
      case Enum<?> constant -> JSON.createValue(constant.name());
      case Map<?, ?> fields -> json(fields);
      case Record alternative when !RecordShape.alternatives(type).isEmpty() -> {
        String word = alternative.getClass().getSimpleName();
        JsonObject components = components(alternative);
        yield RecordShape.of(alternative.getClass()).parts().isEmpty()
            ? JSON.createValue(word)
            : JSON.createObjectBuilder().add(word, components).build();
      }
      case Record one -> components(one);
      default ->
          throw new IllegalArgumentException(
              value.getClass().getSimpleName() + " cannot be kept as text");
    };
  }

  private static JsonValue json(Map<?, ?> fields) {
    JsonObjectBuilder object = JSON.createObjectBuilder();
    new TreeMap<>(fields).forEach((name, text) -> object.add((String) name, (String) text));
    return object.build();
  }

  private static JsonObject components(Record value) {
    JsonObjectBuilder object = JSON.createObjectBuilder();
    for (Part part : RecordShape.of(value.getClass()).parts()) {
      Object known = part.of(value);
      if (known != null) {
        object.add(part.name(), json(part.type(), known));
      }
    }
    return object.build();
  }

  private static Object value(Class<?> type, JsonValue json, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("it is nested too deeply");
    }
    if (!RecordShape.alternatives(type).isEmpty()) {
      return alternative(type, json, depth);
    }
    if (type.isRecord() && type != JobId.class && type != ResumeToken.class) {
      return record(type, of(JsonObject.class, type, json), depth);
    }
    if (type == int.class) {
      return number(type, json).bigDecimalValue().intValueExact();
    }
    if (type == long.class) {
      return number(type, json).bigDecimalValue().longValueExact();
    }
    if (type == double.class) {
      double number = number(type, json).doubleValue();
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("a number in it is too large");
      }
      return number;
    }
    if (type == boolean.class && (json.equals(JsonValue.TRUE) || json.equals(JsonValue.FALSE))) {
      return json.equals(JsonValue.TRUE);
    }
    if (type == Map.class) {
      return of(JsonObject.class, type, json).entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, field -> text(type, field.getValue())));
    }
    return leaf(type, text(type, json));
  }

  private static Object leaf(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == Duration.class) {
      return duration(text);
    }
    if (type == JobId.class) {
      return JobId.of(text);
    }
    if (type == ResumeToken.class) {
      return ResumeToken.parse(text);
    }
    return Stream.ofNullable(type.getEnumConstants())
        .flatMap(Arrays::stream)
        .filter(constant -> ((Enum<?>) constant).name().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("it has an unknown " + type.getSimpleName()));
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException damaged) {
      throw new IllegalArgumentException("a duration in it is none", damaged);
    }
  }

  private static Object alternative(Class<?> type, JsonValue json, int depth) {
    boolean isBare = json instanceof JsonString;
    JsonObject named =
        isBare
            ? JSON.createObjectBuilder()
                .add(((JsonString) json).getString(), JsonValue.EMPTY_JSON_OBJECT)
                .build()
            : of(JsonObject.class, type, json);
    if (named.size() != 1) {
      throw new IllegalArgumentException(type.getSimpleName() + " has to have one name");
    }
    String word = named.keySet().iterator().next();
    Class<?> known = RecordShape.alternatives(type).get(word);
    if (known == null) {
      throw new IllegalArgumentException("it has an unknown " + type.getSimpleName());
    }
    return record(known, of(JsonObject.class, known, present(named, word)), depth);
  }

  private static Object record(Class<?> type, JsonObject json, int depth) {
    RecordShape shape = RecordShape.of(type);
    requireNoOther(json, shape.parts().stream().map(Part::name).toList());
    @Nullable Object[] components =
        shape.parts().stream().map(part -> component(part, json, depth)).toArray();
    return shape.record(components);
  }

  private static @Nullable Object component(Part part, JsonObject json, int depth) {
    JsonValue present = json.get(part.name());
    if (present == null && !part.mayLack()) {
      throw new IllegalArgumentException("it lacks " + part.name());
    }
    Object known = present == null ? null : value(part.type(), present, depth + 1);
    return part.isOptional() ? Optional.ofNullable(known) : known;
  }

  private static JsonValue present(JsonObject parent, String name) {
    JsonValue value = parent.get(name);
    if (value == null) {
      throw new IllegalArgumentException("it lacks " + name);
    }
    return value;
  }

  private static void requireNoOther(JsonObject object, List<String> known) {
    if (!known.containsAll(object.keySet())) {
      throw new IllegalArgumentException(
          "it has something else beside " + known + ", which another version may know");
    }
  }

  private static JsonNumber number(Class<?> type, JsonValue json) {
    return of(JsonNumber.class, type, json);
  }

  private static String text(Class<?> type, JsonValue json) {
    return of(JsonString.class, type, json).getString();
  }

  private static <J extends JsonValue> J of(Class<J> kind, Class<?> type, JsonValue json) {
    if (!kind.isInstance(json)) {
      throw new IllegalArgumentException(
          "a " + type.getSimpleName() + " in it is " + json.getValueType());
    }
    return kind.cast(json);
  }
}
