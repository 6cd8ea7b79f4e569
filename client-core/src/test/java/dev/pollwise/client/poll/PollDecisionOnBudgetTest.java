package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.Story.COMPLETED;
import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static dev.pollwise.client.poll.Story.REFUSED;
import static dev.pollwise.client.poll.Story.RUNNING;
import static dev.pollwise.client.poll.Story.WITHOUT_RESULT;
import static dev.pollwise.client.poll.Story.running;
import static dev.pollwise.client.poll.Story.submitted;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.LastLook;
import dev.pollwise.client.job.JobOutcome.LastStatus;
import dev.pollwise.client.job.JobOutcome.Limit;
import dev.pollwise.client.policy.Pacing;
import org.junit.jupiter.api.Test;

/** The call budget is a floor in the decision, like a pause of the server. */
class PollDecisionOnBudgetTest {

  @Test
  void aCallThatFindsNoRoomIsPutOffAndTheReasonSaysSo() {
    Story story = submitted(EVERY_TEN).heldBack(7);

    assertThat(story.due()).isEqualTo(ofSeconds(17));
    assertThat(story.again().reason()).isEqualTo(new WaitReason.OverBudget(ofSeconds(7)));
    assertThat(story.again().then()).isEqualTo(Step.Then.ASK);
  }

  @Test
  void whenTheCallIsMadeTheFloorIsGone() {
    Story story = submitted(EVERY_TEN).heldBack(7).then(RUNNING);

    assertThat(story.due()).isEqualTo(ofSeconds(27));
    assertThat(story.again().reason()).isInstanceOf(WaitReason.Paced.class);
    assertThat(story.state().slot()).isNull();
  }

  @Test
  void aPlaceThatMovesFurtherAwayIsWaitedForAgain() {
    Story story = submitted(EVERY_TEN).heldBack(7).heldBack(3);

    assertThat(story.due()).isEqualTo(ofSeconds(20));
  }

  @Test
  void aNudgeAndAnAnnouncementWaitForTheRoomToo() {
    Story story = submitted(EVERY_TEN).heldBack(7);

    story.after(1, new Observation.PollRequested());
    assertThat(story.due()).isEqualTo(ofSeconds(17));
    assertThat(story.again().reason()).isEqualTo(new WaitReason.OverBudget(ofSeconds(6)));

    story.after(1, new Observation.Announced());
    assertThat(story.due()).isEqualTo(ofSeconds(17));
  }

  @Test
  void aChangedPolicyNeverShortensTheFloorButMayPutTheCallOff() {
    Story story = submitted(EVERY_TEN).heldBack(7);

    story.after(1, new Observation.PolicyChanged(EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(1)))));
    assertThat(story.due()).isEqualTo(ofSeconds(17));

    story.after(
        1, new Observation.PolicyChanged(EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(60)))));
    assertThat(story.due()).isEqualTo(ofSeconds(60));
    assertThat(story.again().reason()).isInstanceOf(WaitReason.Paced.class);
  }

  @Test
  void roomThatComesOnlyAfterTheDeadlineEndsTheWaitThereWithoutALookAndSaysWhy() {
    Story story = submitted(EVERY_TEN.withDeadline(ofSeconds(15))).heldBack(7);

    assertThat(story.due()).isEqualTo(ofSeconds(15));
    assertThat(story.again().reason())
        .isEqualTo(new WaitReason.OutOfReach(new WaitReason.OverBudget(ofSeconds(7)), "deadline"));
    assertThat(story.conclude().outcome())
        .isEqualTo(
            PollDecisionTest.timedOut(
                Limit.DEADLINE, LastLook.DEFERRED_BY_BUDGET, new LastStatus.Unseen(), 0));
  }

  @Test
  void aLastLookThatFindsNoRoomIsWithheldAtOnce() {
    Story story = submitted(EVERY_TEN.withDeadline(ofSeconds(15))).then(RUNNING).heldBack(1);

    assertThat(story.again().delay()).isZero();
    assertThat(story.conclude().outcome())
        .isEqualTo(PollDecisionTest.timedOut(Limit.DEADLINE, LastLook.DEFERRED_BY_BUDGET, 1));
  }

  @Test
  void roomExactlyAtTheDeadlineAllowsTheLastLook() {
    Story story = submitted(EVERY_TEN.withDeadline(ofSeconds(15))).heldBack(5);

    assertThat(story.due()).isEqualTo(ofSeconds(15));
    assertThat(story.again().reason()).isEqualTo(new WaitReason.LastLook());
  }

  @Test
  void aLongerDeadlineBringsTheRoomWithinReach() {
    Story story =
        submitted(EVERY_TEN.withDeadline(ofSeconds(15)))
            .heldBack(7)
            .after(1, new Observation.PolicyChanged(EVERY_TEN));

    assertThat(story.due()).isEqualTo(ofSeconds(17));
    assertThat(story.again().then()).isEqualTo(Step.Then.ASK);
  }

  @Test
  void aPauseOfTheServerThatReachesFurtherIsTheReason() {
    Story story = submitted(EVERY_TEN.withDeadline(ofSeconds(30))).then(running(60));

    assertThat(story.conclude().outcome())
        .isEqualTo(PollDecisionTest.timedOut(Limit.DEADLINE, LastLook.DEFERRED_BY_HINT, 1));
  }

  @Test
  void oneFailedCallNeverEndsAWaitHoweverLongTheBudgetHoldsBackTheNext() {
    Story story =
        submitted(EVERY_TEN.withFailureBudget(ofSeconds(5))).chance(0).then(REFUSED).heldBack(60);

    assertThat(story.due()).isEqualTo(ofSeconds(70));
    assertThat(story.again().then()).isEqualTo(Step.Then.ASK);
    assertThat(story.then(COMPLETED).outcome()).isInstanceOf(JobOutcome.Ended.class);
  }

  @Test
  void afterTwoFailedCallsAFloorBeyondTheFailureBudgetEndsTheWaitThere() {
    Story story = submitted(EVERY_TEN.withFailureBudget(ofSeconds(5))).chance(0);
    story.then(REFUSED).then(REFUSED).heldBack(60);

    assertThat(story.due()).isEqualTo(ofSeconds(15));
    assertThat(story.conclude().outcome())
        .isInstanceOfSatisfying(
            JobOutcome.GaveUp.class, lost -> assertThat(lost.cause()).isEqualTo(REFUSED));
  }

  @Test
  void theResultOfAnEndWaitsForRoomWithinItsGrace() {
    Story story = submitted(EVERY_TEN).then(WITHOUT_RESULT).heldBack(30);

    assertThat(story.again().delay()).isEqualTo(ofSeconds(30));
    assertThat(story.again().reason()).isEqualTo(new WaitReason.OverBudget(ofSeconds(30)));
    assertThat(story.then(COMPLETED).outcome()).isInstanceOf(JobOutcome.Ended.class);
  }

  @Test
  void whereTheBudgetReachesPastTheGraceTheResultIsReadOnceMoreWhenThereIsRoom() {
    Story story = submitted(EVERY_TEN).then(WITHOUT_RESULT).heldBack(61);

    assertThat(story.again().delay()).isEqualTo(ofSeconds(61));
    assertThat(story.then(WITHOUT_RESULT).outcome()).isInstanceOf(JobOutcome.Ended.class);
  }

  @Test
  void anEndIsDeliveredWithoutItsResultWhereTheBudgetReachesPastTheDeadline() {
    Story story = submitted(EVERY_TEN).then(WITHOUT_RESULT).heldBack(3_601);

    assertThat(story.outcome()).isInstanceOf(JobOutcome.Ended.class);
    assertThat(story.now()).as("at once: waiting would not help").isLessThan(ofSeconds(12));
  }
}
