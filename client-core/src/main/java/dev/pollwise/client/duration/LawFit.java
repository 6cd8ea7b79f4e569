package dev.pollwise.client.duration;

import java.util.ArrayList;
import java.util.List;

/**
 * Learns a law from a sample: three families and four smoothings of any shape, averaged by how well
 * each predicts every sighting from all the others (pseudo Bayesian model averaging). With few
 * sightings the families speak, with many whatever shape is there, two clusters for instance.
 *
 * <p>Some jobs are like no other, {@link Outliers}. How many, the smoothings find by what no end
 * bears out; the families take as many as they leave, and the log-normal comes once more with
 * hardly any, which makes its tail long where many outlive the first to end.
 */
final class LawFit {

  /** Before anything was seen, one job in a hundred is an outlier; it weighs ten jobs. */
  static final double OUTLIERS = 0.1;

  static final double OUTLIERS_OF = 10;

  /** The share of outliers before anything was seen. */
  static final double FEW = OUTLIERS / OUTLIERS_OF;

  /** Bandwidths of the smoothings over the spread. */
  private static final double[] BANDWIDTHS = {0.12, 0.2, 0.32, 0.5};

  private static final double NORMAL_SHARE = 0.4;
  private static final double EXTREME_SHARE = 0.2;
  private static final double EVEN_SHARE = 0.15;
  private static final double SMOOTH_SHARE = 0.1 / BANDWIDTHS.length;

  private static final int CELLS = 160;

  /** How far the table reaches from the middle, in spreads. */
  private static final double REACH = 5.5;

  private LawFit() {}

  /** Something that was fitted: survival at the edges of cells, and how well it predicts. */
  private static final class Candidate {
    private final double[] edges = new double[CELLS + 1];
    private final double logWeight;
    private final double outliers;

    /** The share of outliers has the density of a beta law, as many as were said to be usual. */
    private Candidate(double share, double score, double outliers) {
      this.logWeight =
          Math.log(share)
              + score
              + (OUTLIERS - 1) * Math.log(Math.max(1, outliers / FEW))
              + (OUTLIERS_OF - OUTLIERS - 1) * Math.log(1 - outliers);
      this.outliers = outliers;
    }

    private double logWeight() {
      return logWeight;
    }
  }

  /** The law; the sample holds at least one end. */
  static SecondsLaw of(CensoredSample sample) {
    FamilyFit normal = FamilyFit.of(LogFamily.NORMAL, sample, FEW);
    LearnedLaw.LogCells cells = cells(normal, sample);
    List<Candidate> candidates = new ArrayList<>();
    double left = 0;
    for (double bandwidth : BANDWIDTHS) {
      SmoothedFit fit = SmoothedFit.of(sample, cells, bandwidth * normal.meanSpread());
      candidates.add(candidate(fit));
      left = Math.max(left, fit.outliers());
    }
    candidates.add(candidate(normal, FEW, NORMAL_SHARE, cells));
    candidates.add(candidate(LogFamily.NORMAL, sample, left, NORMAL_SHARE, cells));
    candidates.add(candidate(LogFamily.EXTREME, sample, left, EXTREME_SHARE, cells));
    candidates.add(candidate(LogFamily.EVEN, sample, left, EVEN_SHARE, cells));
    return average(candidates, sample, cells);
  }

  /** How well a plain log-normal predicts: enough to compare two ways to read the same jobs. */
  static double score(CensoredSample sample) {
    return FamilyFit.of(LogFamily.NORMAL, sample, FEW).score();
  }

  /** Around the middle, and over all ends. */
  private static LearnedLaw.LogCells cells(FamilyFit normal, CensoredSample sample) {
    double from = normal.meanLocation() - REACH * normal.meanSpread();
    double to = normal.meanLocation() + REACH * normal.meanSpread();
    for (int i = 0; i < sample.size(); i++) {
      to = sample.ended(i) ? Math.max(to, sample.upper(i) + normal.meanSpread()) : to;
    }
    return new LearnedLaw.LogCells(from, (to - from) / CELLS, CELLS);
  }

  private static Candidate candidate(
      LogFamily family,
      CensoredSample sample,
      double outliers,
      double share,
      LearnedLaw.LogCells cells) {
    return candidate(FamilyFit.of(family, sample, outliers), outliers, share, cells);
  }

  private static Candidate candidate(
      FamilyFit fit, double outliers, double share, LearnedLaw.LogCells cells) {
    Candidate candidate = new Candidate(share, fit.score(), outliers);
    for (int edge = 0; edge <= CELLS; edge++) {
      candidate.edges[edge] = fit.survival(cells.edge(edge));
    }
    return candidate;
  }

  private static Candidate candidate(SmoothedFit fit) {
    Candidate candidate = new Candidate(SMOOTH_SHARE, fit.score(), fit.outliers());
    double left = 1;
    for (int edge = 0; edge <= CELLS; edge++) {
      candidate.edges[edge] = Math.max(0, left);
      left -= edge < CELLS ? fit.share(edge) : 0;
    }
    return candidate;
  }

  private static LearnedLaw average(
      List<Candidate> candidates, CensoredSample sample, LearnedLaw.LogCells cells) {
    double best = candidates.stream().mapToDouble(Candidate::logWeight).max().orElseThrow();
    double total = 0;
    double ending = 0;
    double[] edges = new double[CELLS + 1];
    for (Candidate candidate : candidates) {
      double weight = Math.exp(candidate.logWeight - best);
      double ends = weight * (1 - candidate.outliers);
      total += weight;
      ending += ends;
      for (int edge = 0; edge <= CELLS; edge++) {
        edges[edge] += ends * candidate.edges[edge];
      }
    }
    for (int edge = 0; edge <= CELLS; edge++) {
      edges[edge] /= ending;
    }
    return new LearnedLaw(cells, edges, 1 - ending / total, sample);
  }
}
