package dev.pollwise.simulator.wire;

import static dev.pollwise.simulator.junit.VerdictAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.simulator.junit.SimulatorExtension;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the README shows: the simulator in a test of one's own. */
@Timeout(60)
class EmbeddedInATestTest {

  @RegisterExtension
  static SimulatorExtension simulator =
      SimulatorExtension.scenario("flaky-network").with(server -> server.seed(7).timeScale(60));

  @Test
  void waitsWellOnABadNetwork() throws InterruptedException {
    JobOutcome outcome = ourProgram(simulator.uri());

    assertThat(outcome).isInstanceOf(JobOutcome.Ended.class);
    assertThat(simulator.verdict()).lostNothing().askedNeverEarly().paidNothingTwice();
    assertThat(simulator.verdict()).pollsAtMost(100);
  }

  private static JobOutcome ourProgram(URI server) throws InterruptedException {
    PollingPolicy policy =
        PollingPolicy.defaults().withPacing(Pacing.fixed(Duration.ofMillis(200)));
    try (var client = TranslationClient.builder(server).apiKey("demo").policy(policy).build()) {
      return client
          .translate(TranslationRequest.of(URI.create("https://example.com/a.mp4"), "Spanish"))
          .getFirst()
          .await();
    }
  }
}
