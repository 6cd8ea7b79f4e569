package dev.pollwise.simulator.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How a record stands in documents as a mapping: its parts, each told once, and what makes the
 * record of them. A record that refuses to be made is wrong where its mapping begins.
 */
public final class Mapping<R> {

  private final List<Part<R, ?>> parts;
  private final Function<FieldReader, R> reader;

  private Mapping(List<Part<R, ?>> parts, Function<FieldReader, R> reader) {
    this.parts = parts;
    this.reader = reader;
  }

  /** Without keys. */
  public static <R> Mapping<R> of(Supplier<R> make) {
    return new Mapping<>(List.of(), fields -> make.get());
  }

  /** Of one part. */
  public static <R, A> Mapping<R> of(Part<R, A> first, Function<A, R> make) {
    return of(List.of(first), fields -> make.apply(first.read(fields)));
  }

  /** Of two parts. */
  public static <R, A, B> Mapping<R> of(
      Part<R, A> first, Part<R, B> second, BiFunction<A, B, R> make) {
    return of(
        List.of(first, second), fields -> make.apply(first.read(fields), second.read(fields)));
  }

  /** Of any number of parts, which {@code make} reads. */
  public static <R> Mapping<R> of(List<Part<R, ?>> parts, Function<FieldReader, R> make) {
    return new Mapping<>(parts, fields -> fields.spot().make(() -> make.apply(fields)));
  }

  /** Reads it from the keys of something that may be larger. */
  public R read(FieldReader fields) {
    return reader.apply(fields);
  }

  /** Writes it among the keys of something that may be larger. */
  public void write(R value, Map<String, YamlValue> fields) {
    parts.forEach(part -> part.write(value, fields));
  }

  /** Its keys. */
  public List<Key<?, ?>> keys() {
    return parts.stream().<Key<?, ?>>flatMap(part -> part.keys().stream()).toList();
  }

  /** It, as a part of something larger, whose keys stand beside its own. */
  public <W> Part<W, R> in(Function<W, R> of) {
    return new Part<>() {
      @Override
      public R read(FieldReader fields) {
        return Mapping.this.read(fields);
      }

      @Override
      public void write(W whole, Map<String, YamlValue> fields) {
        Mapping.this.write(of.apply(whole), fields);
      }

      @Override
      public List<Key<?, ?>> keys() {
        return Mapping.this.keys();
      }
    };
  }

  /** It alone, as a value that has no other keys. */
  public Form<R> form() {
    return new Form<>(
        "mapping",
        schema(),
        value -> {
          FieldReader fields = new FieldReader(value);
          R read = read(fields);
          fields.end();
          return read;
        },
        value -> {
          Map<String, YamlValue> fields = new LinkedHashMap<>();
          write(value, fields);
          return YamlValue.ofFields(fields);
        });
  }

  /** In JSON Schema. */
  private String schema() {
    return schema(keys(), keys().stream().filter(Key::isRequired).map(Key::name).toList());
  }

  /** A mapping of those keys in JSON Schema; a key that is told twice can be either. */
  public static String schema(List<Key<?, ?>> keys, List<String> required) {
    Map<String, List<Key<?, ?>>> byName =
        keys.stream()
            .collect(Collectors.groupingBy(Key::name, LinkedHashMap::new, Collectors.toList()));
    String properties =
        byName.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + either(entry.getValue()))
            .collect(Collectors.joining(", "));
    return "{type: object, required: "
        + required
        + ", properties: {"
        + properties
        + "}, additionalProperties: false}";
  }

  private static String either(List<Key<?, ?>> keys) {
    List<String> schemas = keys.stream().map(Key::schema).distinct().toList();
    return schemas.size() == 1
        ? schemas.getFirst()
        : "{anyOf: [" + String.join(", ", schemas) + "]}";
  }

  /**
   * A part of a mapping: one key, or several that make one value.
   *
   * @param <R> what the mapping stands for
   * @param <T> what the part stands for
   */
  public interface Part<R, T> {

    /**
     * Reads it.
     *
     * @throws DocumentException if it is missing or wrong
     */
    T read(FieldReader fields);

    /** Writes it, as it is in what the mapping stands for. */
    void write(R whole, Map<String, YamlValue> fields);

    /** Its keys. */
    List<Key<?, ?>> keys();
  }
}
