package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.Story.REFUSED;
import static dev.pollwise.client.poll.Story.RUNNING;
import static dev.pollwise.client.poll.Story.running;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.poll.DecisionContext.PollAlignment;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known of durations, announcements and fellow participants changes when to ask. */
class PollDecisionOnKnowledgeTest {

  private static final PollingPolicy ADAPTIVE =
      PollingPolicy.defaults()
          .withPacing(Pacing.adaptive())
          .withJitter(Jitter.none())
          .withCallPrice(ofSeconds(8));

  /** Says that the best moment is the next full minute, and later than elapsed for certain. */
  private record FullMinutes() implements Outlook {
    @Override
    public Optional<Duration> next(Duration elapsed, Duration callPrice, Duration horizon) {
      return Optional.of(Duration.ofMinutes(elapsed.toMinutes() + 1));
    }

    @Override
    public Optional<DurationLaw> law() {
      return Optional.empty();
    }

    @Override
    public String describe() {
      return "full minutes";
    }
  }

  private static Story knowing(Outlook outlook, double announced, PollAlignment alignment) {
    return Story.begun(
        ADAPTIVE, true, new DecisionContext(Duration.ZERO, 0.5, outlook, announced, alignment, 1));
  }

  private static Story knowing(Outlook outlook) {
    return knowing(outlook, 0, new PollAlignment.Alone());
  }

  @Test
  void theOutlookIsFollowedFromPollToPoll() {
    Story story = knowing(new FullMinutes());

    assertThat(story.due()).isEqualTo(ofSeconds(60));
    assertThat(story.then(RUNNING).due()).isEqualTo(ofSeconds(120));
    assertThat(story.again().reason().describe()).contains("full minutes");
  }

  @Test
  void afterAPauseOfTheServerTheOutlookIsFollowedFromThere() {
    Story story = knowing(new FullMinutes()).then(running(130));

    assertThat(story.due()).isEqualTo(ofSeconds(190));
    assertThat(story.then(RUNNING).due()).as("not two minutes on").isEqualTo(ofSeconds(240));
  }

  @Test
  void afterFailedCallsTheOutlookIsFollowedFromWhereContactWasFoundAgain() {
    Story story = knowing(new FullMinutes()).then(RUNNING).then(REFUSED);

    story.then(REFUSED).then(RUNNING);

    assertThat(story.now()).isBetween(ofSeconds(121), ofSeconds(125));
    assertThat(story.due()).isEqualTo(ofSeconds(180));
  }

  @Test
  void anotherPolicyFollowsTheSameOutlook() {
    Story story = knowing(new FullMinutes()).then(RUNNING);

    story.after(5, new Observation.PolicyChanged(ADAPTIVE.withPacing(Pacing.fixed(ofSeconds(9)))));
    assertThat(story.due()).isEqualTo(ofSeconds(69));
    story.after(1, new Observation.PolicyChanged(ADAPTIVE));

    assertThat(story.due()).isEqualTo(ofSeconds(120));
  }

  @Test
  void withoutAnyKnowledgeTheScheduleIsQuadraticInThePrice() {
    Story story = knowing(Outlook.unknown());

    assertThat(story.due()).isEqualTo(ofSeconds(4));
    assertThat(story.then(RUNNING).due()).isEqualTo(ofSeconds(16));
    assertThat(story.then(RUNNING).due()).isEqualTo(ofSeconds(36));
  }

  @Test
  void aCallThatManyShareIsWorthLessOfEachOnesTime() {
    Story story = knowing(Outlook.unknown());

    story.then(RUNNING, Duration.ZERO, Duration.ZERO, 4);

    // r = 8 s / 4: at 4 s the schedule r k²/2 stands at k = 2, so that 2.5 r follow.
    assertThat(story.due()).isEqualTo(ofSeconds(9));
    story.then(RUNNING);
    assertThat(story.again().delay().toMillis() / 1000.0)
        .as("alone again: r (k + 1/2) at 9 s with r = 8 s, k = 1.5")
        .isEqualTo(16, within(0.001));
  }

  @Test
  void pollingIsAsRareAsAnnouncementsDeserve() {
    assertThat(knowing(Outlook.unknown(), 0.75, new PollAlignment.Alone()).due())
        .as("r = 8 s / (1 - 0.75)")
        .isEqualTo(ofSeconds(16));
  }

  @Test
  void anAnnouncementAsksAtOnceAndSaysWhy() {
    Story story = knowing(new FullMinutes()).after(5, new Observation.Announced());

    assertThat(story.due()).isEqualTo(ofSeconds(5));
    assertThat(story.again().reason()).isEqualTo(new WaitReason.Announced());
  }

  @Test
  void anAnnouncementNeverShortensAPauseOfTheServer() {
    Story story =
        knowing(new FullMinutes()).then(running(100)).after(5, new Observation.Announced());

    assertThat(story.due()).isEqualTo(ofSeconds(160));
  }

  @Test
  void onACommonBeatTheCallMovesAndJitterKeepsOut() {
    PollAlignment alignment = new PollAlignment.Shared(ofSeconds(3));
    for (double chance : new double[] {0, 0.5, 0.999}) {
      Story story =
          Story.begun(
              ADAPTIVE.withJitter(new Jitter(0.5)),
              true,
              new DecisionContext(Duration.ZERO, chance, new FullMinutes(), 0, alignment, 1));

      assertThat(story.due())
          .isEqualTo(
              new PollAlignment.Shared(ofSeconds(3))
                  .align(Duration.ZERO, PollAlignment.FARTHEST.around(ofSeconds(60))));
    }
  }

  @Test
  void chanceKeepsToWhatALawOfOneMomentAllows() {
    Outlook minute = Outlook.of(DurationLaw.fixed(ofSeconds(60)));
    for (PollAlignment alignment :
        new PollAlignment[] {new PollAlignment.Alone(), new PollAlignment.Shared(ofSeconds(3))}) {
      for (double chance : new double[] {0, 0.5, 0.999}) {
        Story story =
            Story.begun(
                ADAPTIVE,
                true,
                new DecisionContext(Duration.ZERO, chance, minute, 0, alignment, 1));

        assertThat(story.due())
            .as("%s", alignment)
            .isBetween(ofSeconds(60), Duration.ofMillis(60_850));
      }
    }
  }
}
