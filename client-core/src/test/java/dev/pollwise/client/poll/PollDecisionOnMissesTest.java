package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.Story.DENIED;
import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static dev.pollwise.client.poll.Story.MANY_CALLS;
import static dev.pollwise.client.poll.Story.REFUSED;
import static dev.pollwise.client.poll.Story.RUNNING;
import static dev.pollwise.client.poll.Story.UNKNOWN;
import static dev.pollwise.client.poll.Story.submitted;
import static dev.pollwise.client.poll.Story.unavailable;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.poll.OutageMonitor.FailureBackoff;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What calls without a usable answer do to a wait. */
class PollDecisionOnMissesTest {

  private static final PollingPolicy BRIEF_BUDGET = EVERY_TEN.withFailureBudget(ofSeconds(30));

  static Miss[] failures() {
    return new Miss[] {
      REFUSED,
      new Miss.TimedOut(ofSeconds(30)),
      new Miss.Unreadable("not JSON"),
      new Miss.Rejected(500, "oops", Hint.none()),
      new Miss.Rejected(503, "unavailable", Hint.none()),
      new Miss.Rejected(418, "teapot", Hint.none())
    };
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT1S",
    "2, PT2S",
    "3, PT4S",
    "4, PT8S",
    "5, PT16S",
    "6, PT32S",
    "7, PT60S",
    "8, PT60S",
    "64, PT60S",
    "65, PT60S",
    "2147483647, PT60S"
  })
  void theBoundOfTheBackoffDoublesFromOneSecondToSixty(int failures, Duration bound) {
    assertThat(FailureBackoff.bound(failures)).isEqualTo(bound);
  }

  @Test
  void thereIsNoBackoffBeforeTheFirstFailure() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FailureBackoff.bound(0))
        .withMessage("failures 0: must be at least 1");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailedCallIsRepeatedAfterADrawBelowTheBound(Miss failure) {
    for (double chance : new double[] {0, 0.25, Math.nextDown(1.0)}) {
      Story story = submitted(EVERY_TEN).chance(chance).then(failure);

      assertThat(story.again().delay())
          .isEqualTo(FailureBackoff.draw(ofSeconds(1), chance))
          .isBetween(Duration.ZERO, ofSeconds(1));
      assertThat(story.again().reason()).isEqualTo(new WaitReason.BackingOff(1, ofSeconds(1)));
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void oneFailedCallNeverEndsAWaitHoweverSmallTheBudget(Miss failure) {
    Story story = submitted(EVERY_TEN.withFailureBudget(Duration.ofNanos(1))).then(failure);

    assertThat(story.due()).isEqualTo(ofSeconds(10).plusNanos(1));
    assertThat(story.then(failure).outcome()).isInstanceOf(JobOutcome.GaveUp.class);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void oneFailedCallNeverEndsAWaitHoweverLongTheIntervals(Miss failure) {
    PollingPolicy rarely = BRIEF_BUDGET.withPacing(Pacing.fixed(ofSeconds(600)));

    Story story = submitted(rarely).then(failure).then(RUNNING).then(failure).then(RUNNING);

    assertThat(story.again().reason()).isInstanceOf(WaitReason.Paced.class);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void theBudgetRunsFromTheFirstFailedCallAndTheLastTryIsExactlyAtItsEnd(Miss failure) {
    Story story = submitted(BRIEF_BUDGET).then(RUNNING).chance(Math.nextDown(1.0));
    story.then(REFUSED, ofSeconds(3));
    Duration end = ofSeconds(20 + 3 + 30);
    while (story.due().compareTo(end) < 0) {
      story.then(failure);
    }

    assertThat(story.due()).isEqualTo(end);
    assertThat(story.then(failure).outcome())
        .isInstanceOfSatisfying(
            JobOutcome.GaveUp.class, gaveUp -> assertThat(gaveUp.cause()).isEqualTo(failure));
  }

  @Test
  void theLastTryMaySaveTheWaitAndAUsableAnswerRenewsTheBudget() {
    Story story = submitted(BRIEF_BUDGET).chance(Math.nextDown(1.0));
    while (story.now().compareTo(ofSeconds(40)) < 0 && story.due().compareTo(ofSeconds(40)) < 0) {
      story.then(REFUSED);
    }
    story.then(RUNNING).then(REFUSED);

    assertThat(story.now()).isEqualTo(ofSeconds(50));
    assertThat(story.again().reason())
        .as("the count begins anew too")
        .isEqualTo(new WaitReason.BackingOff(1, ofSeconds(1)));
  }

  @Test
  void denialEndsAtOnceWithItsCause() {
    assertThat(submitted(EVERY_TEN).then(DENIED).outcome())
        .isInstanceOfSatisfying(
            JobOutcome.GaveUp.class,
            gaveUp -> {
              assertThat(gaveUp.cause()).isEqualTo(DENIED);
              assertThat(gaveUp.evidence().calls()).isEqualTo(1);
            });
  }

  @Test
  void tooManyCallsDoNotCountAsFailure() {
    Story story = submitted(BRIEF_BUDGET);
    while (story.now().compareTo(ofSeconds(3_500)) < 0) {
      story.then(MANY_CALLS);
    }

    assertThat(story.state().missStreak().failures()).isNull();
  }

  @Test
  void aThrottledWaitKeepsAtLeastItsPaceAndItsReasonIsTrue() {
    PollingPolicy jittered = EVERY_TEN.withJitter(new Jitter(0.1));
    Story story = Story.begun(jittered, true, 0.5).chance(0.5).then(MANY_CALLS);

    assertThat(story.again().delay()).isEqualTo(Duration.ofMillis(10_500));
    assertThat(story.again().reason())
        .isEqualTo(new WaitReason.Paced(1, ofSeconds(10), "fixed 10 s"));

    for (int i = 0; i < 10; i++) {
      story.then(MANY_CALLS);
    }

    assertThat(story.again().delay()).isEqualTo(ofSeconds(63));
    assertThat(story.again().reason()).isEqualTo(new WaitReason.BackingOff(11, ofSeconds(66)));
  }

  @Test
  void aThrottledWaitKeepsItsPaceWhenThePolicyChanges() {
    Story story = submitted(EVERY_TEN).then(MANY_CALLS).chance(0);

    story.after(1, new Observation.PolicyChanged(EVERY_TEN.withDeadline(ofSeconds(500))));

    assertThat(story.due()).isEqualTo(ofSeconds(20));
  }

  @Test
  void anUnknownJobCountsOnlyAfterTwoMinutesOfGrace() {
    Story story = submitted(EVERY_TEN.withFailureBudget(ofSeconds(5))).chance(0.999);
    while (story.due().compareTo(ofSeconds(120)) < 0) {
      story.then(UNKNOWN);
      assertThat(story.state().missStreak().failures()).isNull();
    }
    story.then(UNKNOWN);
    assertThat(story.state().missStreak().failures()).isNotNull();
    Duration counted = story.now();
    while (story.due().compareTo(counted.plusSeconds(5)) < 0) {
      story.then(UNKNOWN);
    }

    assertThat(story.then(UNKNOWN).outcome())
        .isInstanceOfSatisfying(
            JobOutcome.GaveUp.class, gaveUp -> assertThat(gaveUp.cause()).isEqualTo(UNKNOWN));
  }

  @Test
  void anUnknownJobWithinItsGraceDoesNotRenewTheBudgetOfOtherFailures() {
    Story story = submitted(BRIEF_BUDGET).chance(Math.nextDown(1.0)).then(REFUSED);
    while (story.due().compareTo(ofSeconds(40)) < 0) {
      story.then(UNKNOWN);
    }

    assertThat(story.then(UNKNOWN).outcome()).isInstanceOf(JobOutcome.GaveUp.class);
  }

  @Test
  void aLoneFailureWithAPauseBeyondTheBudgetIsFollowedByACallWhenThePauseIsOver() {
    Story story = submitted(BRIEF_BUDGET).then(unavailable(1_200));

    assertThat(story.due()).isEqualTo(ofSeconds(10 + 1_200));
    assertThat(story.again().reason()).isEqualTo(new WaitReason.Hinted(ofSeconds(1_200)));
    assertThat(story.then(unavailable(1_200)).outcome()).isInstanceOf(JobOutcome.GaveUp.class);
  }

  @Test
  void aSecondFailureWithAPauseBeyondTheBudgetEndsTheWaitWhereTheBudgetEnds() {
    Story story = submitted(BRIEF_BUDGET).chance(0).then(REFUSED).then(unavailable(1_200));

    assertThat(story.due()).isEqualTo(ofSeconds(40));
    assertThat(story.again().reason())
        .isEqualTo(
            new WaitReason.OutOfReach(new WaitReason.Hinted(ofSeconds(1_200)), "failure budget"));
    assertThat(story.conclude().outcome())
        .isInstanceOfSatisfying(
            JobOutcome.GaveUp.class, gaveUp -> assertThat(gaveUp.evidence().calls()).isEqualTo(2));
  }

  @Test
  void aPermanentRedirectAfterALongOutageStillHasItsMinute() {
    Miss moved = new Miss.Redirected(301, "https://portal.test/");
    Story story = submitted(EVERY_TEN).chance(0.5);
    while (story.now().compareTo(ofSeconds(300)) < 0) {
      story.then(REFUSED);
    }
    story.then(moved);
    Duration since = story.now();

    while (story.now().compareTo(since.plusSeconds(60)) < 0) {
      story.then(moved);
    }

    assertThat(story.now()).isEqualTo(since.plusSeconds(60));
    assertThat(story.outcome())
        .isInstanceOfSatisfying(
            JobOutcome.GaveUp.class, lost -> assertThat(lost.cause()).isEqualTo(moved));
  }

  @Test
  void anotherFailureBetweenPermanentRedirectsBeginsTheirMinuteAnew() {
    Miss moved = new Miss.Redirected(308, "https://portal.test/");
    Story story = submitted(EVERY_TEN).chance(0.9);

    for (int i = 0; i < 20; i++) {
      story.then(i % 2 == 0 ? moved : REFUSED);
    }

    assertThat(story.now()).isGreaterThan(ofSeconds(300));
    assertThat(story.again().reason()).isInstanceOf(WaitReason.BackingOff.class);
  }
}
