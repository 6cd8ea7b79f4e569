package dev.pollwise.client.duration;

/**
 * A law as a table over equal steps of the logarithm: what comes out of learning. It does not trust
 * itself beyond what was seen: from where the jobs that it expects to end are no more than the
 * others, it reckons with these. Else the first job that takes longer than all before it would be
 * taken as stuck and not asked about until the horizon.
 */
final class LearnedLaw implements SecondsLaw {

  private final LogCells cells;
  private final double[] edges;
  private final double share;
  private final Outliers outliers;

  /**
   * The law.
   *
   * @param edges the survival at each edge of the cells, of the jobs that end; not rising
   * @param share of the outliers, more than 0
   * @param sample tells of these, by the jobs that are still alive
   */
  LearnedLaw(LogCells cells, double[] edges, double share, CensoredSample sample) {
    this.cells = cells;
    this.edges = edges.clone();
    this.share = share;
    this.outliers = new Outliers(end(), sample);
  }

  /** Where trust ends, as a logarithm. */
  private double end() {
    int cell = 0;
    while (cell < cells.size() && (1 - share) * edges[cell] > share) {
      cell++;
    }
    return cells.edge(cell);
  }

  @Override
  public double survivalAt(double seconds) {
    return share * outliers.survivalAt(seconds) + (1 - share) * ending(seconds);
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
    return "learned law, " + Math.round(1_000 * share) / 10.0 + " % outliers";
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
