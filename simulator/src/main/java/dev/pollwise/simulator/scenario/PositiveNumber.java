package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.YamlValue;

/** A whole number that is at least 1, in documents; apart, for limits and their keys need it. */
final class PositiveNumber {

  static final Form<Integer> FORM =
      new Form<>(
          "whole number", "{type: integer, minimum: 1}", PositiveNumber::read, YamlValue::ofPlain);

  private PositiveNumber() {}

  private static int read(YamlValue value) {
    int number = FieldReader.whole(value);
    if (number < 1) {
      throw value.spot().wrong("must be at least 1, not " + number);
    }
    return number;
  }
}
