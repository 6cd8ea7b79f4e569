package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.PollDecisionTest.timedOut;
import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static dev.pollwise.client.poll.Story.REFUSED;
import static dev.pollwise.client.poll.Story.RUNNING;
import static dev.pollwise.client.poll.Story.running;
import static dev.pollwise.client.poll.Story.submitted;
import static dev.pollwise.client.poll.Story.throttled;
import static dev.pollwise.client.poll.Story.unavailable;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.LastLook;
import dev.pollwise.client.job.JobOutcome.LastStatus;
import dev.pollwise.client.job.JobOutcome.Limit;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pauses that the server asks for are floors. */
class PollDecisionOnHintsTest {

  private static final PollingPolicy JITTERED = EVERY_TEN.withJitter(new Jitter(0.5));

  static Answer[] hinted() {
    return new Answer[] {running(60), throttled(60), unavailable(60)};
  }

  @ParameterizedTest
  @MethodSource("hinted")
  void jitterNeverShortensAPauseOfTheServer(Answer answer) {
    for (double chance : new double[] {0, 0.5, Math.nextDown(1.0)}) {
      Story story = Story.begun(JITTERED, true, 0.5).chance(chance).then(answer);

      assertThat(story.again().delay()).isBetween(ofSeconds(60), ofSeconds(90));
      assertThat(story.again().reason()).isEqualTo(new WaitReason.Hinted(ofSeconds(60)));
    }
  }

  @ParameterizedTest
  @MethodSource("hinted")
  void aNudgeNeverShortensAPauseOfTheServer(Answer answer) {
    Story story = submitted(EVERY_TEN).then(answer).after(5, new Observation.PollRequested());

    assertThat(story.due()).isEqualTo(ofSeconds(70));
  }

  @ParameterizedTest
  @MethodSource("hinted")
  void aChangedPolicyNeverShortensAPauseOfTheServer(Answer answer) {
    Story story =
        submitted(EVERY_TEN)
            .then(answer)
            .after(5, new Observation.PolicyChanged(EVERY_TEN.withDeadline(ofSeconds(100))));

    assertThat(story.due()).isEqualTo(ofSeconds(70));
  }

  @Test
  void aPauseShorterThanTheIntervalChangesNothing() {
    Story story = submitted(EVERY_TEN).then(running(3));

    assertThat(story.due()).isEqualTo(ofSeconds(20));
    assertThat(story.again().reason()).isInstanceOf(WaitReason.Paced.class);
  }

  @Test
  void aPauseIsReadAnewWithEachAnswerAndNeverFrozen() {
    Story story = submitted(EVERY_TEN).then(running(60));
    assertThat(story.due()).isEqualTo(ofSeconds(70));

    story.then(running(20));
    assertThat(story.due()).isEqualTo(ofSeconds(90));

    story.then(RUNNING);
    assertThat(story.due()).as("no hint, no pause").isEqualTo(ofSeconds(100));

    story.then(throttled(40));
    assertThat(story.due()).isEqualTo(ofSeconds(140));

    story.chance(0).then(REFUSED);
    assertThat(story.due()).as("a miss without a hint forgets it too").isEqualTo(ofSeconds(140));
  }

  @Test
  void aServerThatNamesItsPauseIsTakenAtItsWordHoweverOftenItThrottles() {
    Story story = submitted(EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(1)))).then(throttled(3));

    for (int i = 0; i < 10; i++) {
      story.then(throttled(3));
    }

    assertThat(story.again().delay()).isEqualTo(ofSeconds(3));
    assertThat(story.again().reason()).isEqualTo(new WaitReason.Hinted(ofSeconds(3)));
  }

  @Test
  void aPauseCountsFromTheArrivalOfTheAnswer() {
    assertThat(submitted(EVERY_TEN).then(running(60), ofSeconds(7)).due()).isEqualTo(ofSeconds(77));
  }

  @ParameterizedTest
  @MethodSource("hinted")
  void aPausePastTheDeadlineEndsTheWaitThereWithoutACallAndSaysWhy(Answer answer) {
    Story story = submitted(EVERY_TEN.withDeadline(ofSeconds(30))).then(answer);

    assertThat(story.due()).isEqualTo(ofSeconds(30));
    assertThat(story.again().reason())
        .isEqualTo(new WaitReason.OutOfReach(new WaitReason.Hinted(ofSeconds(60)), "deadline"));
    assertThat(story.conclude().outcome()).isEqualTo(heldBack(answer));
  }

  @Test
  void aPauseThatEndsExactlyAtTheDeadlineAllowsTheLastLook() {
    Story story = submitted(JITTERED.withDeadline(ofSeconds(70)));
    story.then(running(60));

    assertThat(story.due()).isEqualTo(ofSeconds(70));
    assertThat(story.again().reason()).isEqualTo(new WaitReason.LastLook());
  }

  @Test
  void aLongerDeadlineBringsACallWithinReachAgain() {
    Story story =
        submitted(EVERY_TEN.withDeadline(ofSeconds(30)))
            .then(running(60))
            .after(5, new Observation.PolicyChanged(EVERY_TEN));

    assertThat(story.due()).isEqualTo(ofSeconds(70));
    assertThat(story.again().then()).isEqualTo(Step.Then.ASK);
  }

  @Test
  void aShorterDeadlineWithinAPauseEndsTheWaitAtOnce() {
    Story story =
        submitted(EVERY_TEN)
            .then(running(60))
            .after(30, new Observation.PolicyChanged(EVERY_TEN.withDeadline(ofSeconds(20))));

    assertThat(story.due()).isEqualTo(ofSeconds(40));
    assertThat(story.conclude().outcome())
        .isEqualTo(timedOut(Limit.DEADLINE, LastLook.DEFERRED_BY_HINT, 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {31_536_000L, 9_223_372_036L, 9_223_372_037L, Long.MAX_VALUE})
  void aPauseOfAbsurdLengthBreaksNothing(long seconds) {
    for (Answer answer :
        new Answer[] {running(seconds), throttled(seconds), unavailable(seconds)}) {
      Story story = Story.begun(JITTERED, true, 0.5).then(answer);

      assertThat(story.due()).isEqualTo(Duration.ofMinutes(60));
      assertThat(story.again().reason().describe()).contains("reaches past the deadline");
      assertThat(story.conclude().outcome()).isEqualTo(heldBack(answer));
    }
  }

  /** Ended at the deadline after one call, whose answer asked for a pause beyond it. */
  private static JobOutcome heldBack(Answer answer) {
    LastStatus last =
        answer instanceof Answer.Seen seen
            ? new LastStatus.Seen(seen.status())
            : new LastStatus.Unseen();
    return timedOut(Limit.DEADLINE, LastLook.DEFERRED_BY_HINT, last, 1);
  }
}
