package dev.pollwise.benchmarks.schedules;

import java.util.Arrays;

/** The calls of one wait for a job that goes on. Immutable. */
final class Polls {

  /** The longest wait of anybody: the deadline that Pollwise has by default. */
  static final double HORIZON = 3600;

  /** Seconds since the submit of each call, rising; the last one is a last look at the horizon. */
  private final double[] at;

  /** How many of them the poller makes as shipped; all of them if it does not give up. */
  private final int own;

  private final boolean goesOn;

  private Polls(double[] at, int own, boolean goesOn) {
    this.at = at;
    this.own = own;
    this.goesOn = goesOn;
  }

  /**
   * Of a poller that goes on up to the horizon.
   *
   * @param made seconds since the submit of each call
   */
  static Polls unlimited(double... made) {
    double[] at = upToHorizon(made, made.length);
    return new Polls(at, at.length, true);
  }

  /**
   * Of a poller that gives up. It is taken to go on with its last interval, the kindest reading;
   * without an interval it cannot.
   *
   * @param made seconds since the submit of each call before it gives up
   */
  static Polls limited(double... made) {
    if (made.length == 0) {
      throw new IllegalArgumentException("made: must be one call or more");
    }
    double last = made[made.length - 1];
    return limited(made.length == 1 ? last : last - made[made.length - 2], made);
  }

  /**
   * Of a poller that gives up, and whose last interval says little because it was drawn.
   *
   * @param gap seconds between the calls with which it is taken to go on; 0 if it cannot
   */
  static Polls limited(double gap, double[] made) {
    double last = made[made.length - 1];
    if (gap <= 0) {
      return new Polls(upToHorizon(made, made.length), made.length, false);
    }
    int more = Math.max(0, (int) Math.ceil((HORIZON - last) / gap));
    double[] all = Arrays.copyOf(made, made.length + more);
    for (int i = made.length; i < all.length; i++) {
      all[i] = all[i - 1] + gap;
    }
    return new Polls(upToHorizon(all, all.length), made.length, true);
  }

  private static double[] upToHorizon(double[] made, int length) {
    int count = 0;
    while (count < length && made[count] < HORIZON) {
      count++;
    }
    double[] at = Arrays.copyOf(made, count + 1);
    at[count] = HORIZON;
    return at;
  }

  /** How many calls it makes by itself, when the job goes on. */
  int own() {
    return own;
  }

  /** Seconds since the submit of a call, the first of which is 0. */
  double at(int call) {
    return at[call];
  }

  /** What a wait costs for a job that ends so many seconds after its submit, or never. */
  Sight sight(double end) {
    int found = Arrays.binarySearch(at, end);
    int index = found < 0 ? -found - 1 : found;
    if (!goesOn && index >= own && end < HORIZON) {
      return new Sight(own, Double.POSITIVE_INFINITY, true);
    }
    return index == at.length
        ? new Sight(at.length, 0, own < at.length)
        : new Sight(index + 1, at[index] - end, index >= own);
  }

  /**
   * How the wait for one job went.
   *
   * @param calls that were made
   * @param lateness seconds from the end to the call that saw it; 0 if it did not end before the
   *     horizon, infinite if nobody went on
   * @param wasLost whether the poller, as shipped, gave up before it saw the end
   */
  record Sight(int calls, double lateness, boolean wasLost) {}
}
