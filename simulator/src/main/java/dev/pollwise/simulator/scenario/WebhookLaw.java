package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.job.DurationLaw;
import java.time.Duration;
import java.util.List;

/**
 * What goes wrong with webhooks on their way. Where delays differ, deliveries overtake each other.
 *
 * @param delay simulated time between an event and the first attempt to deliver it
 * @param loss share of the deliveries that never leave, 0 to 1
 * @param duplication share of the others that leave twice, 0 to 1; the second copy has a delay of
 *     its own
 */
public record WebhookLaw(DurationLaw delay, double loss, double duplication) {

  /** How it stands in documents. */
  static final Form<WebhookLaw> FORM = form();

  /** Refuses shares out of range. */
  public WebhookLaw {
    Range.share().require("loss", loss);
    Range.share().require("duplication", duplication);
  }

  private static Form<WebhookLaw> form() {
    Key<WebhookLaw, DurationLaw> delay =
        Key.of("delay", DurationLaw.FORM, WebhookLaw::delay).or(none().delay());
    Key<WebhookLaw, Double> loss =
        Key.of("loss", Form.NUMBER.within(Range.share()), WebhookLaw::loss).or(0.0);
    Key<WebhookLaw, Double> duplication =
        Key.of("duplication", Form.NUMBER.within(Range.share()), WebhookLaw::duplication).or(0.0);
    return Mapping.of(
            List.of(delay, loss, duplication),
            law -> new WebhookLaw(delay.read(law), loss.read(law), duplication.read(law)))
        .form();
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
