package dev.pollwise.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.simulator.SimulatorServer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the README shows: the simulator in a test of one's own. */
@Timeout(60)
class EmbeddedInATestTest {

  @Test
  void ourProgramSurvivesABadNetwork() throws InterruptedException {
    try (var simulator =
        SimulatorServer.builder()
            .port(0)
            .seed(7)
            .timeScale(60)
            .scenario("flaky-network")
            .build()
            .start()) {

      JobOutcome outcome = ourProgram(simulator.uri());

      assertThat(outcome).isInstanceOf(JobOutcome.Ended.class);
      assertThat(simulator.simulation().jobs().find(outcome.jobId().value()))
          .get()
          .satisfies(job -> assertThat(job.polls()).isLessThan(100));
    }
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
