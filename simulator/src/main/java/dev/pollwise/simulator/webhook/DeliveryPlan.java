package dev.pollwise.simulator.webhook;

import dev.pollwise.simulator.scenario.WebhookLaw;
import dev.pollwise.simulator.webhook.Delivery.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What becomes of an event on its way to one receiver, drawn once: pure.
 *
 * @param copies what leaves, a lost one included, 1 or 2
 */
record DeliveryPlan(List<Copy> copies) {

  /** One delivery, and how long after the event it leaves. */
  record Copy(Fate fate, Duration after) {}

  DeliveryPlan {
    copies = List.copyOf(copies);
  }

  /** Draws. Takes the same number of values from the generator whatever they are. */
  static DeliveryPlan draw(WebhookLaw law, RandomGenerator random) {
    double loss = random.nextDouble();
    double duplication = random.nextDouble();
    Duration delay = law.delay().draw(random);
    Duration secondDelay = law.delay().draw(random);
    if (loss < law.loss()) {
      return new DeliveryPlan(List.of(new Copy(Fate.LOST, delay)));
    }
    List<Copy> copies = new ArrayList<>();
    copies.add(new Copy(delay.isPositive() ? Fate.LATE : Fate.USUAL, delay));
    if (duplication < law.duplication()) {
      copies.add(new Copy(Fate.DUPLICATE, secondDelay));
    }
    return new DeliveryPlan(copies);
  }
}
