package dev.pollwise.client.pacing;

/** A law as a table over equal steps of the logarithm: what comes out of learning. */
final class LearnedLaw implements SecondsLaw {

  private final LogCells cells;
  private final double[] edges;
  private final double stuck;

  /**
   * The law.
   *
   * @param edges the survival at each edge of the cells, of the jobs that end; not rising
   * @param stuck the share that never ends
   */
  LearnedLaw(LogCells cells, double[] edges, double stuck) {
    this.cells = cells;
    this.edges = edges.clone();
    this.stuck = stuck;
  }

  @Override
  public double survivalAt(double seconds) {
    return stuck + (1 - stuck) * ending(seconds);
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
}
