package dev.pollwise.dashboard.chart;

import static dev.pollwise.dashboard.shell.Story.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.dashboard.form.Document;
import dev.pollwise.dashboard.jobs.Interval;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.jobs.LaneCall;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.jobs.Run;
import dev.pollwise.dashboard.policy.PolicyModel;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.shell.RecordingCommands;
import dev.pollwise.dashboard.shell.Story;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackoffModelTest {

  private final RecordingCommands commands = new RecordingCommands();
  private final JobsModel jobs = new JobsModel(commands, row -> {}, question -> {});
  private final PolicyModel policy =
      new PolicyModel(
          PollingPolicy.defaults()
              .withPacing(Pacing.fixed(Duration.ofSeconds(10)))
              .withJitter(new Jitter(0.1)));
  private final SessionMarks session = new SessionMarks();
  private final BackoffModel chart = new BackoffModel(jobs, policy, commands, session);
  private final Story story = Story.of("job");

  @BeforeEach
  void twoIntervals() {
    jobs.accept(story.key, story.waiting(0, 2), seconds(0));
    jobs.accept(story.key, story.polled(2, 1, new JobStatus.Running()), seconds(2));
    jobs.accept(story.key, story.waiting(2, 6), seconds(2));
  }

  private Run run() {
    return jobs.accepted(
        new LaunchOrder(
            new ServerChoice.Embedded(),
            URI.create("https://a.example"),
            List.of("French"),
            1,
            1,
            ""),
        List.of(),
        seconds(0));
  }

  private static List<List<Double>> points(Polyline line) {
    return java.util.stream.IntStream.range(0, line.size())
        .mapToObj(i -> List.of(line.x(i), line.y(i)))
        .toList();
  }

  @Test
  void drawsEachIntervalAsAStepFromItsDecisionToTheNextCall() {
    assertThat(points(chart.traces().getFirst().line()))
        .containsExactly(
            List.of(0.0, 2.0), List.of(2.0, 2.0), List.of(2.0, 6.0), List.of(8.0, 6.0));
  }

  @Test
  void drawsAgainstTheAttemptIfSoChosen() {
    chart.across().set(BackoffModel.Across.ATTEMPT);

    assertThat(points(chart.traces().getFirst().line()))
        .containsExactly(
            List.of(0.0, 2.0), List.of(1.0, 2.0), List.of(1.0, 6.0), List.of(2.0, 6.0));
  }

  @Test
  void aPolicyChangedWhileWaitingCutsTheStepShort() {
    jobs.accept(story.key, story.waiting(3, 1), seconds(3));

    assertThat(points(chart.traces().getFirst().line()))
        .endsWith(List.of(2.0, 6.0), List.of(3.0, 6.0), List.of(3.0, 1.0), List.of(4.0, 1.0));
  }

  @Test
  void whatEndsEarlyEndsInTheChartToo() {
    jobs.accept(story.key, story.ended(5, story.stopped(1)), seconds(5));

    assertThat(points(chart.traces().getFirst().line())).endsWith(List.of(5.0, 6.0));
  }

  @Test
  void plansThePolicyBehindTheJobs() {
    assertThat(points(chart.planned(15)))
        .containsExactly(
            List.of(0.0, 10.0), List.of(10.0, 10.0), List.of(10.0, 10.0), List.of(20.0, 10.0));
    assertThat(chart.plannedLeast(5).y(0)).isEqualTo(9.0);
    assertThat(chart.plannedMost(5).y(0)).isEqualTo(11.0);
  }

  @Test
  void everyChangeOfThePolicyIsSomethingNewToDraw() {
    long before = chart.revision().get();

    policy.interval().text().set("3 s");

    assertThat(chart.revision().get()).isGreaterThan(before);
    assertThat(chart.planned(5).y(0)).isEqualTo(3.0);
  }

  @Test
  void axesHoldEverythingAndEndAtRoundNumbers() {
    ChartFrame frame = chart.frame(chart.traces());

    assertThat(frame.xEnd()).isEqualTo(40);
    assertThat(frame.yLow()).isZero();
    assertThat(frame.yHigh()).isEqualTo(15);
    assertThat(frame.yMarks()).containsExactly(0.0, 5.0, 10.0, 15.0);
  }

  @Test
  void aLogarithmicAxisNeverReachesZero() {
    chart.scale().set(BackoffModel.Scale.LOGARITHMIC);

    ChartFrame frame = chart.frame(chart.traces());

    assertThat(frame.yLow()).isEqualTo(2);
    assertThat(frame.yHigh()).isEqualTo(20);
  }

  @Test
  void tellsValueAndReasonUnderThePointer() {
    List<ChartHit> hits = chart.at(4, chart.traces());

    assertThat(hits).hasSize(2);
    assertThat(hits.getFirst().text())
        .contains("6 s before call 2, decided at 2 s")
        .contains("fixed 6.0 s");
    assertThat(hits.getLast().text()).contains("10 s before call 1").contains("9 s to 11 s");
  }

  @Test
  void drawsTheNewestJobsAndTheSelectedOne() {
    for (int i = 0; i < BackoffModel.MOST_TRACES + 5; i++) {
      Story more = Story.of("more-" + i);
      jobs.accept(more.key, more.waiting(0, 1), seconds(0));
    }
    jobs.select(Optional.of(jobs.rows().getFirst()));

    List<Trace> traces = chart.traces();

    assertThat(traces).hasSize(BackoffModel.MOST_TRACES);
    assertThat(traces.getLast().row().key()).isEqualTo(story.key);
    assertThat(chart.left()).isEqualTo(6);
  }

  @Test
  void aPartOfTheTimeIsShownWithMarksAndHeightsOfItsOwn() {
    List<Trace> traces = chart.traces();
    chart.zoom().choose(chart.whole(traces), new Span(0.5, 1.5));

    ChartFrame frame = chart.frame(traces);

    assertThat(frame.xLow()).isEqualTo(0.5);
    assertThat(frame.xEnd()).isEqualTo(1.5);
    assertThat(frame.xMarks()).hasSizeGreaterThan(3).allMatch(mark -> mark >= 0.5 && mark <= 1.5);
  }

  @Test
  void countingAttemptsInsteadOfTimeShowsEverythingAgain() {
    chart.zoom().choose(chart.whole(chart.traces()), new Span(1, 2));

    chart.across().set(BackoffModel.Across.ATTEMPT);

    assertThat(chart.zoom().chosen().get()).isEmpty();
  }

  @Test
  void pausedItStandsStillAndCountsWhatIsNew() {
    chart.pause().paused().set(true);
    List<List<Double>> before = points(chart.traces().getFirst().line());

    jobs.accept(story.key, story.polled(8, 2, new JobStatus.Running()), seconds(8));
    jobs.accept(story.key, story.waiting(8, 5), seconds(8));
    Story other = Story.of("other");
    jobs.accept(other.key, other.waiting(0, 1), seconds(8));
    chart.touch();

    assertThat(points(chart.traces().getFirst().line())).isEqualTo(before);
    assertThat(chart.traces()).hasSize(1);
    assertThat(chart.pause().unseen().get()).isEqualTo(2);

    chart.pause().paused().set(false);

    assertThat(chart.traces()).hasSize(2);
    assertThat(chart.pause().unseen().get()).isZero();
  }

  @Test
  void aJobCanBeShownAloneAndAllAgain() {
    Story other = Story.of("other");
    jobs.accept(other.key, other.waiting(0, 1), seconds(0));
    JobRow first = jobs.rows().getFirst();

    chart.isolate(first);
    assertThat(chart.traces()).extracting(Trace::row).containsExactly(first);

    chart.isolate(first);
    assertThat(chart.traces()).hasSize(2);
  }

  @Test
  void aJobShownAloneThatIsClearedAwayLeavesAllOthers() {
    Story other = Story.of("other");
    jobs.accept(other.key, other.waiting(0, 1), seconds(0));
    chart.isolate(jobs.rows().getFirst());
    jobs.accept(story.key, story.ended(5, story.stopped(1)), seconds(5));

    jobs.clearFinished();

    assertThat(chart.traces()).extracting(trace -> trace.row().key()).containsExactly(other.key);
  }

  @Test
  void aCallThatBroughtNothingIsMarkedOnItsLine() {
    jobs.accept(story.key, story.missed(8, 2, new Miss.Unreachable("refused")), seconds(8));

    assertThat(points(chart.traces().getFirst().faults())).containsExactly(List.of(8.0, 6.0));
  }

  @Test
  void theCrosshairTellsEveryValueThere() {
    Story other = Story.of("other");
    jobs.accept(other.key, other.waiting(0, 30), seconds(0));

    assertThat(chart.values(4, chart.traces()))
        .isEqualTo("at 4 s\nplanned: 10 s\nother: 30 s\njob: 6 s");
    assertThat(chart.values(1e9, chart.traces())).isEmpty();
  }

  @Test
  void savesTheIntervalsAsNumbers() throws IOException {
    chart.saveNumbers(Path.of("intervals.csv"));

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Document saved = commands.documents.getFirst();
    saved.body().writeTo(out);
    assertThat(saved.kind()).isEqualTo(Document.Kind.CHART);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "job,title,call,decided_at_s,interval_s,held_until_s,reason",
            "\"job\",\"job\",1,0.0,2.0,2.0,\"interval 1 of fixed 2.0 s is 2 s\"",
            "\"job\",\"job\",2,2.0,6.0,8.0,\"interval 1 of fixed 6.0 s is 6 s\"");
  }

  @Test
  void alongTheSessionWaitsAndWhatHappenedLieWhereTheyCame() {
    chart.across().set(BackoffModel.Across.SESSION);
    Story later = Story.of("later");
    jobs.accept(later.key, later.waiting(0, 2), seconds(100));
    session.accepted(run(), List.of(), seconds(100));
    session.policy("fixed 10 s", seconds(130));

    assertThat(points(chart.traces().getLast().line()))
        .containsExactly(List.of(100.0, 2.0), List.of(102.0, 2.0));
    assertThat(chart.marks()).extracting(SessionMark.Placed::x).containsExactly(100.0, 130.0);
    assertThat(points(chart.planned(105))).startsWith(List.of(100.0, 10.0), List.of(110.0, 10.0));
    assertThat(chart.happened(99, 2)).isEqualTo("launch number 1");
    assertThat(chart.happened(99, 0.5)).isEmpty();
    assertThat(chart.values(101, chart.traces())).startsWith("1 min 41 s after the first launch");
  }

  @Test
  void alongTheTimeOfAWaitMarksNeedAWaitThatIsMeant() {
    session.policy("fixed 10 s", seconds(3));
    jobs.tick(seconds(8));
    assertThat(chart.marks()).extracting(SessionMark.Placed::x).containsExactly(3.0);

    Story later = Story.of("later");
    jobs.accept(later.key, later.waiting(0, 2), seconds(2.5));
    jobs.tick(seconds(8));
    assertThat(chart.marks()).isEmpty();

    jobs.select(Optional.of(jobs.rows().getLast()));
    assertThat(chart.marks()).extracting(SessionMark.Placed::x).containsExactly(0.5);

    chart.across().set(BackoffModel.Across.ATTEMPT);
    assertThat(chart.marks()).isEmpty();
  }

  @Test
  void aPartOfTheHeightsIsShownUntilTheScaleChanges() {
    List<Trace> traces = chart.traces();

    chart.heights().scale(chart.allHeights(traces), 0.5, 6);

    assertThat(chart.frame(traces).yLow()).isEqualTo(3);
    assertThat(chart.frame(traces).yHigh()).isEqualTo(10.5);
    assertThat(chart.frame(traces).yMarks()).containsExactly(4.0, 6.0, 8.0, 10.0);
    chart.heights().move(chart.allHeights(traces), 10);
    assertThat(chart.frame(traces).yHigh()).isEqualTo(15);

    chart.scale().set(BackoffModel.Scale.LOGARITHMIC);
    assertThat(chart.heights().chosen().get()).isEmpty();
    chart.heights().scale(chart.allHeights(traces), 0.5, 2);
    assertThat(chart.frame(traces).yLow()).isCloseTo(2, within(1e-9));
    assertThat(chart.frame(traces).yHigh()).isCloseTo(Math.sqrt(40), within(1e-9));

    chart.showWhole();
    assertThat(chart.frame(traces)).isEqualTo(chart.allHeights(traces));
  }

  @Test
  void nothingIsDrawnWhileNobodySeesIt() {
    chart.inSight().set(false);
    long before = chart.revision().get();

    chart.touch();

    assertThat(chart.revision().get()).isEqualTo(before);
    chart.inSight().set(true);
    assertThat(chart.revision().get()).isGreaterThan(before);
  }

  @Test
  void aLineIsTheSameUntilSomethingIsDecided() {
    Polyline before = chart.traces().getFirst().line();
    jobs.tick(seconds(5));
    Polyline later = chart.traces().getFirst().line();
    jobs.accept(story.key, story.waiting(6, 3), seconds(6));

    assertThat(later).isEqualTo(before).hasSameHashCodeAs(before);
    assertThat(chart.traces().getFirst().line()).isNotEqualTo(before);
  }

  @Test
  void aPauseThatIsDecidedAnewIsOneStepAlongTheAttempts() {
    jobs.accept(story.key, story.waiting(3, 9), seconds(3));
    chart.across().set(BackoffModel.Across.ATTEMPT);

    assertThat(points(chart.traces().getFirst().line()))
        .containsExactly(
            List.of(0.0, 2.0), List.of(1.0, 2.0), List.of(1.0, 9.0), List.of(2.0, 9.0));
  }

  @Test
  void aCallThatWasSentAgainBelowTheClientIsMarkedAtThePauseBefore() {
    jobs.accept(story.key, story.missed(8, 3, new Miss.Unreachable("reset")), seconds(8));

    assertThat(points(chart.traces().getFirst().faults())).containsExactly(List.of(8.0, 6.0));
  }

  @Test
  void tenTimesTheHistoryTakesTenTimesTheStepsToDraw() {
    assertThat(stepsToDraw(5_000)).isLessThan(11 * stepsToDraw(500));
  }

  /** How often a pause is looked at, where every second call brought nothing. */
  private int stepsToDraw(int calls) {
    int[] looks = {0};
    List<Interval> pauses =
        new java.util.AbstractList<>() {
          @Override
          public Interval get(int index) {
            looks[0]++;
            return new Interval(index + 1, seconds(index), seconds(1), "fixed");
          }

          @Override
          public int size() {
            return calls;
          }
        };
    List<LaneCall> failed =
        java.util.stream.IntStream.range(0, calls / 2)
            .mapToObj(i -> new LaneCall(2 * i + 1, seconds(i), seconds(i), true, "reset"))
            .toList();
    JobRow row = jobs.rows().getFirst();
    JobSnapshot course = new JobSnapshot(row, pauses, failed, seconds(calls), calls, calls, true);

    Trace trace = Trace.of(course, BackoffModel.Across.ELAPSED, 0);

    assertThat(trace.faults().size()).isEqualTo(calls / 2);
    return looks[0];
  }
}
