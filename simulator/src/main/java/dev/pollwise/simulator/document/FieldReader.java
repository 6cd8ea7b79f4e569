package dev.pollwise.simulator.document;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the fields of one mapping, each as what is wanted there, and refuses those that nobody
 * asked for. Belongs to one thread.
 */
public final class FieldReader {

  private final YamlValue.SourceLocation spot;
  private final Map<String, YamlValue.Field> fields;
  private final Set<String> asked = new LinkedHashSet<>();

  /**
   * Reads a mapping.
   *
   * @throws DocumentException if the value is something else
   */
  public FieldReader(YamlValue value) {
    if (!(value
        instanceof
        YamlValue.Fields(YamlValue.SourceLocation at, Map<String, YamlValue.Field> all))) {
      throw value.spot().wrong("must be a mapping, not " + value.kind());
    }
    this.spot = at;
    this.fields = all;
  }

  /** Where the mapping begins. */
  public YamlValue.SourceLocation spot() {
    return spot;
  }

  /** The names of all fields, asked for or not, in their order. */
  public List<String> names() {
    return List.copyOf(fields.keySet());
  }

  /** The value of a field; empty if it is not there. */
  public Optional<YamlValue> field(String name) {
    asked.add(name);
    return Optional.ofNullable(fields.get(name)).map(YamlValue.Field::value);
  }

  /** A field read by a function, or what stands for it where it is not there. */
  public <T> T read(String name, T otherwise, Function<YamlValue, T> reader) {
    return field(name).map(reader).orElse(otherwise);
  }

  /** A field that must be there. */
  public <T> T require(String name, Function<YamlValue, T> reader) {
    return field(name).map(reader).orElseThrow(() -> spot.wrong("key " + name + " is missing"));
  }

  /**
   * Ends the reading.
   *
   * @throws DocumentException if there is a field that was not asked for
   */
  public void end() {
    fields.forEach((name, field) -> {
      if (!asked.contains(name)) {
        throw field.spot().wrong("unknown key " + name + "; known here: " + asked);
      }
    });
  }

  /** A text, as it stands. */
  public static String text(YamlValue value) {
    if (value instanceof YamlValue.Text(YamlValue.SourceLocation at, String text, boolean plain)) {
      return text;
    }
    throw value.spot().wrong("must be a text, not " + value.kind());
  }

  /** A length of time, at most 100 years. */
  public static Duration duration(YamlValue value) {
    String text = text(value);
    return value.spot().make(() -> Durations.parse(text));
  }

  /** A number, at most {@link Range#LARGEST}. */
  public static double number(YamlValue value) {
    String text = text(value);
    return value.spot().make(() -> Numbers.parse(text));
  }

  /** A whole number, at most {@link Range#LARGEST}. */
  public static int whole(YamlValue value) {
    long number = longWhole(value);
    return value
        .spot()
        .make(() -> {
          Range.of((long) -Range.LARGEST, (long) Range.LARGEST).require("number", number);
          return (int) number;
        });
  }

  /** A whole number of at most 18 digits. */
  public static long longWhole(YamlValue value) {
    String text = text(value);
    return value.spot().make(() -> Numbers.parseWhole(text));
  }

  /** Yes or no. */
  public static boolean flag(YamlValue value) {
    return switch (text(value)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw value.spot().wrong("must be true or false, not " + value.kind());
    };
  }

  /** The items of a list. */
  public static List<YamlValue> items(YamlValue value) {
    if (value instanceof YamlValue.Items(YamlValue.SourceLocation at, List<YamlValue> items)) {
      return items;
    }
    throw value.spot().wrong("must be a list, not " + value.kind());
  }
}
