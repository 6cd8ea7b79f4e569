package dev.pollwise.simulator.document;

import java.util.List;
import java.util.Map;

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
