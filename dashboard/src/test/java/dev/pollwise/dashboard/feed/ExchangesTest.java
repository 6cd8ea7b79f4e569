package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.jobs.Exchange;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.LaneCall;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the calls of real waits looked like on the wire. */
class ExchangesTest {

  private static final PollingPolicy POLICY =
      PollingPolicy.defaults().withPacing(Pacing.fixed(Duration.ofMillis(200)));

  @Test
  void eachCallOfAJobShowsItsRequestAndTheAnswerAboutIt() {
    try (ModelSession session =
        new ModelSession(
            SimulatorServer.builder()
                .timeScale(20)
                .scenario(
                    Scenario.lasting(DurationLaw.fixed(Duration.ofSeconds(20)))
                        .withFault(FaultRule.of(Fault.status(503)).onRoute("statuses").first(1))),
            POLICY)) {
      session.connect();
      session.launch(List.of("French", "German", "Greek"), 1);
      session.awaitThat(() -> session.events(JobEvent.Ended.class).size() == 3);

      List<JobRow> rows = session.model.jobs().rows();
      for (JobRow row : rows) {
        List<LaneCall> calls = row.history().calls();
        session.awaitThat(() -> row.history().exchanges() == calls.size());
        for (LaneCall call : calls) {
          Exchange seen = row.history().exchange(call.number()).orElseThrow();
          assertThat(seen.request()).startsWith("GET http://127.0.0.1").contains("[redacted]");
          assertThat(seen.text()).doesNotContain("pollwise-dashboard");
          assertThat(seen.status()).isEqualTo(call.failed() ? 503 : 200);
          assertThat(seen.remark().startsWith("what the answer about"))
              .isEqualTo(call.told().contains("one call for"));
          for (JobRow other : rows) {
            assertThat(!call.failed() && other == row).isEqualTo(seen.body().contains(other.id()));
          }
        }
        assertThat(row.history().exchange(calls.getLast().number()).orElseThrow().body())
            .contains("completed");
      }
      assertThat(rows).anyMatch(row -> row.history().calls().getFirst().failed());
    }
  }
}
