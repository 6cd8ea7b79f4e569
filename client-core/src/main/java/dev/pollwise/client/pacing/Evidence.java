package dev.pollwise.client.pacing;

import java.util.List;

/**
 * What was seen of finished jobs, as intervals of the logarithm of seconds (or of the ratio to the
 * source's length): the end lies above {@code lower} and at most at {@code upper}, either of which
 * may be infinite. Weights tell how much is still believed.
 */
final class Evidence {

  private final double[] lower;
  private final double[] upper;
  private final double[] weights;

  private Evidence(int size) {
    lower = new double[size];
    upper = new double[size];
    weights = new double[size];
  }

  /** One sighting: seconds or ratios, upper infinite for a job that was still alive. */
  record Seen(double lower, double upper, double weight) {}

  static Evidence of(List<Seen> seen) {
    Evidence evidence = new Evidence(seen.size());
    for (int i = 0; i < seen.size(); i++) {
      evidence.lower[i] = Math.log(seen.get(i).lower());
      evidence.upper[i] = Math.log(seen.get(i).upper());
      evidence.weights[i] = seen.get(i).weight();
    }
    return evidence;
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

  double totalWeight() {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  double endedWeight() {
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += ended(i) ? weights[i] : 0;
    }
    return sum;
  }

  int endedCount() {
    int count = 0;
    for (int i = 0; i < size(); i++) {
      count += ended(i) ? 1 : 0;
    }
    return count;
  }
}
