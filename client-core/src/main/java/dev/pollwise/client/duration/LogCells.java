package dev.pollwise.client.duration;

/**
 * Equal steps of the logarithm of a duration. What lies beyond belongs to the outermost cells.
 *
 * @param from where the first begins
 * @param width of each
 * @param size how many
 */
record LogCells(double from, double width, int size) {

  int of(double y) {
    return (int) Math.clamp((y - from) / width, 0, size - 1);
  }

  /** The lower edge of a cell, and for {@code size} the upper edge of the last. */
  double edge(int cell) {
    return from + cell * width;
  }

  /** How much of a cell lies between two values, 0 to 1. */
  double covered(int cell, double lower, double upper) {
    double start = cell == of(lower) ? Math.max(lower, edge(cell)) : edge(cell);
    double end = cell == of(upper) ? Math.min(upper, edge(cell + 1)) : edge(cell + 1);
    return Math.clamp((end - start) / width, 1e-9, 1);
  }
}
