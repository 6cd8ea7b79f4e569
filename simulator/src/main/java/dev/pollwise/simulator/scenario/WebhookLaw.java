package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.document.Numbers;
import dev.pollwise.simulator.job.DurationLaw;
import java.time.Duration;

/**
 * What goes wrong with webhooks on their way. Where delays differ, deliveries overtake each other.
 *
 * @param delay simulated time between an event and the first attempt to deliver it
 * @param loss share of the deliveries that never leave, 0 to 1
 * @param duplication share of the others that leave twice, 0 to 1; the second copy has a delay of
 *     its own
 */
public record WebhookLaw(DurationLaw delay, double loss, double duplication) {

  /** Refuses shares out of range. */
  public WebhookLaw {
    Numbers.requireRange("loss", loss, 0, 1);
    Numbers.requireRange("duplication", duplication, 0, 1);
  }

  /** Nothing goes wrong. */
  public static WebhookLaw none() {
    return new WebhookLaw(DurationLaw.fixed(Duration.ZERO), 0, 0);
  }

  /** Whether nothing goes wrong. */
  public boolean isNone() {
    return equals(none());
  }
}
