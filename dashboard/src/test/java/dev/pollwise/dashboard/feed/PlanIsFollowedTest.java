package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.policy.PolicyPreview;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the chart shows as the plan is what jobs do that are launched then. */
class PlanIsFollowedTest {

  private static final PollingPolicy POLICY =
      PollingPolicy.defaults().withCallPrice(Duration.ofMillis(200));

  private final ModelSession session =
      new ModelSession(
          SimulatorServer.builder()
              .scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofSeconds(1)))),
          POLICY);

  @AfterEach
  void close() {
    session.close();
  }

  private PolicyPreview plan() {
    return session.model.backoff().plan().preview().get();
  }

  /** The intervals that the pacing chose for each job, before jitter and company. */
  private List<Double> nominal(int poll) {
    return session.events(JobEvent.Waiting.class).stream()
        .map(JobEvent.Waiting::reason)
        .filter(WaitReason.Paced.class::isInstance)
        .map(WaitReason.Paced.class::cast)
        .filter(paced -> paced.poll() == poll)
        .map(paced -> paced.nominal().toNanos() / 1e9)
        .toList();
  }

  private double planned(int poll) {
    return plan().polls().get(poll - 1).interval().toNanos() / 1e9;
  }

  @Test
  void jobsThatShareTheirCallsAreAskedAboutAsThePlanForSoManySays() {
    session.connect();
    session.launch(List.of("English", "French", "German"), 1);

    session.awaitThat(() -> nominal(2).size() >= 3);

    assertThat(plan().participants()).isEqualTo(3);
    assertThat(nominal(1))
        .allSatisfy(first -> assertThat(first).isEqualTo(planned(1), within(0.01)));
    // Each second interval begins where the first call was answered, a little after its plan.
    assertThat(nominal(2))
        .allSatisfy(second -> assertThat(second).isEqualTo(planned(2), within(0.04)));
  }

  @Test
  void whatWasLearnedIsInThePlan() {
    session.connect();
    double ignorant = planned(1);
    session.launch(List.of("English", "French", "German"), 2);
    session.awaitThat(() -> session.events(JobEvent.Ended.class).size() == 6);

    session.awaitThat(() -> plan().knowledge().startsWith("learned from 6 jobs"));

    assertThat(planned(1)).isGreaterThan(2 * ignorant);
    int before = nominal(1).size();
    session.launch(List.of("English", "French", "German"), 3);
    session.awaitThat(() -> nominal(1).size() >= before + 9);
    // Some of them look closer than their price asks for, to learn what lies before.
    assertThat(IntStream.range(before, before + 9).mapToObj(nominal(1)::get))
        .anySatisfy(first -> assertThat(first).isEqualTo(planned(1), within(0.05)));
  }
}
