package dev.pollwise.dashboard.chart;

import static dev.pollwise.dashboard.shell.Story.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.dashboard.jobs.JobLateness;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.jobs.Lane;
import dev.pollwise.dashboard.jobs.LaneCall;
import dev.pollwise.dashboard.jobs.LaneEnd;
import dev.pollwise.dashboard.shell.RecordingCommands;
import dev.pollwise.dashboard.shell.Story;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineModelTest {

  private static final Duration NEAR = seconds(0.1);

  private final JobsModel jobs = new JobsModel(new RecordingCommands(), row -> {}, question -> {});
  private final TimelineModel timeline = new TimelineModel(jobs);
  private final Story story = Story.of("job");

  private void hear(Story of, double begin, JobEvent event) {
    Duration now = seconds(begin).plus(event.moment().elapsed());
    timeline.heard(jobs.accept(of.key, event, now), event);
    timeline.touch();
  }

  private JobRow row() {
    return jobs.newest(story.key).orElseThrow();
  }

  private void untilTheThirdCall() {
    hear(story, 0, story.submitted("French"));
    hear(story, 0, story.waiting(0, 2));
    hear(story, 0, story.polled(2, 1, new JobStatus.Running()));
    hear(story, 0, story.waiting(2, 3));
    hear(story, 0, story.missed(5, 2, new Miss.Unreachable("refused")));
    hear(story, 0, story.waiting(5, 4));
  }

  private void completed() {
    untilTheThirdCall();
    hear(story, 0, story.ended(9, story.completed(3)));
  }

  private Lane lane() {
    return timeline.lanes().getFirst();
  }

  @Test
  void eachJobHasALaneInTheOrderOfLaunch() {
    untilTheThirdCall();
    Story second = Story.of("second");
    hear(second, 1, second.submitted("German"));

    assertThat(timeline.lanes())
        .extracting(lane -> lane.row().title().get())
        .containsExactly("French", "German");
  }

  @Test
  void aCallReachesFromRequestToAnswer() {
    untilTheThirdCall();

    assertThat(lane().calls().getFirst())
        .isEqualTo(
            new LaneCall(1, Duration.ofMillis(1988), seconds(2), false, "call 1: running (12 ms)"));
    assertThat(lane().calls().getLast().failed()).isTrue();
  }

  @Test
  void aPauseLastsUntilTheNextDecisionOrUntilNow() {
    untilTheThirdCall();
    jobs.tick(seconds(6));

    assertThat(lane().endOfPause(0)).isEqualTo(seconds(2));
    assertThat(lane().endOfPause(2)).isEqualTo(seconds(6));
  }

  @Test
  void betweenTrueEndAndDetectionLiesTheGap() {
    completed();
    timeline.trueEnd(row(), Story.START.plus(seconds(7.5)));

    assertThat(lane().end()).isEqualTo(new LaneEnd.Known(seconds(7.5), seconds(9)));
    assertThat(lane().end().words()).isEqualTo("over at 7.5 s, seen at 9 s: 1.5 s late");
  }

  @Test
  void theTableSaysTheTruthOnceItIsKnownAndABoundBefore() {
    completed();
    assertThat(lane().row().late().get()).contains(new JobLateness(seconds(4), false));

    timeline.trueEnd(row(), Story.START.plus(seconds(7.5)));

    assertThat(lane().row().late().get()).contains(new JobLateness(seconds(1.5), true));
    assertThat(lane().row().late().get().map(JobLateness::words)).contains("1.5 s");
  }

  @Test
  void theTableSaysTheTruthWhereItWasKnownBeforeTheEndWasSeen() {
    untilTheThirdCall();
    timeline.trueEnd(row(), Story.START.plus(seconds(7.5)));

    hear(story, 9, story.ended(9, story.completed(3)));

    assertThat(lane().row().late().get()).contains(new JobLateness(seconds(1.5), true));
  }

  @Test
  void withoutASimulatorTheEndLiesWithinAnInterval() {
    completed();

    assertThat(lane().end()).isEqualTo(new LaneEnd.Within(seconds(5), seconds(9)));
  }

  @Test
  void anEndThatNobodyHasSeenYetGrowsLater() {
    untilTheThirdCall();
    timeline.trueEnd(row(), Story.START.plus(seconds(7)));
    jobs.tick(seconds(6));
    assertThat(lane().end()).isEqualTo(new LaneEnd.Open());

    jobs.tick(seconds(8));

    assertThat(lane().end()).isEqualTo(new LaneEnd.Overdue(seconds(7), seconds(1)));
  }

  @Test
  void aWaitThatSawNoEndClaimsNone() {
    untilTheThirdCall();
    hear(story, 0, story.ended(6, story.stopped(2)));

    assertThat(lane().end()).isEqualTo(new LaneEnd.Unseen(seconds(6)));
  }

  @Test
  void clocksThatDisagreeNeverMakeAJobSeenBeforeItsEnd() {
    completed();
    timeline.trueEnd(row(), Story.START.plus(seconds(9.002)));

    assertThat(lane().end()).isEqualTo(new LaneEnd.Known(seconds(9), seconds(9)));
  }

  @Test
  void clocksThatDisagreeNeverMakeAJobOverBeforeItWasLastSeenAlive() {
    completed();
    timeline.trueEnd(row(), Story.START.plus(seconds(4.998)));

    assertThat(lane().end()).isEqualTo(new LaneEnd.Known(seconds(5), seconds(9)));
  }

  @Test
  void tellsTheCallNearThePointerElseThePauseAndItsReason() {
    untilTheThirdCall();

    assertThat(lane().told(seconds(2.05), NEAR).orElseThrow())
        .isEqualTo("French\ncall 1: running (12 ms), at 2 s");
    assertThat(lane().told(seconds(3.5), NEAR).orElseThrow())
        .startsWith("French\nwaiting 3 s for call 2\n")
        .contains("fixed 3.0 s");
    assertThat(lane().told(seconds(99), NEAR)).isEmpty();
  }

  @Test
  void tellsTheGapUnderThePointer() {
    completed();
    timeline.trueEnd(row(), Story.START.plus(seconds(7.5)));

    assertThat(lane().told(seconds(8), NEAR).orElseThrow()).endsWith("1.5 s late");
    assertThat(lane().told(seconds(7), NEAR).orElseThrow()).doesNotContain("late");
  }

  @Test
  void timeInWhichNobodyWatchedIsCutOut() {
    completed();
    Story later = Story.of("later");
    hear(later, 3600, later.submitted("German"));
    hear(later, 3600, later.ended(9, later.stopped(0)));

    assertThat(timeline.breaks())
        .singleElement()
        .satisfies(gap -> assertThat(gap.seconds()).isBetween(3590.0, 3592.0));
    assertThat(timeline.whole().high()).isLessThan(25);
    assertThat(timeline.place(lane(), seconds(2))).isEqualTo(2);
    assertThat(timeline.told(timeline.lanes().getFirst(), 2, 0.1)).isPresent();
  }

  @Test
  void marksAreRoundTimesOfWhatIsShown() {
    completed();
    timeline.zoom().choose(timeline.whole(), new Span(2, 6));

    assertThat(timeline.marks())
        .extracting(TimelineModel.Mark::label)
        .containsExactly("2 s", "2.5 s", "3 s", "3.5 s", "4 s", "4.5 s", "5 s", "5.5 s", "6 s");
  }

  @Test
  void aLaneGoesWithItsJob() {
    completed();

    jobs.clearFinished();

    assertThat(timeline.lanes()).isEmpty();
    timeline.touch();
    assertThat(timeline.breaks()).isEmpty();
  }

  @Test
  void theSelectedJobIsTheSelectedLane() {
    untilTheThirdCall();

    jobs.select(Optional.of(jobs.rows().getFirst()));

    assertThat(timeline.selected()).contains(lane());
  }

  @Test
  void aLaneIsToldInOneLineToThoseWhoCannotSeeIt() {
    completed();

    assertThat(lane().summary())
        .isEqualTo(
            "French, completed, 3 calls, 1 failed,"
                + " over between 5 s and 9 s: at most 4 s late");
  }

  @Test
  void theAxisStandsStillWhileTheTimeThatPassesIsShortBesideTheWhole() {
    untilTheThirdCall();
    jobs.tick(seconds(1_000));
    timeline.touch();
    double before = timeline.whole().high();

    jobs.tick(seconds(1_000.5));
    timeline.touch();

    assertThat(timeline.whole().high()).isEqualTo(before).isGreaterThan(1_000.5);
  }

  @Test
  void theAxisNeverEndsBeforeNowNorLeavesMuchRoomBehindIt() {
    untilTheThirdCall();

    for (double now = 6; now < 5_000; now *= 1.07) {
      jobs.tick(seconds(now));
      timeline.touch();
      assertThat(timeline.whole().high()).isBetween(now, now * 1.03);
    }
  }

  @Test
  void nothingIsDrawnWhileNobodySeesIt() {
    timeline.inSight().set(false);
    long before = timeline.revision().get();

    completed();

    assertThat(timeline.revision().get()).isEqualTo(before);
    timeline.inSight().set(true);
    assertThat(timeline.revision().get()).isGreaterThan(before);
    assertThat(timeline.whole().high()).isGreaterThan(9);
  }

  @Test
  void aStampThatWasTakenLateDoesNotMoveTheTrueEnd() {
    untilTheThirdCall();
    timeline.trueEnd(row(), Story.START.plus(seconds(7.5)));
    LaneEnd.Overdue before = overdueAt(8);

    JobEvent waiting = story.waiting(6, 3);
    JobEvent.Moment late =
        new JobEvent.Moment(waiting.moment().at().plusMillis(200), waiting.moment().elapsed());
    JobEvent.Polled stamped =
        new JobEvent.Polled(story.key.id(), late, 3, 1, new JobStatus.Running(), seconds(0.01));
    hear(story, 0, stamped);

    assertThat(overdueAt(8)).isEqualTo(before);
  }

  private LaneEnd.Overdue overdueAt(double now) {
    jobs.tick(seconds(now));
    return (LaneEnd.Overdue) lane().end();
  }

  @Test
  void aLaneIsAnotherOneAfterEachPieceOfNews() {
    untilTheThirdCall();
    long before = lane().revision();

    timeline.trueEnd(row(), Story.START.plus(seconds(7.5)));
    long told = lane().revision();
    hear(story, 0, story.ended(9, story.completed(3)));

    assertThat(told).isGreaterThan(before);
    assertThat(lane().revision()).isGreaterThan(told);
  }

  @Test
  void lanesThatStayKeepTheirOrderWhenOthersGo() {
    for (int i = 0; i < 6; i++) {
      Story each = Story.of("job-" + i);
      hear(each, i, each.submitted("Language " + i));
      if (i % 2 == 0) {
        hear(each, i, each.ended(9, each.completed(3)));
      }
    }

    jobs.clearFinished();

    assertThat(timeline.lanes())
        .extracting(lane -> lane.row().title().get())
        .containsExactly("Language 1", "Language 3", "Language 5");
  }
}
