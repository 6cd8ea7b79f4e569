package dev.pollwise.simulator;

import static dev.pollwise.simulator.WebhookBench.TEN_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.webhook.WebhookSettings;
import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator sees of the deliveries. */
@Timeout(60)
class WebhookMetricsTest {

  private static final List<String> OUTCOMES =
      List.of("delivered", "failed", "abandoned", "lost", "forbidden");

  private WebhookBench bench = new WebhookBench(TEN_SECONDS, WebhookSettings.local());

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void countsNothingBeforeTheFirstDelivery() throws Exception {
    for (String outcome : OUTCOMES) {
      assertThat(count(outcome)).isZero();
    }
  }

  @Test
  void countsWhatWasDelivered() throws Exception {
    endAJob();

    assertOnly("delivered", 1);
  }

  @Test
  void countsWhatFailedAndThenWhatWasAbandoned() throws Exception {
    bench.receiver().answers(500, 500);
    endAJob();
    assertOnly("failed", 1);

    bench.advance(Duration.ofDays(1));
    bench.outcomes(2);

    assertThat(count("failed")).isEqualTo(1);
    assertThat(count("abandoned")).isEqualTo(1);
  }

  @Test
  void countsWhatAFaultLost() throws Exception {
    Scenario.WebhookLaw lost = new Scenario.WebhookLaw(DurationLaw.fixed(Duration.ZERO), 1, 0);
    restart(TEN_SECONDS.withWebhooks(lost), WebhookSettings.local());
    endAJob();

    assertOnly("lost", 1);
    assertThat(bench.metric("pollwise_faults_injected_total{fault=\"webhook-loss\"}")).isEqualTo(1);
  }

  @Test
  void countsWhatWasForbidden() throws Exception {
    restart(TEN_SECONDS, WebhookSettings.safe().allowing(EnumSet.of(Allowed.HTTP)));
    endAJob();

    assertOnly("forbidden", 1);
  }

  private void restart(Scenario scenario, WebhookSettings settings) {
    bench.close();
    bench = new WebhookBench(scenario, settings);
  }

  private void endAJob() throws Exception {
    bench.register("/hook");
    String unused = bench.create("");
    bench.advance(Duration.ofSeconds(10));
    assertThat(bench.outcomes(1)).hasSize(1);
  }

  private void assertOnly(String expected, int times) throws Exception {
    for (String outcome : OUTCOMES) {
      assertThat(count(outcome)).as(outcome).isEqualTo(outcome.equals(expected) ? times : 0);
    }
  }

  private double count(String outcome) throws Exception {
    return bench.metric("pollwise_webhook_deliveries_total{outcome=\"" + outcome + "\"}");
  }
}
