package dev.pollwise.simulator.document;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How values of one type stand in documents. What reads them, what writes them so that they are
 * read back to the same, and what tells people about them lie together.
 *
 * @param name what to give, for example {@code time}
 * @param schema the same in JSON Schema, as YAML in one line
 * @param ends those of its range, by their names in JSON Schema
 * @param reader throws {@link DocumentException} for what is no such value
 */
public record Form<T>(
    String name,
    String schema,
    Map<String, YamlValue> ends,
    Function<YamlValue, T> reader,
    Function<T, YamlValue> writer) {

  /** A text, as it stands. */
  public static final Form<String> TEXT =
      new Form<>("text", "{type: string}", FieldReader::text, YamlValue::ofText);

  /** A number. */
  public static final Form<Double> NUMBER =
      new Form<>("number", "{type: number}", FieldReader::number, YamlValue::ofPlain);

  /** A whole number. */
  public static final Form<Integer> WHOLE =
      new Form<>("whole number", "{type: integer}", FieldReader::whole, YamlValue::ofPlain);

  /** A length of time, at most 100 years. */
  public static final Form<Duration> TIME =
      new Form<>(
          "time",
          "{type: string, description: 'a time, such as 250ms, 8s or 1h30m'}",
          FieldReader::duration,
          time -> YamlValue.ofText(Durations.format(time)));

  /** Any JSON, as text. */
  public static final Form<String> JSON =
      new Form<>("JSON", "{}", YamlValue::json, text -> Yaml.read("json", text));

  /** Named texts, in their order. */
  public static final Form<Map<String, String>> TEXTS = mapOf(TEXT);

  /** One without a range. */
  public Form(
      String name, String schema, Function<YamlValue, T> reader, Function<T, YamlValue> writer) {
    this(name, schema, Map.of(), reader, writer);
  }

  /** The same, told with its range, to which what is made of it is held. */
  public Form<T> within(Range<?> range) {
    return told(range.ends());
  }

  /** The same, held to its range by itself, as nothing is made of it that would do so. */
  public <C extends Comparable<C>> Form<C> held(String name, Range<C> range) {
    @SuppressWarnings("unchecked") // a range of T
    Form<C> same = (Form<C>) this;
    return same.within(range)
        .as(
            value -> {
              range.require(name, value);
              return value;
            },
            value -> value);
  }

  /** The same, told with how many characters a text may have, to which its owner holds it. */
  public Form<T> sized(Range<Integer> characters) {
    return told(
        Map.of(
            "minLength", YamlValue.ofPlain(characters.min()),
            "maxLength", YamlValue.ofPlain(characters.max())));
  }

  private Form<T> told(Map<String, YamlValue> told) {
    // JSON Schema knows ranges of numbers only.
    String more =
        told.entrySet().stream()
            .map(end ->
                (name.equals("time") ? ", x-" : ", ") + end.getKey() + ": " + end.getValue().json())
            .collect(Collectors.joining());
    return new Form<>(
        name, schema.substring(0, schema.length() - 1) + more + "}", told, reader, writer);
  }

  /** Reads a value. */
  public T read(YamlValue value) {
    return reader.apply(value);
  }

  /** Writes a value. */
  public YamlValue write(T value) {
    return writer.apply(value);
  }

  /** The form of what is made of this; what refuses to be made is wrong where it stands. */
  public <U> Form<U> as(Function<T, U> make, Function<U, T> back) {
    return new Form<>(
        name,
        schema,
        ends,
        value -> {
          T read = read(value);
          return value.spot().make(() -> make.apply(read));
        },
        made -> write(back.apply(made)));
  }

  /** The same, told as one of a few texts; which of them there are, what is made of it checks. */
  public Form<T> oneOf(Iterable<String> texts) {
    return new Form<>(
        "one of " + String.join(", ", texts),
        "{enum: ['" + String.join("', '", texts) + "']}",
        reader,
        writer);
  }

  /** One of the constants of an enum, by their words. */
  public static <E extends Enum<E>> Form<E> words(
      String key, Class<E> type, Function<E, String> word) {
    Map<String, E> byWord = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      byWord.put(word.apply(constant), constant);
    }
    return new Form<>(
        String.join(" or ", byWord.keySet()),
        "{enum: [" + String.join(", ", byWord.keySet()) + "]}",
        value -> {
          E constant = byWord.get(FieldReader.text(value));
          if (constant == null) {
            String known = String.join(" or ", byWord.keySet());
            throw value.spot().wrong(key + " must be " + known + ", not " + value.kind());
          }
          return constant;
        },
        constant -> YamlValue.ofText(word.apply(constant)));
  }

  /** A list of such values. */
  public static <T> Form<List<T>> listOf(Form<T> each) {
    return new Form<>(
        "list",
        "{type: array, items: " + each.schema() + "}",
        value -> FieldReader.items(value).stream().map(each.reader()).toList(),
        values -> YamlValue.ofItems(values.stream().map(each.writer()).toList()));
  }

  /** A mapping whose keys are anybody's, to such values. */
  public static <T> Form<Map<String, T>> mapOf(Form<T> each) {
    return new Form<>(
        "mapping",
        "{type: object, additionalProperties: " + each.schema() + "}",
        value -> {
          FieldReader fields = new FieldReader(value);
          Map<String, T> values = new LinkedHashMap<>();
          fields.names().forEach(name -> values.put(name, fields.require(name, each.reader())));
          return values;
        },
        values ->
            YamlValue.ofFields(
                values.entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> each.write(entry.getValue()),
                            (one, other) -> one,
                            LinkedHashMap::new))));
  }
}
