package dev.pollwise.client.duration;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An interval-censored sample of how long jobs take: of each the interval, in logarithms of seconds
 * or of ratios to the source's length, in which its end lies, above {@code lower} and at most at
 * {@code upper}, either of which may be infinite. Weights tell how much is still believed.
 */
final class CensoredSample {

  private final double[] lower;
  private final double[] upper;
  private final double[] weights;

  private CensoredSample(int size) {
    lower = new double[size];
    upper = new double[size];
    weights = new double[size];
  }

  /**
   * What one sighting says, in seconds or ratios, upper infinite for a job that was still alive.
   */
  record Element(double lower, double upper, double weight) {}

  static CensoredSample of(List<Element> elements) {
    CensoredSample sample = new CensoredSample(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      sample.lower[i] = Math.log(elements.get(i).lower());
      sample.upper[i] = Math.log(elements.get(i).upper());
      sample.weights[i] = elements.get(i).weight();
    }
    return sample;
  }

  int size() {
    return lower.length;
  }

  double lower(int i) {
    return lower[i];
  }

  double upper(int i) {
    return upper[i];
  }

  double weight(int i) {
    return weights[i];
  }

  /** Whether the end was seen. */
  boolean ended(int i) {
    return upper[i] < Double.POSITIVE_INFINITY;
  }

  /** Where the end lies, roughly: the logarithm of the middle of the interval. */
  double middle(int i) {
    return Math.log((Math.exp(lower[i]) + Math.exp(upper[i])) / 2);
  }

  /** How old those were whose end was not seen, as logarithms. */
  DoubleStream survivors() {
    return IntStream.range(0, size()).filter(i -> !ended(i)).mapToDouble(this::lower);
  }

  /** About which share of jobs is over by a moment at which some are: more than 0, below 1. */
  double endedBy(double y) {
    double over = 0;
    double all = 0;
    for (int i = 0; i < size(); i++) {
      boolean isOver = ended(i) && middle(i) <= y;
      over += isOver ? weights[i] : 0;
      all += ended(i) || lower[i] >= y ? weights[i] : 0;
    }
    return Math.clamp(over / all, 1e-9, 1 - 1e-9);
  }

  int endedCount() {
    int count = 0;
    for (int i = 0; i < size(); i++) {
      count += ended(i) ? 1 : 0;
    }
    return count;
  }
}
