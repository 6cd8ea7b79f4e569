package dev.pollwise.client.duration;

/**
 * The least of many lines, for lines that come with falling slopes and questions that come with
 * rising abscissas: each line enters and leaves once.
 */
final class LowerHull {

  private final double[] slopes;
  private final double[] intercepts;
  private final int[] lines;
  private int from;
  private int to;

  /** Lines are numbered by the places of their slopes and intercepts in these arrays. */
  LowerHull(double[] slopes, double[] intercepts) {
    this.slopes = slopes;
    this.intercepts = intercepts;
    this.lines = new int[slopes.length];
  }

  /** A line whose slope is less than all before. */
  void add(int line) {
    while (to - from >= 2 && hidden(lines[to - 2], lines[to - 1], line)) {
      to--;
    }
    lines[to++] = line;
  }

  /** The line that is least there; asked after at least one line was added. */
  int leastAt(double abscissa) {
    while (to - from >= 2 && at(lines[from + 1], abscissa) <= at(lines[from], abscissa)) {
      from++;
    }
    return lines[from];
  }

  private double at(int line, double abscissa) {
    return slopes[line] * abscissa + intercepts[line];
  }

  /** Whether the middle line is nowhere below both of its neighbours. */
  private boolean hidden(int steep, int middle, int flat) {
    return (intercepts[flat] - intercepts[steep]) * (slopes[steep] - slopes[middle])
        <= (intercepts[middle] - intercepts[steep]) * (slopes[steep] - slopes[flat]);
  }
}
