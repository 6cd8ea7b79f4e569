package dev.pollwise.simulator.webhook;

import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.scenario.Scenario;
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
  record Copy(Fate fate, Duration after) {

    Copy later(Duration by) {
      return new Copy(fate == Fate.USUAL ? Fate.LATE : fate, after.plus(by));
    }
  }

  DeliveryPlan {
    copies = List.copyOf(copies);
  }

  /** Draws. Takes the same number of values from the generator whatever they are. */
  static DeliveryPlan draw(Scenario.WebhookLaw law, RandomGenerator random) {
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

  /** The same once rules have struck it. */
  DeliveryPlan struckBy(List<FaultBoard.Injected> faults, RandomGenerator random) {
    DeliveryPlan plan = this;
    for (FaultBoard.Injected injected : faults) {
      if (injected.fault() instanceof Fault.WebhookFault fault) {
        plan = plan.struckBy(fault, random);
      }
    }
    return plan;
  }

  private DeliveryPlan struckBy(Fault.WebhookFault fault, RandomGenerator random) {
    Copy first = copies.getFirst();
    if (first.fate() == Fate.LOST) {
      return this;
    }
    return switch (fault) {
      case Fault.WebhookFault.Loss loss ->
          new DeliveryPlan(List.of(new Copy(Fate.LOST, first.after())));
      case Fault.WebhookFault.Duplicate twice ->
          new DeliveryPlan(List.of(first, new Copy(Fate.DUPLICATE, first.after())));
      case Fault.WebhookFault.Delay(var law) ->
          new DeliveryPlan(copies.stream().map(copy -> copy.later(law.draw(random))).toList());
    };
  }
}
