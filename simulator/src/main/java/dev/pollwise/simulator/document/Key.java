package dev.pollwise.simulator.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A key of a mapping.
 *
 * @param name the key
 * @param form of what is given for it
 * @param of how to find that in what the mapping stands for
 * @param usual what stands for it where it is not given; empty if it has to be given
 * @param quiet whether it is written only where it is not as usual
 * @param says what it is for, for people; may be empty
 */
public record Key<R, T>(
    String name, Form<T> form, Function<R, T> of, Optional<T> usual, boolean quiet, String says)
    implements Mapping.Part<R, T> {

  /** A key that has to be given. */
  public static <R, T> Key<R, T> of(String name, Form<T> form, Function<R, T> of) {
    return new Key<>(name, form, of, Optional.empty(), false, "");
  }

  /** A key that may be left out, and stands for nothing then. */
  public static <R, T> Key<R, Optional<T>> optional(
      String name, Form<T> form, Function<R, Optional<T>> of) {
    Form<Optional<T>> optional =
        new Form<>(
            form.name(),
            form.schema(),
            form.ends(),
            value -> Optional.of(form.read(value)),
            value -> form.write(value.orElseThrow()));
    return Key.of(name, optional, of).unless(Optional.empty());
  }

  /** The same, which may be left out. */
  public Key<R, T> or(T other) {
    return new Key<>(name, form, of, Optional.of(other), false, says);
  }

  /** The same, which may be left out, and is where it is as usual. */
  public Key<R, T> unless(T other) {
    return new Key<>(name, form, of, Optional.of(other), true, says);
  }

  /** The same, with a word about it. */
  public Key<R, T> saying(String text) {
    return new Key<>(name, form, of, usual, quiet, text);
  }

  @Override
  public T read(FieldReader fields) {
    return usual.map(value -> read(fields, value)).orElseGet(() -> require(fields));
  }

  /** Reads it; where it is not given, {@code otherwise} stands for it. */
  public T read(FieldReader fields, T otherwise) {
    return fields.read(name, otherwise, form.reader());
  }

  /** Reads it, and refuses the mapping without it. */
  public T require(FieldReader fields) {
    return fields.require(name, form.reader());
  }

  @Override
  public void write(R whole, Map<String, YamlValue> fields) {
    T value = of.apply(whole);
    if (!(quiet && usual.filter(value::equals).isPresent())) {
      fields.put(name, form.write(value));
    }
  }

  /** What stands for it where it is not given, as it would be written; empty if nothing does. */
  public Optional<YamlValue> written() {
    return quiet ? Optional.empty() : usual.map(form::write);
  }

  /** Whether it has to be given. */
  public boolean isRequired() {
    return usual.isEmpty();
  }

  @Override
  public List<Key<?, ?>> keys() {
    return List.of(this);
  }

  /** In JSON Schema. */
  String schema() {
    return says.isEmpty()
        ? form.schema()
        : "{allOf: [" + form.schema() + "], description: '" + says.replace("'", "''") + "'}";
  }
}
