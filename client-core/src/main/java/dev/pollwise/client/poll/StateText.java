package dev.pollwise.client.poll;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken;
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
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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
          "the text of a %s would have %,d characters: must be at most %,d"
              .formatted(kind, json.length(), LONGEST));
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
      throw unreadable(kind, "it has more than %,d characters".formatted(LONGEST), null);
    }
    try {
      JsonObject whole = parsed(text);
      int version = (Integer) value(int.class, present(whole, kind), 0);
      if (version != VERSION) {
        throw new DamagedException(
            "it is of version %d and this reads version %d".formatted(version, VERSION));
      }
      requireNoOther(whole, List.of(kind, VALUE));
      return type.cast(value(type, present(whole, VALUE), 0));
    } catch (DamagedException | ArithmeticException | IllegalArgumentException damaged) {
      throw unreadable(kind, String.valueOf(damaged.getMessage()), damaged);
    }
  }

  private static IllegalArgumentException unreadable(
      String kind, String why, @Nullable Exception cause) {
    return new IllegalArgumentException("this is no text of a " + kind + ": " + why, cause);
  }

  /** Broad, since the parser has no common exception. */
  private static JsonObject parsed(String text) {
    try (JsonReader reader = READERS.createReader(new StringReader(text))) {
      return reader.readObject();
    } catch (RuntimeException notJson) {
      throw new DamagedException("it is damaged, or something else than JSON");
    }
  }

  private static String ascii(String json) {
    StringBuilder ascii = new StringBuilder(json.length());
    json.chars()
        .forEach(c -> {
          if (c < 0x7f) {
            ascii.append((char) c);
          } else {
            ascii.append("\\u%04x".formatted(c));
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
      case Record alternative when type.isSealed() -> {
        String word = alternative.getClass().getSimpleName();
        JsonObject components = components(alternative);
        yield components.isEmpty() && shape(alternative.getClass()).parts().isEmpty()
            ? JSON.createValue(word)
            : JSON.createObjectBuilder().add(word, components).build();
      }
      case Record one -> components(one);
      default ->
          throw new IllegalArgumentException(
              "%s cannot be kept as text".formatted(value.getClass().getSimpleName()));
    };
  }

  private static JsonValue json(Map<?, ?> fields) {
    JsonObjectBuilder object = JSON.createObjectBuilder();
    new TreeMap<>(fields).forEach((name, text) -> object.add((String) name, (String) text));
    return object.build();
  }

  private static JsonObject components(Record value) {
    JsonObjectBuilder object = JSON.createObjectBuilder();
    for (Part part : shape(value.getClass()).parts()) {
      Object component = called(() -> part.accessor().invoke(value));
      Object known = component instanceof Optional<?> some ? some.orElse(null) : component;
      if (known != null) {
        object.add(part.name(), json(part.type(), known));
      }
    }
    return object.build();
  }

  private static Object value(Class<?> type, JsonValue json, int depth) {
    if (depth > DEEPEST) {
      throw new DamagedException("it is nested too deeply");
    }
    if (type.isSealed()) {
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
        throw new DamagedException("a number in it is too large");
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
      return called(() -> Duration.parse(text));
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
        .orElseThrow(() -> new DamagedException("it has an unknown " + type.getSimpleName()));
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
      throw new DamagedException("%s has to have one name".formatted(type.getSimpleName()));
    }
    String word = named.keySet().iterator().next();
    Class<?> known =
        alternatives(type)
            .filter(one -> one.getSimpleName().equals(word))
            .findFirst()
            .orElseThrow(
                () -> new DamagedException("it has an unknown %s".formatted(type.getSimpleName())));
    return record(known, of(JsonObject.class, known, present(named, word)), depth);
  }

  private static Stream<Class<?>> alternatives(Class<?> type) {
    return Stream.of(type.getPermittedSubclasses())
        .flatMap(one -> one.isSealed() ? alternatives(one) : Stream.of(one));
  }

  private static Object record(Class<?> type, JsonObject json, int depth) {
    Shape shape = shape(type);
    requireNoOther(json, shape.parts().stream().map(Part::name).toList());
    @Nullable Object[] components =
        shape.parts().stream().map(part -> component(part, json, depth)).toArray();
    return called(() -> shape.constructor().newInstance(components));
  }

  private static @Nullable Object component(Part part, JsonObject json, int depth) {
    JsonValue present = json.get(part.name());
    if (present == null && !part.mayLack()) {
      throw new DamagedException("it lacks " + part.name());
    }
    Object known = present == null ? null : value(part.type(), present, depth + 1);
    return part.isOptional() ? Optional.ofNullable(known) : known;
  }

  private static JsonValue present(JsonObject parent, String name) {
    JsonValue value = parent.get(name);
    if (value == null) {
      throw new DamagedException("it lacks " + name);
    }
    return value;
  }

  private static void requireNoOther(JsonObject object, List<String> known) {
    if (!known.containsAll(object.keySet())) {
      throw new DamagedException(
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
      throw new DamagedException(
          "a %s in it is %s".formatted(type.getSimpleName(), json.getValueType()));
    }
    return kind.cast(json);
  }

  private interface Call {
    Object call() throws ReflectiveOperationException;
  }

  /** What a record refuses is damage. */
  private static Object called(Call call) {
    try {
      return call.call();
    } catch (InvocationTargetException refused) {
      throw new DamagedException(String.valueOf(refused.getTargetException().getMessage()));
    } catch (ReflectiveOperationException | java.time.DateTimeException unreadable) {
      throw new DamagedException(String.valueOf(unreadable.getMessage()));
    }
  }

  private static Shape shape(Class<?> type) {
    return SHAPES.get(type);
  }

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  /** How to take a record apart and put it together. */
  private record Shape(Constructor<?> constructor, List<Part> parts) {

    static Shape of(Class<?> type) {
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types =
          Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      try {
        return new Shape(
            type.getDeclaredConstructor(types), Stream.of(components).map(Part::of).toList());
      } catch (NoSuchMethodException impossible) {
        throw new IllegalStateException("every record has its constructor", impossible);
      }
    }
  }

  /**
   * A component of a record.
   *
   * @param type of its value, without the optional around it
   * @param mayLack whether it may be null or empty
   */
  private record Part(
      String name, Class<?> type, boolean mayLack, boolean isOptional, Method accessor) {

    static Part of(RecordComponent component) {
      boolean isOptional = component.getType() == Optional.class;
      Class<?> type =
          isOptional && component.getGenericType() instanceof ParameterizedType optional
              ? (Class<?>) optional.getActualTypeArguments()[0]
              : component.getType();
      boolean mayLack =
          isOptional || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      return new Part(component.getName(), type, mayLack, isOptional, component.getAccessor());
    }
  }

  /** Becomes the cause of what is thrown in the end. */
  private static final class DamagedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DamagedException(String why) {
      super(why, null, false, false);
    }
  }
}
