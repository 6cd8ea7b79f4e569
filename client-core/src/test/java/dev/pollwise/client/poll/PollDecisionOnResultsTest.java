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

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.StoppedBy;
import dev.pollwise.client.job.JobResult;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.Lateness;
import dev.pollwise.client.job.WaitReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job that is completed while its result is still missing. */
class PollDecisionOnResultsTest {

  private static final Evidence SEEN_BY_ONE_CALL =
      new Evidence(1, new Lateness.AtMost(ofSeconds(10)));

  static Answer[] whatCannotUndoAnEnd() {
    return new Answer[] {
      RUNNING,
      Story.seen(new JobStatus.Pending(), Answer.Detail.WHOLE),
      FAILED,
      REFUSED,
      UNKNOWN,
      Story.MANY_CALLS,
      WITHOUT_RESULT
    };
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
    Answer endedElsewhere = withDetail(COMPLETED, Answer.Detail.ELSEWHERE);
    Story story = submitted(EVERY_TEN).then(endedElsewhere);

    assertThat(story.again().delay()).isZero();

    JobOutcome outcome = story.then(COMPLETED).outcome();

    assertThat(completed(outcome).videoUrl()).isPresent();
    assertThat(outcome.evidence()).isEqualTo(new Evidence(2, new Lateness.AtMost(ofSeconds(10))));
  }

  private static Answer withDetail(Answer answer, Answer.Detail detail) {
    return answer instanceof Answer.Seen seen ? Story.seen(seen.status(), detail) : answer;
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
  void beingDeniedDeliversTheEndAtOnce() {
    Story story = submitted(EVERY_TEN).then(WITHOUT_RESULT).then(DENIED);

    assertThat(story.outcome()).isInstanceOf(JobOutcome.Ended.class);
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
  void aPauseOfTheServerIsKeptAndOneThatReachesPastTheGraceDeliversTheEnd() {
    Story story = submitted(EVERY_TEN).then(missingFor(30));
    assertThat(story.due()).isEqualTo(ofSeconds(40));

    story.then(missingFor(31));

    assertThat(story.outcome()).isInstanceOf(JobOutcome.Ended.class);
  }

  @Test
  void theDeadlineDoesNotTakeAwayAnEndThatIsKnown() {
    Story story =
        submitted(EVERY_TEN.withDeadline(ofSeconds(20)))
            .then(missingFor(30))
            .after(2, new Observation.Nudged());

    assertThat(story.due()).isEqualTo(ofSeconds(40));
    assertThat(story.then(COMPLETED).outcome()).isInstanceOf(JobOutcome.Ended.class);
  }

  @Test
  void aShorterDeadlineDoesNotTakeAwayAnEndThatIsKnown() {
    Story story =
        submitted(EVERY_TEN)
            .then(missingFor(30))
            .after(2, new Observation.PolicyChanged(EVERY_TEN.withDeadline(ofSeconds(1))));

    assertThat(story.then(COMPLETED).outcome()).isInstanceOf(JobOutcome.Ended.class);
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

    story.after(1, new Observation.Nudged());

    assertThat(story.again().delay()).isZero();
  }

  @Test
  void anEndWithoutLackIsFinalAtOnce() {
    JobOutcome outcome = submitted(EVERY_TEN).then(COMPLETED).outcome();

    assertThat(completed(outcome).result())
        .isEqualTo(new JobResult(Map.of("video_url", "https://h/v.mp4")));
    assertThat(outcome.evidence()).isEqualTo(SEEN_BY_ONE_CALL);
  }

  private static Answer missingFor(long retryAfterSeconds) {
    JobStatus bare = new JobStatus.Completed(Story.JOB, JobResult.empty(), Evidence.oneLook());
    return new Answer.Seen(bare, Story.pause(retryAfterSeconds), Answer.Detail.UNFINISHED);
  }

  private static JobStatus.Completed completed(JobOutcome outcome) {
    assertThat(outcome).isInstanceOf(JobOutcome.Ended.class);
    return (JobStatus.Completed) ((JobOutcome.Ended) outcome).status();
  }
}
