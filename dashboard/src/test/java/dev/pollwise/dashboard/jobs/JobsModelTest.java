package dev.pollwise.dashboard.jobs;

import static dev.pollwise.dashboard.shell.Story.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.dashboard.form.Confirmation;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.shell.RecordingCommands;
import dev.pollwise.dashboard.shell.Story;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobsModelTest {

  private final RecordingCommands commands = new RecordingCommands();
  private final List<LaunchOrder> again = new ArrayList<>();
  private final List<Confirmation> asked = new ArrayList<>();
  private final JobsModel jobs =
      new JobsModel(commands, row -> again.add(row.again().get().orElseThrow()), asked::add);
  private final Story story = Story.of("job-1");

  private JobRow hear(double now, JobEvent event) {
    JobRow row = jobs.accept(story.key, event, seconds(now));
    jobs.count();
    return row;
  }

  @Test
  void tellsWhereAJobStandsFromItsEvents() {
    JobRow row = hear(100, story.submitted("French (France)"));
    assertThat(row.state().get()).isEqualTo(JobState.SUBMITTED);
    hear(100, story.waiting(0, 2.5));
    hear(102.5, story.polled(2.5, 1, new JobStatus.Pending()));
    assertThat(row.state().get()).isEqualTo(JobState.PENDING);
    hear(110, story.polled(10, 2, new JobStatus.Running()));

    assertThat(row.title().get()).isEqualTo("French (France)");
    assertThat(row.state().get()).isEqualTo(JobState.RUNNING);
    assertThat(row.calls().get()).isEqualTo(2);
    assertThat(row.elapsed().get()).isEqualTo(seconds(10));
  }

  @Test
  void countsDownToTheNextCall() {
    JobRow row = hear(100, story.waiting(0, 8));

    jobs.tick(seconds(103));
    assertThat(row.nextCallIn().get()).contains(seconds(5));
    jobs.tick(seconds(109));
    assertThat(row.nextCallIn().get()).contains(Duration.ZERO);
    hear(109, story.polled(9, 1, new JobStatus.Running()));
    assertThat(row.nextCallIn().get()).isEmpty();
  }

  @Test
  void anEventThatArrivesLateDoesNotMoveTheBeginning() {
    JobRow row = hear(100, story.submitted("a"));
    hear(103, story.polled(2, 1, new JobStatus.Running()));

    jobs.tick(seconds(104));

    assertThat(row.elapsed().get()).isEqualTo(seconds(4));
  }

  @Test
  void aMissShowsAsRetryingUntilTheNextAnswer() {
    JobRow row = hear(0, story.polled(1, 1, new JobStatus.Running()));
    hear(0, story.missed(2, 2, new Miss.Rejected(503, "try later", Hint.none())));
    hear(0, story.waiting(2, 1));
    assertThat(row.state().get()).isEqualTo(JobState.RETRYING);
    assertThat(row.note().get()).contains("503");

    hear(0, story.missed(3, 3, new Miss.Throttled("slow down", Hint.none())));
    assertThat(row.state().get()).isEqualTo(JobState.THROTTLED);

    hear(0, story.polled(4, 4, new JobStatus.Running()));
    assertThat(row.state().get()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void eachEndHasAStateOfItsOwn() {
    Map<JobOutcome, JobState> ends =
        Map.of(
            story.completed(3), JobState.COMPLETED,
            story.failed(3, "bad source"), JobState.FAILED,
            story.timedOut(3), JobState.TIMED_OUT,
            story.gaveUp(3), JobState.LOST_CONTACT,
            story.stopped(3), JobState.STOPPED);

    ends.forEach((outcome, state) -> {
      JobRow row = new JobRow(story.key, 1, Duration.ZERO, () -> JobsModel.MOST_KEPT);
      row.accept(story.ended(12, outcome), seconds(12));
      row.tick(seconds(50));
      assertThat(row.state().get()).isEqualTo(state);
      assertThat(row.isWatched()).isFalse();
      assertThat(row.elapsed().get()).isEqualTo(seconds(12));
      assertThat(row.late().get()).contains(new JobLateness(seconds(4), false));
      assertThat(row.nextCallIn().get()).isEmpty();
    });
  }

  @Test
  void aWaitThatBrokeIsOverWhileTheJobGoesOn() {
    JobRow row = hear(0, story.waiting(0, 5));
    hear(3, story.broken(3, "pacing gave a negative interval"));

    assertThat(row.state().get()).isEqualTo(JobState.BROKEN);
    assertThat(row.isWatched()).isFalse();
    assertThat(row.note().get())
        .contains("the job goes on")
        .contains("pacing gave a negative interval");
    assertThat(row.nextCallIn().get()).isEmpty();
  }

  @Test
  void keepsTheAddressOfTheVideoToOpenAndCopy() {
    JobRow row = hear(0, story.ended(9, story.completed(2)));

    jobs.openVideo(row);
    jobs.copyVideo(row);
    jobs.copyId(row);

    assertThat(commands.opened).containsExactly(URI.create("http://127.0.0.1:4000/video.mp4"));
    assertThat(commands.copied).containsExactly("http://127.0.0.1:4000/video.mp4", "job-1");
  }

  @Test
  void stopsOnlyWhatIsWatched() {
    JobRow running = hear(0, story.submitted("a"));
    JobRow over = jobs.accept(Story.of("job-2").key, story.ended(1, story.stopped(1)), seconds(1));

    jobs.stopWatching(over);
    jobs.stopAll();

    assertThat(commands.stops).containsExactly(running.key());
  }

  @Test
  void launchesAgainWhatWasLaunchedHere() {
    JobRow row = hear(0, story.submitted("Japanese (Japan)"));
    jobs.launchAgain(row);
    assertThat(again).isEmpty();

    URI video = URI.create("https://example.com/a.mp4");
    LaunchOrder order =
        new LaunchOrder(new ServerChoice.Embedded(), video, List.of("Japanese (Japan)"), 1);
    jobs.accepted(order, List.of(story.key), seconds(0));
    jobs.launchAgain(row);

    assertThat(again)
        .containsExactly(
            new LaunchOrder(new ServerChoice.Embedded(), video, List.of("Japanese (Japan)"), 1));
  }

  @Test
  void countsStatesAndCallsAndKeepsTheCallsOfClearedJobs() {
    hear(0, story.ended(9, story.completed(4)));
    jobs.accept(Story.of("b").key, story.polled(1, 2, new JobStatus.Running()), seconds(1));
    jobs.count();
    assertThat(jobs.tally().get()).isEqualTo(Map.of(JobState.COMPLETED, 1, JobState.RUNNING, 1));
    assertThat(jobs.calls().made().get()).isEqualTo(6);
    assertThat(jobs.watched().get()).isEqualTo(1);

    jobs.select(Optional.of(jobs.rows().getFirst()));
    jobs.clearFinished();

    assertThat(jobs.rows()).hasSize(1);
    assertThat(jobs.calls().made().get()).isEqualTo(6);
    assertThat(jobs.selected().get()).isEmpty();
  }

  @Test
  void fewJobsHaveAColourEachAndManyHaveNone() {
    for (int i = 0; i < JobsModel.COLOURS; i++) {
      jobs.accept(Story.of("job" + i).key, story.submitted("a"), seconds(0));
    }
    jobs.count();
    assertThat(jobs.rows()).extracting(row -> row.colour().get()).containsExactly(0, 1, 2, 3, 4);

    jobs.accept(Story.of("one-more").key, story.submitted("a"), seconds(0));
    jobs.count();

    assertThat(jobs.rows()).extracting(row -> row.colour().get()).containsOnly(JobRow.MUTED);
  }

  @Test
  void aCrowdThatThinsOutGetsItsColoursBack() {
    for (int i = 0; i < JobsModel.COLOURS * 2; i++) {
      Story each = Story.of("job" + i);
      jobs.accept(
          each.key, i < 8 ? each.ended(9, each.completed(4)) : each.submitted("a"), seconds(9));
    }
    jobs.count();
    assertThat(jobs.rows()).extracting(row -> row.colour().get()).containsOnly(JobRow.MUTED);

    jobs.clearFinished();

    assertThat(jobs.rows()).extracting(row -> row.colour().get()).containsExactly(0, 1);
  }

  @Test
  void theSameIdAtAnotherServerIsAnotherJob() {
    hear(0, story.submitted("a"));
    jobs.accept(new Story(Story.HEYGEN, "job-1").key, story.submitted("a"), seconds(0));

    assertThat(jobs.rows()).hasSize(2);
  }

  @Test
  void ofEachJobTheNewestCallsAndPausesAreKept() {
    JobRow row = new JobRow(story.key, 1, Duration.ZERO, () -> 100);

    for (int call = 1; call <= 1_000; call++) {
      row.accept(story.waiting(call - 1, 1), seconds(call));
      row.accept(story.missed(call, call, new Miss.Unreachable("reset")), seconds(call));
    }

    assertThat(row.intervals()).hasSizeBetween(80, 100);
    assertThat(row.intervals().getLast().attempt()).isEqualTo(1_000);
    assertThat(row.history().calls()).hasSizeBetween(80, 100);
    assertThat(row.history().calls().getLast().number()).isEqualTo(1_000);
    assertThat(row.history().failures()).isEqualTo(1_000);
    assertThat(row.history().decisions()).isEqualTo(1_000);
    assertThat(row.calls().get()).isEqualTo(1_000);
  }

  private static LaunchOrder order(String... languages) {
    return new LaunchOrder(
        new ServerChoice.Embedded(),
        URI.create("https://example.com/a.mp4"),
        List.of(languages),
        3);
  }

  @Test
  void eachJobIsLaunchedAgainInTheLanguageThatWasOrderedWhicheverNewsComesFirst() {
    Story greek = Story.of("job-2");
    jobs.accepted(order("French", "Greek"), List.of(story.key, greek.key), seconds(0));
    assertThat(jobs.rows()).extracting(JobRow::language).containsExactly("French", "Greek");
    jobs.accept(story.key, story.submitted("French"), seconds(0));
    jobs.accept(greek.key, greek.submitted("job-2"), seconds(0));
    Story late = Story.of("job-3");
    jobs.accept(late.key, late.submitted("Czech"), seconds(0));
    jobs.accepted(order("Czech"), List.of(late.key), seconds(0));

    jobs.rows().forEach(jobs::launchAgain);

    assertThat(again)
        .extracting(order -> order.languages() + " x " + order.copies())
        .containsExactly("[French] x 1", "[Greek] x 1", "[Czech] x 1");
  }

  @Test
  void whereTheServerGaveAnotherNumberOfIdsNobodyKnowsWhichJobIsWhich() {
    jobs.accepted(order("French", "Greek"), List.of(story.key), seconds(0));

    jobs.launchAgain(jobs.rows().getFirst());

    assertThat(again).isEmpty();
  }

  @Test
  void anIdThatIsGivenAnewIsAnotherRow() {
    jobs.accepted(order("French"), List.of(story.key), seconds(0));
    JobRow before = hear(0, story.submitted("French"));
    hear(9, story.ended(9, story.completed(2)));

    JobRow after = hear(20, story.submitted("Greek"));
    jobs.accepted(order("Greek"), List.of(story.key), seconds(20));
    hear(22, story.polled(2, 1, new JobStatus.Running()));

    assertThat(jobs.rows()).containsExactly(before, after);
    assertThat(before.state().get()).isEqualTo(JobState.COMPLETED);
    assertThat(after.state().get()).isEqualTo(JobState.RUNNING);
    assertThat(after.elapsed().get()).isEqualTo(seconds(2));
    assertThat(before.again().get().orElseThrow().languages()).containsExactly("French");
    assertThat(after.again().get().orElseThrow().languages()).containsExactly("Greek");
  }

  @Test
  void anAcceptanceThatIsToldFirstIsNotTakenForTheRowOfBefore() {
    jobs.accepted(order("French"), List.of(story.key), seconds(0));
    hear(0, story.submitted("French"));
    hear(9, story.ended(9, story.completed(2)));

    jobs.accepted(order("Greek"), List.of(story.key), seconds(20));
    hear(20, story.submitted("Greek"));

    assertThat(jobs.rows()).extracting(JobRow::language).containsExactly("French", "Greek");
  }

  @Test
  void newsOfTwoWaitsForOneIdGoToTheOneThatBeganThen() {
    JobRow before = hear(0, story.submitted("French"));
    Story anew = story.later(60);
    JobRow after = jobs.accept(anew.key, anew.submitted("Greek"), seconds(60));

    hear(61, story.ended(61, story.stopped(7)));
    jobs.accept(anew.key, anew.polled(2, 1, new JobStatus.Running()), seconds(62));

    assertThat(before.state().get()).isEqualTo(JobState.STOPPED);
    assertThat(after.state().get()).isEqualTo(JobState.RUNNING);
    assertThat(after.calls().get()).isEqualTo(1);
  }

  @Test
  void oneSpellingOfAnAddressIsTheServerOfAnother() {
    jobs.accept(story.key, story.submitted("a"), seconds(0));
    JobKey same = new JobKey(URI.create("HTTP://127.0.0.1:4000/"), story.key.id());

    jobs.accept(same, story.polled(1, 1, new JobStatus.Running()), seconds(1));

    assertThat(jobs.rows()).hasSize(1);
  }

  @Test
  void finishedJobsThatWereClearedCanBeBroughtBack() {
    List<Runnable> undo = new ArrayList<>();
    jobs.offerUndoTo((done, how) -> undo.add(how));
    Story running = Story.of("running");
    hear(0, story.submitted("French"));
    jobs.accept(running.key, running.submitted("German"), seconds(0));
    hear(9, story.ended(9, story.stopped(2)));
    jobs.count();
    jobs.select(Optional.of(jobs.rows().getFirst()));

    jobs.clearFinished();

    assertThat(jobs.rows()).extracting(row -> row.title().get()).containsExactly("German");
    assertThat(jobs.selected().get()).as("nobody chose the other one").isEmpty();
    assertThat(jobs.calls().made().get()).isEqualTo(2);

    undo.getFirst().run();

    assertThat(jobs.rows())
        .extracting(row -> row.title().get())
        .containsExactly("French", "German");
    assertThat(jobs.calls().made().get()).isEqualTo(2);
    hear(10, story.polled(10, 3, new JobStatus.Running()));
    assertThat(jobs.rows()).hasSize(2);
  }

  private static LaunchOrder launch(int number, int copies, String... languages) {
    return new LaunchOrder(
        new ServerChoice.Embedded(),
        URI.create("https://example.com/a.mp4"),
        List.of(languages),
        copies,
        number,
        "");
  }

  private static JobKey key(String id) {
    return Story.of(id).key;
  }

  private List<String> names() {
    return jobs.rows().stream().map(row -> row.title().get()).toList();
  }

  @Test
  void aJobIsCalledByLanguageRunAndCopyWhicheverNewsComesFirst() {
    Run first = jobs.accepted(launch(7, 2, "French", "Greek"), keys("a", "b"), seconds(0));
    jobs.accept(key("c"), Story.of("c").submitted("French"), seconds(0));
    jobs.accepted(launch(7, 2, "French", "Greek"), keys("c", "d"), seconds(0));
    Run second = jobs.accepted(launch(9, 1, "French"), keys("e"), seconds(5));

    assertThat(names())
        .containsExactly("French 1.1", "Greek 1.1", "French 1.2", "Greek 1.2", "French 2");
    assertThat(jobs.rows())
        .extracting(row -> row.run().orElseThrow())
        .containsExactly(first, first, first, first, second);
    first.rename("  before   lunch ");
    assertThat(first.name().get()).isEqualTo("before lunch");
    assertThat(names()).as("a job keeps its name").startsWith("French 1.1");
    first.rename(" ");
    assertThat(first.name().get()).isEqualTo("Run 1");
  }

  private static List<JobKey> keys(String... ids) {
    return java.util.stream.Stream.of(ids).map(JobsModelTest::key).toList();
  }

  @Test
  void theNewestRunHasColoursAndOlderOnesAreFaded() {
    jobs.accepted(launch(1, 1, "French", "Greek"), keys("a", "b"), seconds(0));
    jobs.count();
    assertThat(jobs.rows()).extracting(row -> row.colour().get()).containsExactly(0, 1);

    jobs.accepted(launch(2, 2, "Greek", "French"), keys("c", "d"), seconds(0));
    jobs.accepted(launch(2, 2, "Greek", "French"), keys("e", "f"), seconds(0));
    jobs.count();

    assertThat(jobs.rows())
        .extracting(row -> row.colour().get())
        .containsExactly(JobRow.FADED, JobRow.FADED, 0, 1, 0, 1);
    jobs.take(java.util.Set.copyOf(jobs.rows().subList(2, 6)));
    assertThat(jobs.rows()).extracting(row -> row.colour().get()).containsExactly(0, 1);
  }

  @Test
  void aJobThatIsWatchedAgainKeepsItsNameAndItsRun() {
    Story paid = new Story(Story.HEYGEN, "paid");
    jobs.accepted(launch(1, 1, "French"), List.of(paid.key), seconds(0));
    jobs.accept(paid.key, paid.submitted("French"), seconds(0));
    jobs.accept(paid.key, paid.ended(9, paid.timedOut(3)), seconds(9));
    jobs.rows().getFirst().continuation().ask();

    JobRow again = jobs.accept(paid.key, paid.later(20).submitted("paid"), seconds(20));

    assertThat(again.title().get()).isEqualTo("French 1");
    assertThat(again.run()).isEqualTo(jobs.rows().getFirst().run());
  }

  @Test
  void theFootNamesCallsThatNeverReachedTheServer() {
    hear(1, story.missed(1, 1, new Miss.Unreachable("refused")));
    hear(2, story.missed(2, 2, new Miss.TimedOut(seconds(1))));
    hear(3, story.missed(3, 3, new Miss.Rejected(503, "later", Hint.none())));
    hear(4, story.ended(4, story.completed(4)));
    assertThat(jobs.calls().words().get()).isEqualTo("4 calls, 2 unanswered");

    jobs.calls().received(3);
    assertThat(jobs.calls().words().get())
        .as("the one refused")
        .isEqualTo("4 calls, 1 not received");
    jobs.clearFinished();
    assertThat(jobs.calls().words().get()).isEqualTo("4 calls, 1 not received");

    jobs.calls().received(1);
    assertThat(jobs.calls().words().get()).as("of others").isEqualTo("4 calls, 2 unanswered");
    jobs.calls().received(9);
    assertThat(jobs.calls().words().get()).isEqualTo("4 calls, 2 unanswered");
  }
}
