package dev.pollwise.client.duration;

import dev.pollwise.client.job.Rules;
import java.time.Duration;
import java.util.Optional;

/** Turns a survival function round. */
final class Quantile {

  private Quantile() {}

  /** By halving, to the nanosecond: exact for every law, whatever its shape. */
  static Optional<Duration> of(DurationLaw law, double p) {
    Rules.within("quantile", p, 0, 1);
    SecondsLaw fast = SecondsLaw.of(law);
    long below = -1;
    long enough = Rules.LONGEST.toNanos();
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
