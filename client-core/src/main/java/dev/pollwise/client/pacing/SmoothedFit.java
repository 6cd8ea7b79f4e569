package dev.pollwise.client.pacing;

import java.util.Arrays;

/**
 * A law of any shape fitted to intervals: expectation, maximisation, smoothing (Silverman, Jones,
 * Wilson and Nychka 1990). Each sighting is spread over its interval as the present estimate says,
 * the whole is smoothed with a normal kernel, and so on until it settles.
 *
 * <p>Cells are equal steps of the logarithm; sightings beyond the outermost belong to these.
 */
final class SmoothedFit {

  private static final int ROUNDS = 12;

  private final CensoredSample sample;
  private final LogCells cells;
  private final double[] kernel;
  private final double stuck;
  private double[] share;

  private SmoothedFit(CensoredSample sample, LogCells cells, double bandwidth, double stuck) {
    this.sample = sample;
    this.cells = cells;
    this.stuck = stuck;
    this.kernel = kernel(bandwidth / cells.width());
    this.share = new double[cells.size()];
  }

  /**
   * The fit.
   *
   * @param bandwidth standard deviation of the kernel, in the logarithm
   * @param stuck the share of jobs taken never to end
   */
  static SmoothedFit of(CensoredSample sample, LogCells cells, double bandwidth, double stuck) {
    SmoothedFit fit = new SmoothedFit(sample, cells, bandwidth, stuck);
    Arrays.fill(fit.share, 1.0 / cells.size());
    for (int round = 0; round < ROUNDS; round++) {
      fit.share = fit.smoothed(fit.spreadOut());
    }
    return fit;
  }

  /** The share of each cell. */
  double share(int cell) {
    return share[cell];
  }

  /** A job that was still alive counts with the probability that it is not stuck. */
  private double[] spreadOut() {
    double[] sum = new double[share.length];
    double total = totalEnding();
    for (int i = 0; i < sample.size(); i++) {
      addTo(sum, i, ending(i) / total);
    }
    return sum;
  }

  private double totalEnding() {
    double sum = 0;
    for (int i = 0; i < sample.size(); i++) {
      sum += ending(i);
    }
    return sum;
  }

  /** The weight of a sighting, as far as it is of a job that ends. */
  private double ending(int i) {
    if (sample.ended(i)) {
      return sample.weight(i);
    }
    double alive = (1 - stuck) * inside(i);
    return sample.weight(i) * alive / (stuck + alive);
  }

  private void addTo(double[] sum, int i, double weight) {
    int from = cells.of(sample.lower(i));
    int to = cells.of(sample.upper(i));
    double inside = inside(i);
    for (int cell = from; cell <= to; cell++) {
      sum[cell] +=
          weight * share[cell] * cells.covered(cell, sample.lower(i), sample.upper(i)) / inside;
    }
  }

  private double inside(int i) {
    double sum = 1e-300;
    for (int cell = cells.of(sample.lower(i)); cell <= cells.of(sample.upper(i)); cell++) {
      sum += share[cell] * cells.covered(cell, sample.lower(i), sample.upper(i));
    }
    return sum;
  }

  /** What leaves at the ends stays in the outermost cells. */
  private double[] smoothed(double[] raw) {
    double[] sum = new double[raw.length];
    int reach = kernel.length / 2;
    for (int cell = 0; cell < raw.length; cell++) {
      if (raw[cell] > 0) {
        for (int k = -reach; k <= reach; k++) {
          sum[Math.clamp(cell + k, 0, raw.length - 1)] += raw[cell] * kernel[k + reach];
        }
      }
    }
    return sum;
  }

  private static double[] kernel(double bandwidth) {
    int reach = (int) Math.ceil(3.5 * bandwidth);
    double[] kernel = new double[2 * reach + 1];
    double sum = 0;
    for (int k = -reach; k <= reach; k++) {
      kernel[k + reach] = Math.exp(-k * k / (2 * bandwidth * bandwidth));
      sum += kernel[k + reach];
    }
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] /= sum;
    }
    return kernel;
  }

  /** See {@link FamilyFit#score}; a sighting is taken out by taking out what it spread. */
  double score() {
    double score = 0;
    double total = totalEnding();
    for (int i = 0; i < sample.size(); i++) {
      double weight = ending(i) / total;
      double[] own = new double[share.length];
      addTo(own, i, weight);
      double[] spread = smoothed(own);
      double left = 0;
      for (int cell = cells.of(sample.lower(i)); cell <= cells.of(sample.upper(i)); cell++) {
        left +=
            Math.max(0, share[cell] - spread[cell])
                * cells.covered(cell, sample.lower(i), sample.upper(i));
      }
      double ends = (1 - stuck) * left / (1 - weight + 1e-12);
      score += sample.weight(i) * Math.log(Math.max(1e-6, sample.ended(i) ? ends : stuck + ends));
    }
    return score;
  }
}
