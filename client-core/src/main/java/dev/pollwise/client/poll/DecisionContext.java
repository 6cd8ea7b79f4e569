package dev.pollwise.client.poll;

import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.time.Duration;

/**
 * What surrounds a decision and is no part of the wait's own past.
 *
 * @param now elapsed time of the wait
 * @param chance drawn evenly from [0, 1)
 * @param outlook what is known of the duration of the job
 * @param announced the share of ends that is announced in time by somebody else, from 0 to below 1
 * @param alignment brings waits together that can share a call
 * @param calls how many it takes to ask about every job that is waited for, 1 or more
 */
record DecisionContext(
    Duration now,
    double chance,
    Outlook outlook,
    double announced,
    PollAlignment alignment,
    int calls) {

  /** Nothing known, nothing announced, nobody to share a call with. */
  static DecisionContext alone(Duration now, double chance) {
    return new DecisionContext(now, chance, Outlook.unknown(), 0, new PollAlignment.Alone(), 1);
  }

  /**
   * Brings calls together that can be made as one: moments of waits that know nothing of each other
   * are moved onto common multiples.
   *
   * <p>The multiples are those of the greatest power of two, in nanoseconds, that is at most as
   * wide as the leeway of the call. Since every multiple of a greater power is one of each smaller,
   * waits of different pace meet as well.
   */
  sealed interface PollAlignment {

    /**
     * A call moves by an eighth of its interval at most, which costs less than one percent under a
     * smooth law.
     */
    Jitter FARTHEST = new Jitter(0.125);

    /**
     * Where the law is not smooth, the call may get as much dearer for each of those that share it:
     * still far less than they save by that.
     */
    double LOSS_PER_PARTICIPANT = 0.1;

    /** Nobody else asks, or no call can be shared. */
    record Alone() implements PollAlignment {}

    /**
     * A beat that is the same for all waits of a poller.
     *
     * @param origin where elapsed time of the wait begins, in the time common to all waits
     */
    record Shared(Duration origin) implements PollAlignment {
      /**
       * The moment nearby at which others ask as well.
       *
       * @param from where the interval begins, in elapsed time of the wait
       * @param leeway how long it may be
       * @return within the leeway
       */
      Duration align(Duration from, Outlook.Leeway leeway) {
        long width = Long.highestOneBit(Math.max(1, leeway.width().toNanos()));
        Duration common = origin.plus(from).plus(leeway.middle()).plusNanos(width / 2);
        return common.minusNanos(Math.floorMod(nanos(common), width)).minus(origin);
      }

      /** May overflow, by multiples of 2^64 then, which any lesser power of two divides. */
      private static long nanos(Duration time) {
        return time.getSeconds() * 1_000_000_000L + time.getNano();
      }
    }
  }
}
