package dev.pollwise.client.duration;

import java.util.function.IntToDoubleFunction;

/**
 * A family fitted to intervals: the posterior of location and spread of the logarithm on a grid
 * that moves to where the weight is. Averaging over it gives the predictive law, which for exact
 * durations is the Student-t log-normal; intervals count with the probability of the whole
 * interval, so wide ones need no midpoints.
 *
 * <p>Prior: location even; logarithm of the spread normal around 0.4 (factor 2.5), as durations of
 * machine work are.
 */
final class FamilyFit {

  private static final int LOCATIONS = 13;
  private static final int SPREADS = 11;
  private static final int ROUNDS = 3;
  private static final double REACH = 3.2;
  private static final double SPREAD_PRIOR = Math.log(0.4);
  private static final double SPREAD_PRIOR_WIDTH = Math.log(2.5);
  private static final double LEAST = 1e-300;
  private static final double NEGLIGIBLE = 1e-5;

  /** A point whose logarithm lies so far below the best one's changes no digit of a mean. */
  private static final double HOPELESS = 50;

  private final LogFamily family;
  private final CensoredSample sample;
  private final double stuck;

  /** Where the share that was seen to end early is over: what the ends seen say most about. */
  private final double[] anchors = new double[LOCATIONS * SPREADS];

  private final double[] locations = new double[LOCATIONS * SPREADS];
  private final double[] spreads = new double[LOCATIONS * SPREADS];
  private final double[] posterior = new double[LOCATIONS * SPREADS];

  /** Of each sighting under each point of the grid, one sighting after the other. */
  private final double[] logLikelihoods;

  private FamilyFit(LogFamily family, CensoredSample sample, double stuck) {
    this.family = family;
    this.sample = sample;
    this.stuck = stuck;
    this.logLikelihoods = new double[sample.size() * posterior.length];
  }

  /**
   * The fit.
   *
   * @param stuck the share of jobs taken never to end
   */
  static FamilyFit of(LogFamily family, CensoredSample sample, double stuck) {
    FamilyFit fit = new FamilyFit(family, sample, stuck);
    double from = Double.POSITIVE_INFINITY;
    double to = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < sample.size(); i++) {
      if (sample.ended(i)) {
        from = Math.min(from, sample.middle(i));
        to = Math.max(to, sample.middle(i));
      }
    }
    double middle = (from + to) / 2;
    double early = sample.endedBy(middle);
    double half = (to - from) / 2 + 1;
    double spread = Math.log(0.25);
    double spreadHalf = Math.log(12);
    for (int round = 0; round < ROUNDS; round++) {
      double hopeless = round < ROUNDS - 1 ? HOPELESS : Double.POSITIVE_INFINITY;
      fit.lay(early, middle, half, spread, spreadHalf, hopeless);
      middle = fit.mean(fit::anchor);
      half = Math.max(REACH * fit.deviation(fit::anchor), 2.5 * half / LOCATIONS);
      spread = fit.mean(fit::logSpread);
      spreadHalf = Math.max(REACH * fit.deviation(fit::logSpread), 2.5 * spreadHalf / SPREADS);
    }
    return fit;
  }

  /**
   * Lays the grid. Where most jobs still run, spread and location are known together only: the time
   * by which as many are over as have been seen to end is known much better than either.
   *
   * @param hopeless what lies so far below the best need not be computed to its end
   */
  private void lay(
      double early, double middle, double half, double spread, double spreadHalf, double hopeless) {
    double highest = Double.NEGATIVE_INFINITY;
    // The widest first: none of them is far off.
    for (int row = SPREADS - 1; row >= 0; row--) {
      double up = 2.0 * row / (SPREADS - 1) - 1;
      double logSpread = spread + up * spreadHalf;
      double width = Math.exp(logSpread);
      double below = family.quantile(early, width) * width;
      double away = (logSpread - SPREAD_PRIOR) / SPREAD_PRIOR_WIDTH;
      double prior = -away * away / 2;
      for (int column = 0; column < LOCATIONS; column++) {
        int j = row * LOCATIONS + column;
        double across = 2.0 * column / (LOCATIONS - 1) - 1;
        spreads[j] = width;
        anchors[j] = middle + across * half;
        locations[j] = anchors[j] - below;
        posterior[j] = prior + logLikelihood(j, highest - hopeless - prior);
        highest = Math.max(highest, posterior[j]);
      }
    }
    double sum = 0;
    for (int j = 0; j < posterior.length; j++) {
      posterior[j] = Math.exp(posterior[j] - highest);
      sum += posterior[j];
    }
    for (int j = 0; j < posterior.length; j++) {
      posterior[j] /= sum;
    }
  }

  /** Falls with each sighting: once below the least of interest it is taken for nothing. */
  private double logLikelihood(int j, double least) {
    double sum = 0;
    for (int i = 0; i < sample.size(); i++) {
      if (sum < least) {
        return Double.NEGATIVE_INFINITY;
      }
      double one = Math.log(likelihood(i, j));
      logLikelihoods[i * posterior.length + j] = one;
      sum += sample.weight(i) * one;
    }
    return sum;
  }

  private double likelihood(int i, int j) {
    double above = above(sample.lower(i), j);
    double share =
        sample.ended(i)
            ? (1 - stuck) * (above - above(sample.upper(i), j))
            : stuck + (1 - stuck) * above;
    return Math.max(LEAST, share);
  }

  private double above(double y, int j) {
    return family.survival((y - locations[j]) / spreads[j], spreads[j]);
  }

  private double anchor(int j) {
    return anchors[j];
  }

  private double location(int j) {
    return locations[j];
  }

  private double logSpread(int j) {
    return Math.log(spreads[j]);
  }

  private double mean(IntToDoubleFunction value) {
    double sum = 0;
    for (int j = 0; j < posterior.length; j++) {
      sum += posterior[j] * value.applyAsDouble(j);
    }
    return sum;
  }

  private double deviation(IntToDoubleFunction value) {
    double mean = mean(value);
    return Math.sqrt(mean(j -> Math.pow(value.applyAsDouble(j) - mean, 2)));
  }

  /** The predictive share of jobs, of those that end, whose logarithm is above y. */
  double survival(double y) {
    double sum = 0;
    double counted = 0;
    for (int j = 0; j < posterior.length; j++) {
      if (posterior[j] > NEGLIGIBLE) {
        sum += posterior[j] * above(y, j);
        counted += posterior[j];
      }
    }
    return sum / counted;
  }

  double meanLocation() {
    return mean(this::location);
  }

  double meanSpread() {
    return Math.exp(mean(this::logSpread));
  }

  /**
   * How well it predicts: the logarithm of the probability of each sighting in the light of all the
   * others, summed by weight. Where a sighting stands for several, one of these is predicted from
   * the rest.
   */
  double score() {
    double score = 0;
    for (int i = 0; i < sample.size(); i++) {
      double with = 0;
      double without = 0;
      double one = Math.min(1, sample.weight(i));
      for (int j = 0; j < posterior.length; j++) {
        if (posterior[j] > 0) {
          double logLikelihood = logLikelihoods[i * posterior.length + j];
          double others = posterior[j] * Math.exp(-one * logLikelihood);
          with += others * Math.exp(logLikelihood);
          without += others;
        }
      }
      score += sample.weight(i) * Math.log(with / without);
    }
    return score;
  }
}
