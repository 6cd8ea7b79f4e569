package dev.pollwise.benchmarks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one measurement of one contender found.
 *
 * @param figures by name, in the order of the columns; the name gives the unit
 */
public record Trial(Map<String, Double> figures) {

  /** Keeps the order. */
  public Trial {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** One of the figures. */
  public double figure(String name) {
    Double value = figures.get(name);
    if (value == null) {
      throw new IllegalArgumentException("figure " + name + ": must be one of " + figures.keySet());
    }
    return value;
  }
}
