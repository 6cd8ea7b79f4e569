package dev.pollwise.client.duration;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Durations;
import java.time.Duration;
import java.util.Optional;

/** A law that is asked in floating seconds: tables ask thousands of times. */
interface SecondsLaw extends DurationLaw {

  /**
   * See {@link DurationLaw#survival}.
   *
   * @param seconds 0 or more
   */
  double survivalAt(double seconds);

  @Override
  default double survival(Duration time) {
    return survivalAt(Math.max(0, Seconds.of(time)));
  }

  /** The fast way into any law; one that is not ours is checked at every answer. */
  static SecondsLaw of(DurationLaw law) {
    return requireNonNull(law, "law") instanceof SecondsLaw fast ? fast : new Foreign(law);
  }

  /** A law of the user's. */
  record Foreign(DurationLaw law) implements SecondsLaw {

    @Override
    public double survivalAt(double seconds) {
      double share = law.survival(Seconds.upward(Math.min(seconds, Seconds.of(Durations.LONGEST))));
      if (!(share >= 0 && share <= 1)) {
        // Only now: the words would take longer than the law.
        Rules.within("survival at " + Seconds.text(seconds) + " of " + describe(), share, 0, 1);
      }
      return share;
    }

    @Override
    public String describe() {
      return law.describe();
    }
  }

  /** Turns a survival function round. */
  final class Quantile {

    private Quantile() {}

    /** By halving, to the nanosecond: exact for every law, whatever its shape. */
    static Optional<Duration> of(DurationLaw law, double p) {
      Rules.within("quantile", p, 0, 1);
      SecondsLaw fast = SecondsLaw.of(law);
      long below = -1;
      long enough = Durations.LONGEST.toNanos();
      if (!reaches(fast, enough, p)) {
        return Optional.empty();
      }
      while (enough - below > 1) {
        long middle = below + (enough - below) / 2;
        if (reaches(fast, middle, p)) {
          enough = middle;
        } else {
          below = middle;
        }
      }
      return Optional.of(Duration.ofNanos(enough));
    }

    private static boolean reaches(SecondsLaw law, long nanos, double p) {
      return 1 - law.survivalAt(nanos / 1e9) >= p;
    }
  }
}
