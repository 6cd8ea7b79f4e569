package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.Story.COMPLETED;
import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static dev.pollwise.client.poll.Story.FAILED;
import static dev.pollwise.client.poll.Story.REFUSED;
import static dev.pollwise.client.poll.Story.RUNNING;
import static dev.pollwise.client.poll.Story.submitted;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.LastLook;
import dev.pollwise.client.job.JobOutcome.LastStatus;
import dev.pollwise.client.job.JobOutcome.Limit;
import dev.pollwise.client.job.JobOutcome.StoppedBy;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pacing, limits and ends of the pure decision. */
class PollDecisionTest {

  @Test
  void aJobSubmittedJustNowIsFirstAskedAboutAfterTheFirstInterval() {
    assertThat(submitted(EVERY_TEN).due()).isEqualTo(ofSeconds(10));
    assertThat(submitted(EVERY_TEN).again().reason())
        .isEqualTo(new WaitReason.Paced(1, ofSeconds(10), "fixed 10 s"));
  }

  @Test
  void aJobStartedElsewhereIsAskedAboutAtOnce() {
    Story story = Story.begun(EVERY_TEN, false, 0.5);

    assertThat(story.due()).isZero();
    assertThat(story.again().reason()).isEqualTo(new WaitReason.FirstLook());
    assertThat(story.then(RUNNING).due()).isEqualTo(ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource({"0.0, PT8S", "0.5, PT10S", "0.75, PT11S"})
  void jitterMovesAnIntervalBothWays(double chance, Duration due) {
    Story story = Story.begun(EVERY_TEN.withJitter(new Jitter(0.2)), true, chance);

    assertThat(story.due()).isEqualTo(due);
  }

  @Test
  void intervalsAreNumberedByUsableAnswersSoThatMissesDoNotAdvanceTheSchedule() {
    var growing = EVERY_TEN.withPacing(Pacing.linear(ofSeconds(10), ofSeconds(10), ofSeconds(90)));

    Story story = submitted(growing).then(RUNNING).chance(0).then(REFUSED).then(REFUSED);
    story.then(RUNNING);

    assertThat(story.again().reason())
        .isEqualTo(new WaitReason.Paced(3, ofSeconds(30), "linear 10 s + 10 s, cap 1 min 30 s"));
  }

  @Test
  void anIntervalCountsFromTheAnswerNotFromTheCall() {
    assertThat(submitted(EVERY_TEN).then(RUNNING, ofSeconds(4)).due()).isEqualTo(ofSeconds(24));
  }

  @Test
  void aLastLookComesExactlyAtTheDeadline() {
    Story story = submitted(EVERY_TEN.withDeadline(ofSeconds(15))).then(RUNNING);

    assertThat(story.due()).isEqualTo(ofSeconds(15));
    assertThat(story.again().reason()).isEqualTo(new WaitReason.LastLook());
    assertThat(story.then(RUNNING).outcome())
        .isEqualTo(timedOut(Limit.DEADLINE, LastLook.TAKEN, 2));
  }

  @Test
  void aLastLookThatFindsTheEndIsAnEnd() {
    Story story = submitted(EVERY_TEN.withDeadline(ofSeconds(15))).then(RUNNING).then(COMPLETED);

    assertThat(story.outcome()).isInstanceOf(JobOutcome.Ended.class);
  }

  @Test
  void aLastLookThatBringsNothingSaysSo() {
    Story story = submitted(EVERY_TEN.withDeadline(ofSeconds(15))).then(RUNNING).then(REFUSED);

    assertThat(story.outcome()).isEqualTo(timedOut(Limit.DEADLINE, LastLook.MISSED, 2));
  }

  @Test
  void aPollThatFallsOnTheDeadlineIsTheLastLook() {
    Story story = submitted(EVERY_TEN.withDeadline(ofSeconds(10)));

    assertThat(story.again().reason()).isEqualTo(new WaitReason.LastLook());
    assertThat(story.then(RUNNING).outcome())
        .isEqualTo(timedOut(Limit.DEADLINE, LastLook.TAKEN, 1));
  }

  @Test
  void aCallThatStraddlesTheDeadlineIsFollowedByTheLastLookAtOnce() {
    for (var answer : new dev.pollwise.client.job.Answer[] {RUNNING, REFUSED}) {
      Story story = submitted(EVERY_TEN.withDeadline(ofSeconds(15))).then(answer, ofSeconds(20));

      assertThat(story.due()).isEqualTo(ofSeconds(30));
      assertThat(story.again().reason()).isEqualTo(new WaitReason.LastLook());
      assertThat(story.then(RUNNING).outcome())
          .isEqualTo(timedOut(Limit.DEADLINE, LastLook.TAKEN, 2));
    }
  }

  @Test
  void theGreatestNumberOfPollsEndsTheWaitWithTheLastOfThem() {
    Story story = submitted(EVERY_TEN.withMaxPolls(2)).then(RUNNING).then(RUNNING);

    assertThat(story.outcome()).isEqualTo(timedOut(Limit.POLLS, LastLook.NOT_ALLOWED, 2));
  }

  @Test
  void failedCallsCountAsPolls() {
    Story story = submitted(EVERY_TEN.withMaxPolls(2)).then(REFUSED).then(REFUSED);

    assertThat(story.outcome())
        .isEqualTo(timedOut(Limit.POLLS, LastLook.NOT_ALLOWED, new LastStatus.Unseen(), 2));
  }

  @Test
  void theLastPollAllowedMayFindTheEnd() {
    assertThat(submitted(EVERY_TEN.withMaxPolls(1)).then(FAILED).outcome())
        .isInstanceOf(JobOutcome.Ended.class);
  }

  @Test
  void aStatusWordNobodyKnowsCountsAsRunningAndIsKept() {
    Story story =
        submitted(EVERY_TEN)
            .then(Story.seen(JobStatus.Running.unrecognised("rendering"), Answer.Detail.COMPLETE));

    assertThat(story.due()).isEqualTo(ofSeconds(20));
    assertThat(story.state().status()).isEqualTo(JobStatus.Running.unrecognised("rendering"));
    assertThat(JobStatus.Running.unrecognised("rendering").isRecognised()).isFalse();
  }

  @Test
  void aStatusThatGoesBackFromRunningToPendingOnlyMeansAlive() {
    Story story = submitted(EVERY_TEN).then(RUNNING);

    story.then(Story.seen(new JobStatus.Pending(), Answer.Detail.COMPLETE));

    assertThat(story.due()).isEqualTo(ofSeconds(30));
  }

  @Test
  void anEndSaysHowManyCallsItTookAndHowLateItCanBe() {
    Story story = submitted(EVERY_TEN).then(RUNNING, ofSeconds(2)).then(FAILED, ofSeconds(3));

    assertThat(story.now()).isEqualTo(ofSeconds(25));
    assertThat(story.outcome().evidence())
        .as("alive for certain when the call before was made, at 10 s")
        .isEqualTo(new Evidence(2, new Lateness.AtMost(ofSeconds(15))));
  }

  @Test
  void aJobSubmittedHereWasAliveThenSoThatTheFirstCallAlreadyBoundsTheLateness() {
    assertThat(submitted(EVERY_TEN).then(COMPLETED).outcome().evidence())
        .isEqualTo(new Evidence(1, new Lateness.AtMost(ofSeconds(10))));
  }

  @Test
  void ofAJobStartedElsewhereTheFirstCallCannotBoundTheLateness() {
    assertThat(Story.begun(EVERY_TEN, false, 0.5).then(COMPLETED).outcome().evidence())
        .isEqualTo(new Evidence(1, new Lateness.Unknown()));
  }

  @Test
  void stoppingCancelsAndTellsByWhom() {
    for (StoppedBy by : StoppedBy.values()) {
      Story story = submitted(EVERY_TEN).then(RUNNING).after(3, new Observation.Stopped(by));

      assertThat(story.outcome())
          .isEqualTo(
              new JobOutcome.Cancelled(
                  Story.JOB, by, Story.TOKEN, new Evidence(1, new Lateness.Unknown())));
    }
  }

  @Test
  void aNudgeAsksNow() {
    Story story = submitted(EVERY_TEN).after(3, new Observation.PollRequested());

    assertThat(story.due()).isEqualTo(ofSeconds(3));
    assertThat(story.again().reason()).isEqualTo(new WaitReason.AskedNow());
  }

  @Test
  void aWaitTakenUpAfterItsDeadlineGetsExactlyOneLook() {
    PollState nothing = PollState.initial(Story.TOKEN, EVERY_TEN);
    Duration late = Duration.ofDays(400_000);

    Step first =
        PollDecision.decide(
            nothing, new Observation.AlreadyRunning(), DecisionContext.alone(late, 0.5));
    Step second =
        PollDecision.decide(
            first.state().asked(),
            new Observation.Answered(RUNNING, Observation.Call.at(late)),
            DecisionContext.alone(late, 0.5));

    assertThat(first)
        .isInstanceOfSatisfying(Step.Again.class, again -> assertThat(again.delay()).isZero());
    assertThat(second)
        .isInstanceOfSatisfying(
            Step.Done.class,
            done ->
                assertThat(done.outcome()).isEqualTo(timedOut(Limit.DEADLINE, LastLook.TAKEN, 1)));
  }

  static JobOutcome timedOut(Limit limit, LastLook lastLook, int calls) {
    return timedOut(limit, lastLook, new LastStatus.Seen(new JobStatus.Running()), calls);
  }

  static JobOutcome timedOut(Limit limit, LastLook lastLook, LastStatus lastStatus, int calls) {
    return new JobOutcome.TimedOut(
        Story.JOB,
        limit,
        lastLook,
        lastStatus,
        Story.TOKEN,
        new Evidence(calls, new Lateness.Unknown()));
  }
}
