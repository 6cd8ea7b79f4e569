package dev.pollwise.client.duration;

/** Refuses illegal numbers: an {@link IllegalArgumentException} with name, value and rule. */
final class Rules {

  private Rules() {}

  /** From least to most. */
  static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + " " + value + ": must be from " + least + " to " + most);
    }
  }

  /** 0 or more, and finite. */
  static void notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " " + value + ": must be 0 or more, and finite");
    }
  }
}
