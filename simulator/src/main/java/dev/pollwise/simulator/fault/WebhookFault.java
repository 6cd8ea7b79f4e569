package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.job.DurationLaw;

/**
 * What happens to a webhook on its way, beside what the scenario's law has in store. Strikes
 * deliveries, never requests: its route is {@code webhook}, and counts and shares are those of the
 * events of each job.
 */
public sealed interface WebhookFault extends Fault {

  /** It never leaves. */
  record Loss() implements WebhookFault {}

  /** It leaves twice. */
  record Duplicate() implements WebhookFault {}

  /**
   * It leaves later.
   *
   * @param law simulated time, added to that of the scenario
   */
  record Delay(DurationLaw law) implements WebhookFault {}
}
