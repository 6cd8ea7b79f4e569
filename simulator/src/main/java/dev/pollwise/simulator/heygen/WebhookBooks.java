package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.simulation.Journal;
import dev.pollwise.simulator.webhook.Outbox;

/** Writes down each attempt to deliver a webhook: journal, metrics and log. */
final class WebhookBooks {

  private static final String ROUTE = "webhook";

  private final ServerContext bench;

  WebhookBooks(ServerContext bench) {
    this.bench = bench;
  }

  void write(Outbox.DeliveryRecord delivery) {
    Journal.JournalEntry entry =
        new Journal.JournalEntry(
            0,
            delivery.leftAt(),
            delivery.leftOnWall(),
            "POST",
            delivery.target(),
            ROUTE,
            delivery.status(),
            delivery.took(),
            delivery.event().data().entityId(),
            delivery.event().owner(),
            "",
            delivery.fault(),
            delivery.event().id());
    if (!delivery.fault().isEmpty()) {
      bench.metrics().fault(delivery.fault());
    }
    bench.metrics().webhook(delivery.outcome());
    bench.simulation().journal().write(entry);
    bench.log().over(entry);
  }
}
