package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.Story.COMPLETED;
import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static dev.pollwise.client.poll.Story.REFUSED;
import static dev.pollwise.client.poll.Story.RUNNING;
import static dev.pollwise.client.poll.Story.submitted;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobOutcome.LastLook;
import dev.pollwise.client.job.JobOutcome.Limit;
import dev.pollwise.client.job.JobStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that holds calls until there is news is asked on at once; one that only says so not. */
class PollDecisionOnLongPollsTest {

  private static final Duration PATIENCE = ofSeconds(20);

  private static Answer heldFor(Duration held, Hint hint) {
    return new Answer.Seen(new JobStatus.Running(), hint, Answer.Detail.COMPLETE, held);
  }

  private static final Answer HELD = heldFor(PATIENCE, Hint.none());

  @Test
  void aServerThatHeldTheCallIsAskedOnAtOnce() {
    Story story = submitted(EVERY_TEN).then(HELD, ofSeconds(20), PATIENCE, 1);

    assertThat(story.again().delay()).isZero();
    assertThat(story.again().reason()).isEqualTo(new WaitReason.LongPolled(PATIENCE));
    assertThat(story.then(HELD, ofSeconds(20), PATIENCE, 1).again().delay()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"9999, 10000", "10000, 0", "15000, 0", "0, 10000"})
  void heldMeansForAtLeastHalfOfTheTimeThatWasOffered(long tookMillis, long delayMillis) {
    Story story = submitted(EVERY_TEN).then(HELD, Duration.ofMillis(tookMillis), PATIENCE, 1);

    assertThat(story.again().delay()).isEqualTo(Duration.ofMillis(delayMillis));
  }

  @Test
  void aSlowServerThatDoesNotSpeakOfHoldingIsPacedAsEver() {
    Story story = submitted(EVERY_TEN).then(RUNNING, ofSeconds(20), PATIENCE, 1);

    assertThat(story.again().delay()).isEqualTo(ofSeconds(10));
  }

  @Test
  void aServerThatSpeaksOfHoldingUnaskedIsPacedAsEver() {
    Story story = submitted(EVERY_TEN).then(HELD, ofSeconds(20), Duration.ZERO, 1);

    assertThat(story.again().delay()).isEqualTo(ofSeconds(10));
  }

  @Test
  void aPauseOfTheServerStaysAFloor() {
    Story story =
        submitted(EVERY_TEN).then(heldFor(PATIENCE, Story.pause(7)), ofSeconds(20), PATIENCE, 1);

    assertThat(story.again().delay()).isEqualTo(ofSeconds(7));
    assertThat(story.again().reason()).isEqualTo(new WaitReason.Hinted(ofSeconds(7)));
  }

  @Test
  void aFailedCallEndsTheHoldingSoThatTheBackoffHolds() {
    Story story = submitted(EVERY_TEN).then(HELD, ofSeconds(20), PATIENCE, 1).then(REFUSED);

    assertThat(story.again().reason()).isInstanceOf(WaitReason.BackingOff.class);
    assertThat(story.again().delay()).isPositive();
  }

  @Test
  void theDeadlineHoldsAndTheLastLookIsNotFollowedByAnother() {
    Story story = submitted(EVERY_TEN.withDeadline(ofSeconds(30)));
    story.then(HELD, ofSeconds(20), PATIENCE, 1);

    assertThat(story.due()).isEqualTo(ofSeconds(30));
    assertThat(story.again().reason()).isEqualTo(new WaitReason.LastLook());
    assertThat(story.then(RUNNING).outcome())
        .isEqualTo(PollDecisionTest.timedOut(Limit.DEADLINE, LastLook.TAKEN, 2));
  }

  @Test
  void aServerThatHeldACallToTheEndLookedAtTheJobThen() {
    Story story = submitted(EVERY_TEN).then(HELD, ofSeconds(20), PATIENCE, 1);

    story.then(COMPLETED, ofSeconds(3), PATIENCE, 1);

    assertThat(story.outcome().evidence().lateness())
        .as("alive at 30 s, not only when that call was made at 10 s")
        .isEqualTo(new Lateness.AtMost(ofSeconds(3)));
  }

  @Test
  void newsMayHaveEndedTheHoldingEarlyHoweverLateItArrives() {
    Story story = submitted(EVERY_TEN).then(new Answer.Seen(new JobStatus.Pending()));
    story.then(HELD, ofSeconds(25), PATIENCE, 1);

    story.then(COMPLETED, ofSeconds(3), PATIENCE, 1);

    assertThat(story.outcome().evidence().lateness())
        .as("alive at 20 s, when that call was made")
        .isEqualTo(new Lateness.AtMost(ofSeconds(28)));
  }
}
