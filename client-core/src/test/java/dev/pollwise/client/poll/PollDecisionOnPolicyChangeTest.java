package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.PollDecisionTest.timedOut;
import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static dev.pollwise.client.poll.Story.REFUSED;
import static dev.pollwise.client.poll.Story.RUNNING;
import static dev.pollwise.client.poll.Story.submitted;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.LastLook;
import dev.pollwise.client.job.JobOutcome.Limit;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A policy that changes in the middle of a wait. */
class PollDecisionOnPolicyChangeTest {

  private static Observation changed(PollingPolicy policy) {
    return new Observation.PolicyChanged(policy);
  }

  @Test
  void aShorterIntervalCountsFromWhereTheOneInForceBegan() {
    Story story = submitted(EVERY_TEN).then(RUNNING);

    story.after(4, changed(EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(6)))));

    assertThat(story.due()).isEqualTo(ofSeconds(16));
  }

  @Test
  void theFirstLookAtAJobStartedElsewhereIsNotPutOff() {
    Story story = Story.begun(EVERY_TEN, false, 0.5);

    story.after(0, changed(EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(100)))));

    assertThat(story.again().delay()).isZero();
    assertThat(story.again().reason()).isEqualTo(new WaitReason.FirstLook());
  }

  @Test
  void anIntervalThatIsAlreadyOverAsksNow() {
    Story story = submitted(EVERY_TEN).then(RUNNING);

    story.after(8, changed(EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(6)))));

    assertThat(story.again().delay()).isZero();
  }

  @Test
  void aLongerIntervalPutsTheCallOff() {
    Story story = submitted(EVERY_TEN).then(RUNNING);

    story.after(8, changed(EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(100)))));

    assertThat(story.due()).isEqualTo(ofSeconds(110));
  }

  @Test
  void aBackoffInCourseGoesOnHoweverOftenThePolicyChanges() {
    Story story = submitted(EVERY_TEN).chance(0.5).then(REFUSED).then(REFUSED).then(REFUSED);
    var due = story.due();

    for (int i = 0; i < 10; i++) {
      story.after(0, changed(EVERY_TEN.withMaxPolls(100 + i)));
    }

    assertThat(story.due()).isEqualTo(due);
    assertThat(story.again().reason()).isEqualTo(new WaitReason.BackingOff(3, ofSeconds(4)));
  }

  @Test
  void aSmallerFailureBudgetMovesTheLastTry() {
    Story story = submitted(EVERY_TEN).chance(0.9).then(REFUSED).then(REFUSED).then(REFUSED);
    var since = ofSeconds(10);

    story.after(0, changed(EVERY_TEN.withFailureBudget(ofSeconds(4))));

    assertThat(story.due()).isEqualTo(since.plusSeconds(4));
    assertThat(story.then(REFUSED).outcome()).isInstanceOf(JobOutcome.GaveUp.class);
  }

  @Test
  void beyondAShorterDeadlineTheLastLookComesAtOnce() {
    Story story = submitted(EVERY_TEN).then(RUNNING);

    story.after(5, changed(EVERY_TEN.withDeadline(ofSeconds(12))));

    assertThat(story.again().delay()).isZero();
    assertThat(story.again().reason()).isEqualTo(new WaitReason.LastLook());
    assertThat(story.then(RUNNING).outcome())
        .isEqualTo(timedOut(Limit.DEADLINE, LastLook.TAKEN, 2));
  }

  @Test
  void aLongerDeadlineTakesTheLastLookBack() {
    Story story = submitted(EVERY_TEN.withDeadline(ofSeconds(15))).then(RUNNING);
    assertThat(story.again().reason()).isEqualTo(new WaitReason.LastLook());

    story.after(2, changed(EVERY_TEN));

    assertThat(story.due()).isEqualTo(ofSeconds(20));
    assertThat(story.again().reason()).isInstanceOf(WaitReason.Paced.class);
  }

  @Test
  void fewerPollsThanWereMadeEndTheWait() {
    Story story = submitted(EVERY_TEN).then(RUNNING).then(RUNNING);

    story.after(1, changed(EVERY_TEN.withMaxPolls(1)));

    assertThat(story.outcome()).isEqualTo(timedOut(Limit.POLLS, LastLook.NOT_ALLOWED, 2));
  }

  @Test
  void aCallThatIsWantedAndHeldUpByAPauseStaysWanted() {
    for (Observation wish : List.of(new Observation.Announced(), new Observation.PollRequested())) {
      Story story = submitted(EVERY_TEN).then(Story.running(30)).after(1, wish);

      story.after(1, changed(EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(1_000)))));

      assertThat(story.due()).isEqualTo(ofSeconds(40));
      assertThat(story.then(RUNNING).due()).as("once").isEqualTo(ofSeconds(1_040));
    }
  }

  @Test
  void aCallThatIsWantedAndHeldUpByTheBudgetStaysWanted() {
    PollingPolicy rare = EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(1_000)));
    Story story = submitted(rare).after(1, new Observation.PollRequested()).heldBack(30);

    story.after(1, changed(rare.withMaxPolls(5)));

    assertThat(story.due()).isEqualTo(ofSeconds(31));
    assertThat(story.then(RUNNING).after(0, changed(rare)).due()).isEqualTo(ofSeconds(1_031));
  }

  @Test
  void beforeTheFirstCallTheFirstIntervalIsChosenAnew() {
    Story story = submitted(EVERY_TEN);

    story.after(3, changed(EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(5)))));

    assertThat(story.due()).isEqualTo(ofSeconds(5));
    assertThat(story.state().policy().pacing()).isEqualTo(Pacing.fixed(ofSeconds(5)));
  }
}
