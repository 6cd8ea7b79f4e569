package dev.pollwise.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is remembered of webhooks has the bounds that are documented. */
@Timeout(60)
class WebhookBoundsTest {

  @Test
  void theHistoryKeepsTheLastTenThousandEvents() {
    Outbox.History history = new Outbox.History();
    for (long number = 1; number <= 10_001; number++) {
      WebhookEvent.Data data = new WebhookEvent.Data.Translated("job", "url", "", "French");
      history.add(new WebhookEvent("evt", number, "me", data, Instant.EPOCH));
    }

    assertThat(history.page(Long.MAX_VALUE, 20_000, event -> true))
        .hasSize(10_000)
        .extracting(WebhookEvent::number)
        .startsWith(10_001L)
        .endsWith(2L);
  }

  @Test
  void thereAreTenThousandEndpointsAtMost() {
    Endpoints endpoints = new Endpoints(new Random(7));
    for (int i = 0; i < 10_000; i++) {
      assertThat(added(endpoints, "owner " + i / Endpoints.PER_OWNER)).isPresent();
    }

    assertThat(added(endpoints, "one more")).isEmpty();
  }

  private static Optional<Endpoints.Endpoint> added(Endpoints endpoints, String owner) {
    return endpoints.add(owner, URI.create("https://example.com/"), List.of(), "", Instant.EPOCH);
  }
}
