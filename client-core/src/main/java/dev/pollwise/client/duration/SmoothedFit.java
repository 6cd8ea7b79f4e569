package dev.pollwise.client.duration;

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
  private final double[] kernel;

  /** The share of jobs that no end bears out. */
  private double outliers;

  /** Of each sighting the cells in which its end may lie, and how much of the outermost two. */
  private final int[] from;

  private final int[] to;
  private final double[] ofFirst;
  private final double[] ofLast;

  private double[] share;

  private SmoothedFit(CensoredSample sample, LearnedLaw.LogCells cells, double bandwidth) {
    this.sample = sample;
    this.outliers = LawFit.FEW;
    this.kernel = kernel(bandwidth / cells.width());
    this.share = new double[cells.size()];
    this.from = new int[sample.size()];
    this.to = new int[sample.size()];
    this.ofFirst = new double[sample.size()];
    this.ofLast = new double[sample.size()];
    for (int i = 0; i < sample.size(); i++) {
      from[i] = cells.of(sample.lower(i));
      to[i] = cells.of(sample.upper(i));
      ofFirst[i] = cells.covered(from[i], sample.lower(i), sample.upper(i));
      ofLast[i] = to[i] > from[i] ? cells.covered(to[i], sample.lower(i), sample.upper(i)) : 0;
    }
  }

  /**
   * The fit. It begins evenly up to the last end, since beyond nothing tells those that end later
   * from outliers.
   *
   * @param bandwidth standard deviation of the kernel, in the logarithm
   */
  static SmoothedFit of(CensoredSample sample, LearnedLaw.LogCells cells, double bandwidth) {
    SmoothedFit fit = new SmoothedFit(sample, cells, bandwidth);
    int last = 0;
    for (int i = 0; i < sample.size(); i++) {
      last = sample.ended(i) ? Math.max(last, fit.to[i]) : last;
    }
    Arrays.fill(fit.share, 0, last + 1, 1.0 / (last + 1));
    for (int round = 0; round < ROUNDS; round++) {
      double[] inside = fit.inside(fit.share);
      double[] raw = fit.spreadOut(inside);
      fit.outliers = fit.outliers(inside);
      fit.share = fit.smoothed(raw);
    }
    return fit;
  }

  /** The share of each cell. */
  double share(int cell) {
    return share[cell];
  }

  /** The share of jobs that do not end as the cells say. */
  double outliers() {
    return outliers;
  }

  private double outliers(double[] inside) {
    double sum = LawFit.OUTLIERS;
    double all = LawFit.OUTLIERS_OF;
    for (int i = 0; i < inside.length; i++) {
      sum += sample.weight(i) - ending(i, inside[i]);
      all += sample.weight(i);
    }
    return sum / all;
  }

  /** A job that was still alive counts with the probability that it is no outlier. */
  private double[] spreadOut(double[] inside) {
    double total = totalEnding(inside);
    // What falls on each cell, as a share of the cell's own: the rise from cell to cell.
    double[] rise = new double[share.length + 1];
    for (int i = 0; i < sample.size(); i++) {
      double density = ending(i, inside[i]) / total / inside[i];
      rise[from[i]] += density * ofFirst[i];
      rise[from[i] + 1] += density * (1 - ofFirst[i]);
      rise[to[i]] += to[i] > from[i] ? density * (ofLast[i] - 1) : 0;
      rise[to[i] + 1] -= density * (to[i] > from[i] ? ofLast[i] : 1);
    }
    double[] sum = new double[share.length];
    double height = 0;
    for (int cell = 0; cell < sum.length; cell++) {
      height += rise[cell];
      sum[cell] = Math.max(0, height) * share[cell];
    }
    return sum;
  }

  private double totalEnding(double[] inside) {
    double sum = 0;
    for (int i = 0; i < inside.length; i++) {
      sum += ending(i, inside[i]);
    }
    return sum;
  }

  /** The weight of a sighting, as far as it is of a job that ends. */
  private double ending(int i, double inside) {
    if (sample.ended(i)) {
      return sample.weight(i);
    }
    double alive = (1 - outliers) * inside;
    return sample.weight(i) * alive / (outliers + alive);
  }

  /** How much of a distribution each sighting allows. */
  private double[] inside(double[] of) {
    double[] below = new double[of.length + 1];
    for (int cell = 0; cell < of.length; cell++) {
      below[cell + 1] = below[cell] + of[cell];
    }
    double[] inside = new double[sample.size()];
    for (int i = 0; i < inside.length; i++) {
      double between = to[i] > from[i] ? below[to[i]] - below[from[i] + 1] : 0;
      inside[i] = 1e-300 + of[from[i]] * ofFirst[i] + of[to[i]] * ofLast[i] + Math.max(0, between);
    }
    return inside;
  }

  private double[] smoothed(double[] raw) {
    double[] sum = new double[raw.length];
    for (int cell = 0; cell < raw.length; cell++) {
      sum[cell] = smoothed(raw, cell, 0, raw.length - 1);
    }
    return sum;
  }

  /**
   * What comes to a cell, of what lies between two others. What leaves at the ends stays in the
   * outermost cells.
   */
  private double smoothed(double[] raw, int cell, int from, int to) {
    int reach = kernel.length / 2;
    int last = Math.min(to, cell + reach);
    double sum = 0;
    for (int source = Math.max(from, cell - reach); source <= last; source++) {
      int own = cell - source + reach;
      int least = cell == 0 ? 0 : own;
      int most = cell == raw.length - 1 ? kernel.length - 1 : own;
      for (int k = least; k <= most; k++) {
        sum += raw[source] * kernel[k];
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
    double[] inside = inside(share);
    double total = totalEnding(inside);
    for (int i = 0; i < sample.size(); i++) {
      double own = Math.min(1, 1 / sample.weight(i)) * ending(i, inside[i]) / total;
      double[] spread = spread(i, own / inside[i]);
      double left = 0;
      for (int cell = from[i]; cell <= to[i]; cell++) {
        double taken = smoothed(spread, cell, from[i], to[i]);
        left += Math.max(0, share[cell] - taken) * covered(i, cell);
      }
      double ends = (1 - outliers) * left / (1 - own + 1e-12);
      score +=
          sample.weight(i) * Math.log(Math.max(1e-6, sample.ended(i) ? ends : outliers + ends));
    }
    return score;
  }

  private double[] spread(int i, double density) {
    double[] sum = new double[share.length];
    for (int cell = from[i]; cell <= to[i]; cell++) {
      sum[cell] = density * share[cell] * covered(i, cell);
    }
    return sum;
  }

  private double covered(int i, int cell) {
    return cell == from[i] ? ofFirst[i] : cell == to[i] ? ofLast[i] : 1;
  }
}
