package dev.pollwise.client.duration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Learns a law from a sample: three families and four smoothings of any shape, averaged by how well
 * each predicts every sighting from all the others (pseudo Bayesian model averaging). With few
 * sightings the families speak, with many whatever shape is there, two clusters for instance.
 */
final class LawFit {

  /** Before anything was seen, one job in a hundred is taken to be stuck; it weighs ten jobs. */
  private static final double STUCK = 0.1;

  private static final double STUCK_WEIGHT = 10;

  /** So many of the jobs unaccounted for may as well take longer than any before them. */
  private static final double SURPRISING = 0.5;

  /** What lives so many times as long as the others speaks against that. */
  private static final double LONG = 5;

  /** Bandwidths of the smoothings over the spread. */
  private static final double[] BANDWIDTHS = {0.12, 0.2, 0.32, 0.5};

  private static final double NORMAL_SHARE = 0.4;
  private static final double EXTREME_SHARE = 0.2;
  private static final double EVEN_SHARE = 0.15;
  private static final double SMOOTH_SHARE = 0.25 / BANDWIDTHS.length;

  private static final int ROUNDS = 8;

  private static final int CELLS = 160;

  /** How far the table reaches from the middle, in spreads. */
  private static final double REACH = 5.5;

  private LawFit() {}

  /** Something that was fitted: survival at the edges of cells, and how well it predicts. */
  private static final class Candidate {
    private final double[] edges = new double[CELLS + 1];
    private final double logWeight;

    private Candidate(double logWeight) {
      this.logWeight = logWeight;
    }

    private double logWeight() {
      return logWeight;
    }
  }

  /** The law; the sample holds at least one end. */
  static SecondsLaw of(CensoredSample sample) {
    FamilyFit first = FamilyFit.of(LogFamily.NORMAL, sample, STUCK / STUCK_WEIGHT);
    Unaccounted unaccounted = new Unaccounted(sample, first);
    double stuck = unaccounted.share;
    FamilyFit normal =
        stuck > STUCK / STUCK_WEIGHT ? FamilyFit.of(LogFamily.NORMAL, sample, stuck) : first;
    double reach = REACH * normal.meanSpread();
    LearnedLaw.LogCells cells =
        new LearnedLaw.LogCells(normal.meanLocation() - reach, 2 * reach / CELLS, CELLS);

    List<Candidate> candidates = new ArrayList<>();
    candidates.add(candidate(normal, NORMAL_SHARE, cells));
    candidates.add(candidate(FamilyFit.of(LogFamily.EXTREME, sample, stuck), EXTREME_SHARE, cells));
    candidates.add(candidate(FamilyFit.of(LogFamily.EVEN, sample, stuck), EVEN_SHARE, cells));
    for (double bandwidth : BANDWIDTHS) {
      candidates.add(
          candidate(SmoothedFit.of(sample, cells, bandwidth * normal.meanSpread(), stuck)));
    }
    double[] edges = average(candidates);
    double surprising = unaccounted.surprising(LearnedLaw.end(cells, edges, stuck));
    return new LearnedLaw(cells, edges, stuck - surprising, surprising);
  }

  /** How well a plain log-normal predicts: enough to compare two ways to read the same jobs. */
  static double score(CensoredSample sample) {
    return FamilyFit.of(LogFamily.NORMAL, sample, STUCK / STUCK_WEIGHT).score();
  }

  /**
   * The jobs that do not end as the fit says. Each that was still alive is one of them as probably
   * as the fit makes its survival improbable; it counts as far as its end could be expected by
   * then, so that jobs that have only just begun say nothing.
   */
  private static final class Unaccounted {

    private final CensoredSample sample;
    private final double[] survivals;

    /** Of all jobs. */
    private double share = STUCK / STUCK_WEIGHT;

    private Unaccounted(CensoredSample sample, FamilyFit fit) {
      this.sample = sample;
      this.survivals = new double[sample.size()];
      for (int i = 0; i < survivals.length; i++) {
        survivals[i] = sample.ended(i) ? 1 : fit.survival(sample.lower(i));
      }
      for (int round = 0; round < ROUNDS; round++) {
        double alive = sum(i -> 1);
        share = (STUCK + alive) / (STUCK_WEIGHT + sample.endedWeight() + alive);
      }
    }

    private double sum(IntToDoubleFunction counted) {
      double sum = 0;
      for (int i = 0; i < survivals.length; i++) {
        double ended = 1 - survivals[i];
        sum +=
            sample.weight(i) * ended * share / (1 - ended * (1 - share)) * counted.applyAsDouble(i);
      }
      return sum;
    }

    /**
     * The share of jobs that surprise. In a crowd all that outlive the first to end may be of one
     * kind that takes longer: however many they are, they are not taken as stuck before they have
     * lived much longer.
     *
     * @param end where the others are over
     */
    private double surprising(double end) {
      double longest = Math.log(LONG * end);
      double stuck = sum(i -> -Math.expm1(Math.min(0, longest - sample.lower(i))));
      return SURPRISING * share * STUCK / (STUCK + stuck);
    }
  }

  private static Candidate candidate(FamilyFit fit, double share, LearnedLaw.LogCells cells) {
    Candidate candidate = new Candidate(Math.log(share) + fit.score());
    for (int edge = 0; edge <= CELLS; edge++) {
      candidate.edges[edge] = fit.survival(cells.edge(edge));
    }
    return candidate;
  }

  private static Candidate candidate(SmoothedFit fit) {
    Candidate candidate = new Candidate(Math.log(SMOOTH_SHARE) + fit.score());
    double left = 1;
    for (int edge = 0; edge <= CELLS; edge++) {
      candidate.edges[edge] = Math.max(0, left);
      left -= edge < CELLS ? fit.share(edge) : 0;
    }
    return candidate;
  }

  private static double[] average(List<Candidate> candidates) {
    double best = candidates.stream().mapToDouble(Candidate::logWeight).max().orElseThrow();
    double total = 0;
    double[] edges = new double[CELLS + 1];
    for (Candidate candidate : candidates) {
      double weight = Math.exp(candidate.logWeight - best);
      total += weight;
      for (int edge = 0; edge <= CELLS; edge++) {
        edges[edge] += weight * candidate.edges[edge];
      }
    }
    for (int edge = 0; edge <= CELLS; edge++) {
      edges[edge] /= total;
    }
    return edges;
  }
}
