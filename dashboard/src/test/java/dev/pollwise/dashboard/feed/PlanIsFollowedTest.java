package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.PlannedPoll;
import dev.pollwise.dashboard.policy.PolicyPreview;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.List;
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

  /** The decisions of the pacing for each job. */
  private List<JobEvent.Waiting> paced(int poll) {
    return session.events(JobEvent.Waiting.class).stream()
        .filter(wait -> wait.reason() instanceof WaitReason.Paced paced && paced.poll() == poll)
        .toList();
  }

  /** The interval that was chosen, before jitter and company. */
  private static Duration nominal(JobEvent.Waiting wait) {
    return wait.reason() instanceof WaitReason.Paced paced ? paced.nominal() : wait.delay();
  }

  /** In seconds since the wait began. */
  private static double look(JobEvent.Waiting wait) {
    return seconds(wait.moment().elapsed().plus(nominal(wait)));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  /**
   * A call takes its time, and longer where much else goes on: the next look is planned later than
   * by a call that takes none, and before the one that would follow that.
   */
  private void assertPlanned(JobEvent.Waiting wait) {
    List<PlannedPoll> polls = plan().polls();
    Duration age = wait.moment().elapsed();
    int next = (int) polls.stream().filter(poll -> poll.at().compareTo(age) <= 0).count();
    assertThat(look(wait))
        .isBetween(seconds(polls.get(next).at()) - 1e-3, seconds(polls.get(next + 1).at()));
  }

  @Test
  void jobsThatShareTheirCallsAreAskedAboutAsThePlanForSoManySays() {
    session.connect();
    session.launch(List.of("English", "French", "German"), 1);

    session.awaitThat(() -> paced(2).size() >= 3);

    assertThat(plan().participants()).isEqualTo(3);
    assertThat(paced(1)).hasSize(3).allSatisfy(this::assertPlanned);
    assertThat(paced(2)).allSatisfy(this::assertPlanned);
  }

  private double plannedLook() {
    return seconds(plan().polls().getFirst().at());
  }

  @Test
  void whatWasLearnedIsInThePlan() {
    session.connect();
    double ignorant = plannedLook();
    session.launch(List.of("English", "French", "German"), 2);
    session.awaitThat(() -> session.events(JobEvent.Ended.class).size() == 6);

    session.awaitThat(() -> plan().knowledge().startsWith("learned from 6 jobs"));

    assertThat(plannedLook()).isGreaterThan(2 * ignorant);
    int before = paced(1).size();
    session.launch(List.of("English", "French", "German"), 3);
    session.awaitThat(() -> paced(1).size() >= before + 9);
    // Some of them look closer than their price asks for, to learn what lies before.
    assertThat(paced(1).subList(before, before + 9))
        .anySatisfy(first -> assertThat(look(first)).isEqualTo(plannedLook(), within(0.05)));
  }
}
