package dev.pollwise.benchmarks.schedules;

import java.util.Arrays;

/** Notes when a poller calls. */
final class Recorder {

  private double[] at = new double[64];
  private int count;

  /** Notes a call. */
  void called(double seconds) {
    if (count == at.length) {
      at = Arrays.copyOf(at, count * 2);
    }
    at[count++] = seconds;
  }

  /** What was noted of a poller that gave up, which goes on with such intervals. */
  Polls limited(double gap) {
    return Polls.limited(gap, Arrays.copyOf(at, count));
  }

  /**
   * What was noted.
   *
   * @param gaveUp whether the poller ended the wait by itself
   */
  Polls polls(boolean gaveUp) {
    double[] made = Arrays.copyOf(at, count);
    return gaveUp ? Polls.limited(made) : Polls.unlimited(made);
  }
}
