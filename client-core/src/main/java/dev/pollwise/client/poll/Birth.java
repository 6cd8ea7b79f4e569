package dev.pollwise.client.poll;

import dev.pollwise.client.duration.LearnedDurations;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a job began, in elapsed time of its wait: never known better than between two moments. Where
 * nothing is known of it there is none, rather than one that is invented.
 *
 * @param earliest not later than the latest
 * @param latest the job is known to have begun by then
 */
record Birth(Duration earliest, Duration latest) {

  /** A token calls a job fresh that began so shortly before its wait; of others it tells no age. */
  static final Duration FRESH = Duration.ofSeconds(30);

  /** To what a token cuts the beginning of its wait. */
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  /** No sighting reaches farther, nor does any limit of a wait. */
  private static final Duration LONGEST = Duration.ofDays(365);

  /**
   * Of a wait that was taken up again.
   *
   * @param age of the wait by the wall clock, which may have been wrong then or be wrong now
   * @return null if no wait can be so old
   */
  static @Nullable Birth before(Duration age) {
    return age.isNegative() || age.compareTo(LONGEST) > 0
        ? null
        : new Birth(FRESH.negated(), A_SECOND);
  }

  /** The age of a wait for its limits: of one so old that all of them are over, not the rest. */
  static Duration believable(Duration age) {
    return age.isNegative() ? Duration.ZERO : age.compareTo(LONGEST) > 0 ? LONGEST : age;
  }

  /** The age of a job that was seen alive at a moment: so old it is at least. */
  Duration ageAt(Duration aliveAt) {
    return believable(aliveAt.minus(latest));
  }

  /** What an end has shown of how long the job took; empty if it has shown nothing. */
  Optional<LearnedDurations.Sighting> ended(Duration aliveAt, Duration seenAt) {
    Duration by = seenAt.minus(earliest);
    return by.isPositive() && by.compareTo(LONGEST) <= 0
        ? Optional.of(new LearnedDurations.Sighting.Ended(ageAt(aliveAt), by))
        : Optional.empty();
  }
}
