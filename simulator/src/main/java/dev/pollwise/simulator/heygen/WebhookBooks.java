package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Journal;
import dev.pollwise.simulator.webhook.Outbox;
import dev.pollwise.simulator.webhook.WebhookEvent;
import java.util.List;

/** Writes down each attempt to deliver a webhook: journal, metrics and log. */
final class WebhookBooks {

  private static final String ROUTE = "webhook";

  private final ServerContext bench;

  private final BatchBook batches;

  WebhookBooks(ServerContext bench, BatchBook batches) {
    this.bench = bench;
    this.batches = batches;
  }

  void write(Outbox.DeliveryRecord delivery) {
    if (delivery.outcome() == Outbox.DeliveryRecord.Outcome.DELIVERED) {
      told(delivery.event().data()).forEach(job -> job.endNotice().delivered());
    }
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
    bench.simulation().journal().write(entry, bench.wall().nanoTime() - delivery.took().toNanos());
    bench.log().over(entry);
  }

  /** The jobs whose end it tells, as far as they are remembered. */
  private List<Job> told(WebhookEvent.Data data) {
    return data instanceof WebhookEvent.Data.BatchFinished
        ? batches.find(data.entityId()).map(Batch::jobs).orElse(List.of())
        : bench.simulation().jobs().find(data.entityId()).stream().toList();
  }
}
