package dev.pollwise.client.poll;

import dev.pollwise.client.duration.Outlook;
import java.time.Duration;

/**
 * What surrounds a decision and is no part of the wait's own past.
 *
 * @param now elapsed time of the wait
 * @param chance drawn evenly from [0, 1)
 * @param outlook what is known of the duration of the job
 * @param announced the share of ends that is announced in time by somebody else, from 0 to below 1
 * @param beat brings waits together that can share a call
 * @param calls how many it takes to ask about every job that is waited for, 1 or more
 */
record DecisionContext(
    Duration now, double chance, Outlook outlook, double announced, PollAlignment beat, int calls) {

  /** Nothing known, nothing announced, nobody to share a call with. */
  static DecisionContext alone(Duration now, double chance) {
    return new DecisionContext(now, chance, Outlook.unknown(), 0, new PollAlignment.Alone(), 1);
  }
}
