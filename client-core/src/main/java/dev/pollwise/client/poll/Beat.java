package dev.pollwise.client.poll;

import java.time.Duration;

/**
 * Brings calls together that can be made as one: moments of waits that know nothing of each other
 * are moved onto common multiples.
 *
 * <p>The multiples are those of the greatest power of two, in nanoseconds, that is at most a
 * quarter of the interval. So a call moves by an eighth of its interval at most, which costs less
 * than one percent; and since every multiple of a greater power is one of each smaller, waits of
 * different pace meet as well.
 */
sealed interface Beat {

  /** Nobody else asks, or no call can be shared. */
  record Alone() implements Beat {}

  /**
   * A beat that is the same for all waits of a poller.
   *
   * @param origin where elapsed time of the wait begins, in the time common to all waits
   */
  record Shared(Duration origin) implements Beat {
    /**
     * The moment nearby at which others ask as well.
     *
     * @param due when a call would best be made, in elapsed time of the wait
     * @param interval the interval that leads to it
     * @return at most an eighth of the interval away
     */
    Duration align(Duration due, Duration interval) {
      long width = Long.highestOneBit(Math.max(1, interval.toNanos() / 4));
      Duration common = origin.plus(due).plusNanos(width / 2);
      return common.minusNanos(Math.floorMod(nanos(common), width)).minus(origin);
    }

    /** May overflow, by multiples of 2^64 then, which any lesser power of two divides. */
    private static long nanos(Duration time) {
      return time.getSeconds() * 1_000_000_000L + time.getNano();
    }
  }
}
