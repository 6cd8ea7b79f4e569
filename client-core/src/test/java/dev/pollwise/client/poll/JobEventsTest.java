package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.poll.Step.Again;
import dev.pollwise.client.poll.Step.Then;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobEventsTest {

  private static final Duration NOW = ofSeconds(5);
  private static final WaitReason PACED = new WaitReason.Paced(1, ofSeconds(10), "fixed 10 s");

  private final PollState state = PollState.initial(Story.TOKEN, EVERY_TEN);

  private Again due(Duration at, WaitReason reason) {
    return new Again(state, at, at.minus(NOW), reason, Then.ASK);
  }

  private List<JobEvent> told(Step present, Observation observation, Step next) {
    return JobEvents.of(state, present, observation, next, new JobEvent.Moment(Instant.EPOCH, NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "PT10S, PT10S, false",
    "PT10S, PT10.25S, false",
    "PT10S, PT9.75S, false",
    "PT10S, PT10.26S, true",
    "PT10S, PT9.74S, true",
    "PT105S, PT106S, false",
    "PT105S, PT106.001S, true"
  })
  void companyIsToldOfWhereItMovesTheCallNoticeably(
      Duration before, Duration after, boolean isTold) {
    List<JobEvent> events =
        told(due(before, PACED), new Observation.OthersJoined(), due(after, PACED));

    assertThat(events).hasSize(isTold ? 1 : 0);
  }

  @Test
  void companyIsToldOfWhereItChangesTheReason() {
    List<JobEvent> events =
        told(
            due(ofSeconds(10), PACED),
            new Observation.OthersJoined(),
            due(ofSeconds(10), new WaitReason.LastLook()));

    assertThat(events)
        .containsExactly(
            new JobEvent.Waiting(
                Story.JOB,
                new JobEvent.Moment(Instant.EPOCH, NOW),
                ofSeconds(5),
                new WaitReason.LastLook()));
  }

  @Test
  void anythingElseIsToldHoweverLittleItMoves() {
    List<JobEvent> events =
        told(
            due(ofSeconds(10), PACED),
            new Observation.PolicyChanged(EVERY_TEN),
            due(ofSeconds(10).plus(ofMillis(1)), PACED));

    assertThat(events).hasSize(1);
  }
}
