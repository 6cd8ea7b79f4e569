package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.Story.COMPLETED;
import static dev.pollwise.client.poll.Story.DENIED;
import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static dev.pollwise.client.poll.Story.FAILED;
import static dev.pollwise.client.poll.Story.REFUSED;
import static dev.pollwise.client.poll.Story.RUNNING;
import static dev.pollwise.client.poll.Story.UNKNOWN;
import static dev.pollwise.client.poll.Story.WITHOUT_RESULT;
import static dev.pollwise.client.poll.Story.submitted;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import dev.pollwise.client.policy.PollingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A job that is completed while its result is still missing. */
class PollDecisionOnResultsTest {

  private static final Evidence SEEN_BY_ONE_CALL =
      new Evidence(1, new Lateness.AtMost(ofSeconds(10)));

  private static final Answer OVER = elsewhere(COMPLETED);

  static Answer[] whatCannotUndoAnEnd() {
    return new Answer[] {
      RUNNING, Story.seen(new JobStatus.Pending(), Answer.Detail.COMPLETE), WITHOUT_RESULT
    };
  }

  static Answer[] whatSaysNothingOfTheResult() {
    return new Answer[] {REFUSED, Story.MANY_CALLS, Story.unavailable(80), DENIED};
  }

  /** What is said about several jobs, then what is said about this one alone, and what is told. */
  static Stream<Arguments> whichSourceIsBelieved() {
    Answer failedElsewhere = elsewhere(FAILED);
    return Stream.of(
        arguments(List.of(COMPLETED), "completed, with result"),
        arguments(List.of(FAILED), "failed"),
        arguments(List.of(OVER, COMPLETED), "completed, with result"),
        arguments(List.of(OVER, FAILED), "failed"),
        arguments(List.of(OVER, RUNNING, FAILED), "failed"),
        arguments(List.of(OVER, RUNNING, RUNNING, COMPLETED), "completed, with result"),
        arguments(List.of(OVER, WITHOUT_RESULT, FAILED), "failed"),
        arguments(List.of(OVER, WITHOUT_RESULT, RUNNING, COMPLETED), "completed, with result"),
        arguments(List.of(OVER, REFUSED, UNKNOWN, DENIED, COMPLETED), "completed, with result"),
        arguments(List.of(failedElsewhere, FAILED), "failed"),
        arguments(List.of(failedElsewhere, COMPLETED), "completed, with result"),
        arguments(List.of(failedElsewhere, WITHOUT_RESULT, FAILED), "failed"),
        arguments(
            List.of(failedElsewhere, failedElsewhere, RUNNING, RUNNING, COMPLETED),
            "completed, with result"),
        arguments(List.of(failedElsewhere, WITHOUT_RESULT, COMPLETED), "completed, with result"),
        arguments(List.of(WITHOUT_RESULT, FAILED), "failed"),
        arguments(List.of(WITHOUT_RESULT, RUNNING, FAILED), "failed"),
        arguments(List.of(WITHOUT_RESULT, REFUSED, FAILED), "failed"));
  }

  @ParameterizedTest
  @MethodSource("whichSourceIsBelieved")
  void theAnswerAboutTheJobAloneIsBelieved(List<Answer> answers, String told) {
    Story story = submitted(EVERY_TEN);
    answers.forEach(story::then);

    JobStatus end = ((JobOutcome.Ended) story.outcome()).status();
    String result =
        end instanceof JobStatus.Completed done && done.videoUrl().isPresent()
            ? ", with result"
            : "";
    assertThat(end.word() + result).isEqualTo(told);
  }

  @Test
  void anEndThatIsAnotherThanWasSaidFirstIsAsLateAsItsOwnSight() {
    Story story = submitted(EVERY_TEN).then(OVER).then(RUNNING).then(FAILED);

    assertThat(story.now()).isEqualTo(ofSeconds(11));
    assertThat(story.outcome().evidence())
        .isEqualTo(new Evidence(3, new Lateness.AtMost(ofSeconds(11))));
  }

  @Test
  void aFailureThatNeverComesWithAStatusIsBelievedAfterAMinute() {
    Story story = submitted(EVERY_TEN);
    for (int look = 0; look < 8; look++) {
      story.then(elsewhere(FAILED));
    }

    JobStatus end = ((JobOutcome.Ended) story.outcome()).status();
    assertThat(end).isInstanceOf(JobStatus.Failed.class);
    assertThat(story.now()).isEqualTo(ofSeconds(70));
  }

  @Test
  void anEndThatOnlyOthersToldIsNotDeliveredWithoutItsResult() {
    Story running = submitted(EVERY_TEN).then(OVER);
    while (running.now().compareTo(EVERY_TEN.deadline()) < 0) {
      running.then(RUNNING);
    }
    Story stopped =
        submitted(EVERY_TEN).then(OVER).after(0, new Observation.Stopped(StoppedBy.CLOSE));
    Story used = submitted(EVERY_TEN.withMaxPolls(1)).then(OVER);

    assertThat(running.outcome()).isInstanceOf(JobOutcome.TimedOut.class);
    assertThat(running.outcome().evidence().calls()).isLessThan(70);
    assertThat(stopped.outcome()).isInstanceOf(JobOutcome.Cancelled.class);
    assertThat(used.outcome()).isInstanceOf(JobOutcome.TimedOut.class);
  }

  @ParameterizedTest
  @MethodSource("whatSaysNothingOfTheResult")
  void aCallThatFailsTakesNothingFromTheGrace(Answer failure) {
    for (Answer end : List.of(OVER, WITHOUT_RESULT)) {
      Story story = submitted(EVERY_TEN).chance(0.9).then(end);
      while (story.now().compareTo(ofSeconds(85)) < 0) {
        story.then(failure);
      }
      story.then(WITHOUT_RESULT).then(WITHOUT_RESULT);

      assertThat(completed(story.then(COMPLETED).outcome()).videoUrl()).isPresent();
    }
  }

  @Test
  void aResultThatIsAwaitedIsGivenUpByTheFailureBudget() {
    for (Answer end : List.of(OVER, WITHOUT_RESULT)) {
      for (Answer failure : List.of(REFUSED, Story.unavailable(80), DENIED)) {
        Story story = submitted(EVERY_TEN.withFailureBudget(ofSeconds(300))).then(end);
        while (story.again().then() == Step.Then.ASK && story.due().compareTo(ofSeconds(310)) < 0) {
          story.then(failure);
        }
        story = story.again().then() == Step.Then.ASK ? story.then(failure) : story.conclude();

        assertThat(story.now()).isBetween(ofSeconds(310), ofSeconds(311));
        assertThat(story.outcome())
            .isInstanceOfSatisfying(
                JobOutcome.GaveUp.class, lost -> assertThat(lost.cause()).isEqualTo(failure));
      }
    }
  }

  @Test
  void aResultThatIsAwaitedHasTheDeadline() {
    PollingPolicy policy = EVERY_TEN.withDeadline(ofSeconds(30));

    Story failing = submitted(policy).chance(0.9).then(OVER);
    while (failing.now().compareTo(ofSeconds(30)) < 0) {
      failing.then(REFUSED);
    }
    Story lacking = submitted(policy).then(WITHOUT_RESULT);
    while (lacking.now().compareTo(ofSeconds(30)) < 0) {
      lacking.then(WITHOUT_RESULT);
    }
    Story heldOff = submitted(policy).then(OVER).then(Story.throttled(80)).conclude();

    LastStatus over = failing.state().lastStatus();
    assertThat(((LastStatus.Seen) over).status().word()).isEqualTo("completed");
    assertThat(failing.outcome())
        .isEqualTo(
            PollDecisionTest.timedOut(
                Limit.DEADLINE, LastLook.MISSED, over, failing.state().calls()));
    assertThat(lacking.now()).as("one last look at the deadline").isEqualTo(ofSeconds(30));
    assertThat(completed(lacking.outcome()).videoUrl()).isEmpty();
    assertThat(heldOff.now()).isEqualTo(ofSeconds(30));
    assertThat(heldOff.outcome())
        .isEqualTo(PollDecisionTest.timedOut(Limit.DEADLINE, LastLook.DEFERRED_BY_HINT, over, 2));
  }

  @Test
  void theLatestOfTheAnswersWithoutAnAddressIsDelivered() {
    JobStatus.Result told = new JobStatus.Result(Map.of("error", "no audio track"));
    JobStatus bare = new JobStatus.Completed(Story.JOB, told);
    Story story = submitted(EVERY_TEN).then(WITHOUT_RESULT);
    while (story.now().compareTo(ofSeconds(70)) < 0) {
      story.then(Story.seen(bare, Answer.Detail.RESULT_PENDING));
    }

    assertThat(completed(story.outcome()).result()).isEqualTo(told);
  }

  @Test
  void aCompletedJobWithoutItsResultIsReadAgain() {
    Story story = submitted(EVERY_TEN).then(WITHOUT_RESULT);

    assertThat(story.again().delay()).isEqualTo(ofSeconds(1));
    assertThat(story.again().reason()).isEqualTo(new WaitReason.ResultMissing());

    JobOutcome outcome = story.then(COMPLETED).outcome();

    assertThat(completed(outcome).videoUrl()).isPresent();
    assertThat(outcome.evidence())
        .as("late by what the first sight of the end says, paid by all calls")
        .isEqualTo(new Evidence(2, new Lateness.AtMost(ofSeconds(10))));
  }

  @Test
  void anEndThatOnlyAnotherCallTellsIsReadAtOnce() {
    Story story = submitted(EVERY_TEN).then(OVER);

    assertThat(story.again().delay()).isZero();

    JobOutcome outcome = story.then(COMPLETED).outcome();

    assertThat(completed(outcome).videoUrl()).isPresent();
    assertThat(outcome.evidence()).isEqualTo(new Evidence(2, new Lateness.AtMost(ofSeconds(10))));
  }

  private static Answer elsewhere(Answer answer) {
    return Story.seen(((Answer.Seen) answer).status(), Answer.Detail.STATUS_ONLY);
  }

  @ParameterizedTest
  @MethodSource("whatCannotUndoAnEnd")
  void afterSixtySecondsTheEndIsDeliveredWithoutTheResultWhateverCameMeanwhile(Answer answer) {
    Story story = submitted(EVERY_TEN).then(WITHOUT_RESULT);
    List<Duration> asked = new ArrayList<>();
    while (story.now().compareTo(ofSeconds(70)) < 0) {
      asked.add(story.due().minusSeconds(10));
      story.then(answer);
    }

    assertThat(asked)
        .containsExactly(
            ofSeconds(1), ofSeconds(3), ofSeconds(7), ofSeconds(15), ofSeconds(31), ofSeconds(60));
    assertThat(completed(story.outcome()).videoUrl()).isEmpty();
    assertThat(story.outcome().evidence())
        .isEqualTo(new Evidence(7, new Lateness.AtMost(ofSeconds(10))));
  }

  @Test
  void stoppingDeliversTheEndThatIsKnown() {
    Story story =
        submitted(EVERY_TEN).then(WITHOUT_RESULT).after(0, new Observation.Stopped(StoppedBy.USER));

    assertThat(story.outcome().evidence()).isEqualTo(SEEN_BY_ONE_CALL);
    assertThat(completed(story.outcome()).videoUrl()).isEmpty();
  }

  @Test
  void theNumberOfPollsDeliversTheEndThatIsKnown() {
    Story story = submitted(EVERY_TEN.withMaxPolls(1)).then(WITHOUT_RESULT);

    assertThat(story.outcome().evidence()).isEqualTo(SEEN_BY_ONE_CALL);
  }

  @Test
  void aPauseOfTheServerIsKeptAndOneThatReachesPastTheGraceIsFollowedByTheLastReading() {
    Story story = submitted(EVERY_TEN).then(missingFor(30));
    assertThat(story.due()).isEqualTo(ofSeconds(40));

    story.then(missingFor(31));
    assertThat(story.due()).isEqualTo(ofSeconds(71));

    assertThat(completed(story.then(WITHOUT_RESULT).outcome()).videoUrl()).isEmpty();
  }

  @Test
  void aPauseThatReachesPastTheDeadlineDeliversAnEndThatIsKnown() {
    Story story = submitted(EVERY_TEN.withDeadline(ofSeconds(20))).then(missingFor(30));

    assertThat(completed(story.outcome()).videoUrl()).isEmpty();
  }

  @Test
  void aShorterDeadlineDoesNotTakeAwayAnEndThatIsKnown() {
    Story story =
        submitted(EVERY_TEN)
            .then(missingFor(30))
            .after(2, new Observation.PolicyChanged(EVERY_TEN.withDeadline(ofSeconds(1))));

    assertThat(story.outcome()).isInstanceOf(JobOutcome.Ended.class);
  }

  @Test
  void aChangedPolicyCausesNoCallForTheResult() {
    Story story = submitted(EVERY_TEN).then(WITHOUT_RESULT).then(RUNNING).then(RUNNING);
    Duration due = story.due();

    for (int i = 0; i < 5; i++) {
      story.after(0, new Observation.PolicyChanged(EVERY_TEN.withMaxPolls(100 + i)));
    }

    assertThat(story.due()).isEqualTo(due);
  }

  @Test
  void aNudgeReadsTheResultNow() {
    Story story = submitted(EVERY_TEN).then(WITHOUT_RESULT).then(RUNNING).then(RUNNING);

    story.after(1, new Observation.PollRequested());

    assertThat(story.again().delay()).isZero();
  }

  @Test
  void anEndWithoutLackIsFinalAtOnce() {
    JobOutcome outcome = submitted(EVERY_TEN).then(COMPLETED).outcome();

    assertThat(completed(outcome).result())
        .isEqualTo(new JobStatus.Result(Map.of("video_url", "https://h/v.mp4")));
    assertThat(outcome.evidence()).isEqualTo(SEEN_BY_ONE_CALL);
  }

  private static Answer missingFor(long retryAfterSeconds) {
    JobStatus bare = new JobStatus.Completed(Story.JOB, JobStatus.Result.empty());
    return new Answer.Seen(bare, Story.pause(retryAfterSeconds), Answer.Detail.RESULT_PENDING);
  }

  private static JobStatus.Completed completed(JobOutcome outcome) {
    assertThat(outcome).isInstanceOf(JobOutcome.Ended.class);
    return (JobStatus.Completed) ((JobOutcome.Ended) outcome).status();
  }
}
