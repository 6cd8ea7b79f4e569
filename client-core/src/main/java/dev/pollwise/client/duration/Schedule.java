package dev.pollwise.client.duration;

import dev.pollwise.client.job.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The moments of the polls of a job that goes on, in seconds since the submit; the last is the last
 * look.
 */
final class Schedule {

  /** More polls than any job is worth; reached only by prices near nothing. */
  private static final int MOST = 1_000_000;

  private final double[] polls;

  private Schedule(double[] polls) {
    this.polls = polls;
  }

  static Schedule of(List<Duration> polls) {
    if (polls.isEmpty()) {
      throw new IllegalArgumentException("polls 0: must be at least one");
    }
    Duration before = Duration.ZERO;
    for (Duration poll : polls) {
      Durations.requirePositive("poll", poll);
      if (poll.compareTo(before) <= 0) {
        throw new IllegalArgumentException(
            "poll "
                + Durations.text(poll)
                + ": must be later than the one before, "
                + Durations.text(before));
      }
      before = poll;
    }
    return new Schedule(polls.stream().mapToDouble(Seconds::of).toArray());
  }

  /**
   * Asks for one poll after the other until the horizon, or until nobody is expected to be alive.
   */
  static Schedule following(DoubleUnaryOperator next, SecondsLaw law, double horizon) {
    double[] polls = new double[16];
    int count = 0;
    double at = 0;
    do {
      if (count == MOST) {
        throw new IllegalArgumentException(
            "horizon " + Seconds.text(horizon) + ": must be reached within " + MOST + " polls");
      }
      at = Math.min(horizon, next.applyAsDouble(at));
      polls = count == polls.length ? Arrays.copyOf(polls, 2 * count) : polls;
      polls[count++] = at;
    } while (at < horizon && law.survivalAt(at) > SurvivalGrid.NOBODY);
    return new Schedule(Arrays.copyOf(polls, count));
  }

  /** Formula (1) of polling-theory: each poll is made by those who were alive at the one before. */
  double calls(SecondsLaw law) {
    double sum = law.survivalAt(0);
    for (int k = 0; k < polls.length - 1; k++) {
      sum += law.survivalAt(polls[k]);
    }
    return sum;
  }

  /** The same formula's lateness in seconds, of those who end before the last poll. */
  double lateness(SecondsLaw law) {
    double sum = 0;
    double before = 0;
    for (double poll : polls) {
      double alive = law.survivalAt(before);
      sum += alive * (poll - before) - Integral.of(law::survivalAt, before, poll);
      before = poll;
    }
    return Math.max(0, sum);
  }

  /** Rising, each more than 0, at least one. */
  double[] polls() {
    return polls.clone();
  }

  /**
   * Adaptive Simpson quadrature of a survival function. Halving stops early only where five values
   * agree with a cubic; a monotone function cannot hide much between them, and jumps are halved
   * away.
   */
  static final class Integral {

    private static final int DEEPEST = 40;
    private static final double RELATIVE = 1e-9;

    private Integral() {}

    static double of(DoubleUnaryOperator f, double from, double to) {
      double left = f.applyAsDouble(from);
      double middle = f.applyAsDouble((from + to) / 2);
      double right = f.applyAsDouble(to);
      return part(f, from, to, left, middle, right, RELATIVE * (to - from), DEEPEST);
    }

    private static double part(
        DoubleUnaryOperator f,
        double from,
        double to,
        double left,
        double middle,
        double right,
        double tolerance,
        int depth) {
      double half = (to - from) / 2;
      double lower = f.applyAsDouble(from + half / 2);
      double upper = f.applyAsDouble(from + 1.5 * half);
      double coarse = half / 3 * (left + 4 * middle + right);
      double fine = half / 6 * (left + 4 * lower + 2 * middle + 4 * upper + right);
      if (depth == 0 || Math.abs(fine - coarse) <= 15 * tolerance) {
        return fine + (fine - coarse) / 15;
      }
      return part(f, from, from + half, left, lower, middle, tolerance / 2, depth - 1)
          + part(f, from + half, to, middle, upper, right, tolerance / 2, depth - 1);
    }
  }
}
