package dev.pollwise.simulator.document;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which numbers, or lengths of time, are right. A range is told once, by whom it belongs to: a
 * record holds what it is given to it, and documents, schemas and settings tell of it.
 *
 * @param min the smallest, or with {@code open} what all are more than
 */
public record Range<T extends Comparable<T>>(T min, boolean open, T max) {

  /** The largest number that anything can name; the smallest is its negative. */
  public static final int LARGEST = 1_000_000_000;

  /** From one to the other, both included. */
  public static <T extends Comparable<T>> Range<T> of(T min, T max) {
    return new Range<>(min, false, max);
  }

  /** More than 0. */
  public static Range<Duration> positive(Duration max) {
    return new Range<>(Duration.ZERO, true, max);
  }

  /** More than 0. */
  public static Range<Double> positive(double max) {
    return new Range<>(0.0, true, max);
  }

  /** A share or a probability, 0 to 1. */
  public static Range<Double> share() {
    return of(0.0, 1.0);
  }

  /** Refuses what lies outside; NaN lies above all numbers. */
  public void require(String name, T value) {
    int more = value.compareTo(min);
    if (more < 0 || (open && more == 0) || value.compareTo(max) > 0) {
      String shown = value instanceof Duration time ? Durations.format(time) : value.toString();
      throw new IllegalArgumentException(name + " " + shown + ": must be " + this);
    }
  }

  /** Its ends, by their names in JSON Schema. */
  Map<String, YamlValue> ends() {
    Map<String, YamlValue> ends = new LinkedHashMap<>();
    ends.put(open ? "exclusiveMinimum" : "minimum", written(min));
    ends.put("maximum", written(max));
    return ends;
  }

  private static YamlValue written(Comparable<?> end) {
    return end instanceof Duration ? YamlValue.ofText(shown(end)) : YamlValue.ofPlain(shown(end));
  }

  private static String shown(Comparable<?> end) {
    return switch (end) {
      case Duration time -> Durations.format(time);
      case Double number -> BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
      case Comparable<?> other -> other.toString();
    };
  }

  /** In words. */
  @Override
  public String toString() {
    return open
        ? "more than 0 and at most " + shown(max)
        : "from " + shown(min) + " to " + shown(max);
  }
}
