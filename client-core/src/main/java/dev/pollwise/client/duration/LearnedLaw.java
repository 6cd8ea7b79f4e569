package dev.pollwise.client.duration;

/**
 * A law as a table over equal steps of the logarithm: what comes out of learning. It does not trust
 * itself beyond what was seen: from where the jobs that it expects to end are no more than those
 * that it does not account for, it reckons with jobs that surprise: they end after a time of which
 * not even the scale is known, {@code P(longer than t) = there / t}. Of that hazard, 1/t, come
 * intervals that grow like those of the schedule of ignorance. Else the first job that takes longer
 * than all before it would be taken as stuck and not asked about until the horizon.
 */
final class LearnedLaw implements SecondsLaw {

  private final LogCells cells;
  private final double[] edges;
  private final double stuck;
  private final double surprising;

  /** Where trust ends. */
  private final double end;

  /**
   * The law.
   *
   * @param edges the survival at each edge of the cells, of the jobs that end; not rising
   * @param stuck the share that never ends
   * @param surprising the share that takes longer than anything that was seen
   */
  LearnedLaw(LogCells cells, double[] edges, double stuck, double surprising) {
    this.cells = cells;
    this.edges = edges.clone();
    this.stuck = stuck;
    this.surprising = surprising;
    this.end = end(cells, edges, stuck + surprising);
  }

  /**
   * Where trust ends.
   *
   * @param unaccounted the share of jobs that do not end as the edges say
   */
  static double end(LogCells cells, double[] edges, double unaccounted) {
    int cell = 0;
    while (cell < cells.size() && (1 - unaccounted) * edges[cell] > unaccounted) {
      cell++;
    }
    return Math.exp(cells.edge(cell));
  }

  @Override
  public double survivalAt(double seconds) {
    double surprised = seconds <= end ? 1 : end / seconds;
    return stuck + surprising * surprised + (1 - stuck - surprising) * ending(seconds);
  }

  private double ending(double seconds) {
    double y = Math.log(seconds);
    if (y < cells.from()) {
      return 1;
    }
    int cell = (int) ((y - cells.from()) / cells.width());
    if (cell >= cells.size()) {
      return 0;
    }
    double start = Math.exp(cells.edge(cell));
    double part = Math.min(1, (seconds - start) / (start * Math.expm1(cells.width())));
    return edges[cell] + part * (edges[cell + 1] - edges[cell]);
  }

  @Override
  public String describe() {
    return "learned law, stuck with probability " + Math.round(1_000 * stuck) / 1_000.0;
  }

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
}
