package dev.pollwise.dashboard.runs;

import static dev.pollwise.dashboard.shell.Story.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobState;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.shell.RecordingCommands;
import dev.pollwise.dashboard.shell.Story;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

class RunsModelTest {

  private static final DurationLaw LAW = DurationLaw.exponential(Duration.ofSeconds(10));
  private static final Yardstick YARDSTICK = new Yardstick(LAW, Duration.ofSeconds(4), 2.5);

  private final JobsModel jobs = new JobsModel(new RecordingCommands(), row -> {}, question -> {});
  private Optional<Yardstick> yardstick = Optional.of(YARDSTICK);
  private final RunsModel runs = new RunsModel(jobs, () -> yardstick);

  private void launch(int number, int copies, String... languages) {
    for (int copy = 1; copy <= copies; copy++) {
      String suffix = "-" + number + "-" + copy;
      jobs.accepted(
          new LaunchOrder(
              new ServerChoice.Embedded(),
              URI.create("https://example.com/a.mp4"),
              List.of(languages),
              copies,
              number,
              ""),
          List.of(languages).stream().map(language -> Story.of(language + suffix).key).toList(),
          seconds(0));
    }
    follow();
  }

  private void follow() {
    jobs.count();
    runs.follow();
    runs.tick();
  }

  private void hear(String id, java.util.function.Function<Story, JobEvent> event) {
    Story story = Story.of(id);
    jobs.accept(story.key, event.apply(story), seconds(0));
    follow();
  }

  private List<String> shown() {
    return runs.lines().stream()
        .map(line ->
            switch (line) {
              case RunLine.Heading run -> "# " + run.name();
              case RunLine.OfJob job -> job.row().title().get();
            })
        .toList();
  }

  private RunLine.Heading heading(String name) {
    return runs.lines().stream()
        .filter(RunLine.Heading.class::isInstance)
        .map(RunLine.Heading.class::cast)
        .filter(run -> run.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private JobRow row(String title) {
    return jobs.rows().stream()
        .filter(row -> row.title().get().equals(title))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theNewestRunStandsOnTopAndAFoldedOneShowsItsHeadingOnly() {
    launch(1, 1, "French", "Greek");
    launch(2, 1, "Czech");
    assertThat(shown()).containsExactly("# Run 2", "Czech 2", "# Run 1", "French 1", "Greek 1");

    runs.fold(heading("Run 1"), true);
    launch(3, 1, "Polish");

    assertThat(shown()).containsExactly("# Run 3", "Polish 3", "# Run 2", "Czech 2", "# Run 1");
    runs.fold(heading("Run 1"), false);
    assertThat(shown()).endsWith("# Run 1", "French 1", "Greek 1");
  }

  @Test
  void jobsThatWereNotLaunchedHereStandBelowAllRuns() {
    hear("kept", story -> story.submitted("kept"));
    assertThat(shown()).containsExactly("kept");

    launch(1, 1, "French");

    assertThat(shown()).containsExactly("# Run 1", "French 1", "# Not launched here", "kept");
  }

  @Test
  void everyWordMustBeFoundInNameStateIdOrRun() {
    launch(1, 2, "English", "French");
    launch(2, 1, "English");
    hear("English-1-2", story -> story.polled(1, 1, new JobStatus.Running()));

    runs.filter().text().set("english");
    assertThat(shown())
        .containsExactly("# Run 2", "English 2", "# Run 1", "English 1.1", "English 1.2");
    assertThat(runs.shown().get()).isEqualTo("3 of 5 jobs");
    runs.filter().text().set("  RUNNING english ");
    assertThat(shown()).containsExactly("# Run 1", "English 1.2");
    runs.filter().text().set("french-1-2");
    assertThat(shown()).containsExactly("# Run 1", "French 1.2");
    runs.rename(heading("Run 1"), "Baseline");
    runs.filter().text().set("baseline 1.1");
    assertThat(shown()).containsExactly("# Baseline", "English 1.1", "French 1.1");
    runs.filter().text().set("nothing of the kind");
    assertThat(shown()).isEmpty();
    runs.filter().clear();
    assertThat(shown()).hasSize(7);
    assertThat(runs.shown().get()).isEmpty();
  }

  @Test
  void chipsShowJobsOfAnyOfTheirStatesAndFollowThem() {
    launch(1, 1, "French", "Greek", "Czech");
    hear("French-1-1", story -> story.polled(1, 1, new JobStatus.Running()));
    hear("Greek-1-1", story -> story.ended(3, story.completed(2)));
    runs.filter().states().add(JobState.RUNNING);
    assertThat(shown()).containsExactly("# Run 1", "French 1");

    runs.filter().states().add(JobState.COMPLETED);
    assertThat(shown()).containsExactly("# Run 1", "French 1", "Greek 1");

    runs.filter().states().remove(JobState.COMPLETED);
    // One ends and another begins in the same batch: as many are running as before.
    Story french = Story.of("French-1-1");
    jobs.accept(french.key, french.ended(4, french.failed(2, "no")), seconds(0));
    hear("Czech-1-1", story -> story.polled(1, 1, new JobStatus.Running()));
    assertThat(shown()).containsExactly("# Run 1", "Czech 1");
    runs.filter().paid().set(true);
    assertThat(shown()).as("none of them costs money").isEmpty();
  }

  @Test
  void aFilterLooksIntoFoldedRuns() {
    launch(1, 1, "French");
    runs.fold(heading("Run 1"), true);

    runs.filter().text().set("fre");
    assertThat(shown()).containsExactly("# Run 1", "French 1");
    runs.filter().clear();

    assertThat(shown()).containsExactly("# Run 1");
  }

  @Test
  void theSelectedJobStaysSelectedWhateverIsShown() {
    launch(1, 1, "French", "Greek");
    runs.select(Optional.of(new RunLine.OfJob(row("Greek 1"))));

    launch(2, 1, "Czech");
    runs.filter().text().set("czech");
    hear("Greek-1-1", story -> story.ended(3, story.completed(2)));

    assertThat(jobs.selected().get()).contains(row("Greek 1"));
    assertThat(runs.selected()).contains(new RunLine.OfJob(row("Greek 1")));
    runs.filter().clear();
    runs.select(Optional.of(heading("Run 1")));
    assertThat(jobs.selected().get()).isEmpty();
    jobs.select(Optional.of(row("Czech 2")));
    assertThat(runs.selected()).contains(new RunLine.OfJob(row("Czech 2")));
  }

  @Test
  void jobsAreSortedWithinTheirRun() {
    launch(1, 1, "French", "Czech");
    launch(2, 1, "Polish", "Greek");

    runs.sort(
        Optional.of(
            Comparator.comparing(
                line -> line instanceof RunLine.OfJob job ? job.row().title().get() : "")));

    assertThat(shown())
        .containsExactly("# Run 2", "Greek 2", "Polish 2", "# Run 1", "Czech 1", "French 1");
  }

  @Test
  void whatChangesInACrowdMovesNoOtherLine() {
    launch(1, 336, "French", "Greek", "Czech");
    assertThat(runs.lines()).hasSize(1_009);
    int[] changed = {0};
    runs.lines()
        .addListener(
            (ListChangeListener<RunLine>)
                change -> {
                  while (change.next()) {
                    changed[0] += change.getRemovedSize() + change.getAddedSize();
                  }
                });

    hear("Greek-1-17", story -> story.polled(1, 1, new JobStatus.Running()));
    assertThat(changed[0]).as("a state is shown in its line").isZero();
    launch(2, 1, "Polish");

    assertThat(changed[0]).isEqualTo(2);
  }

  private void end(String id, int calls) {
    hear(id, story -> story.ended(9, story.completed(calls)));
  }

  @Test
  void aRunTellsItsCallsItsLatenessAndItsCostBesideTheBest() {
    launch(1, 1, "French", "Greek", "Czech");
    end("French-1-1", 3);
    end("Greek-1-1", 5);
    hear("Czech-1-1", story -> story.polled(1, 2, new JobStatus.Running()));
    RunStatistics found = heading("Run 1").statistics().get();

    assertThat(found.progress()).isEqualTo("2 of 3 over");
    assertThat(found.callsInWords()).isEqualTo("10");
    assertThat(found.seen()).isEqualTo(2);
    // The story's ends are at most 4 s late, which is worth one call: (4 + 1) / 2.5.
    assertThat(heading("Run 1").summary().get())
        .isEqualTo("≤ 2.0 × the best · p95 ≤ 4 s late · 4 calls a job");
  }

  @Test
  void theCostIsToldForTheLawOfTheLaunchOnly() {
    launch(1, 1, "French");
    end("French-1-1", 4);
    assertThat(heading("Run 1").summary().get()).contains("× the best");

    yardstick = Optional.of(new Yardstick(DurationLaw.exponential(seconds(60)), seconds(4), 6));
    runs.measure();

    assertThat(heading("Run 1").summary().get()).doesNotContain("× the best");
    yardstick = Optional.of(new Yardstick(LAW, seconds(1), 8));
    runs.measure();
    assertThat(heading("Run 1").summary().get()).startsWith("≤ 1.0 × the best");
  }

  @Test
  void aQuantileIsTheLeastValueThatSoManyDoNotExceed() {
    List<Duration> late = IntStream.rangeClosed(1, 20).mapToObj(Duration::ofSeconds).toList();

    assertThat(RunStatistics.quantile(late, 0.5)).isEqualTo(seconds(10));
    assertThat(RunStatistics.quantile(late, 0.95)).isEqualTo(seconds(19));
    assertThat(RunStatistics.quantile(late.subList(0, 1), 0.95)).isEqualTo(seconds(1));
    assertThat(RunStatistics.quantile(List.of(), 0.5)).isZero();
  }

  @Test
  void twoRunsAreComparedTheSelectedOneWithTheOneBeforeOrTheOneChosen() {
    launch(1, 1, "French");
    launch(2, 1, "French");
    launch(3, 1, "French");
    end("French-1-1", 6);
    end("French-2-1", 4);
    assertThat(runs.difference().get()).isEmpty();

    runs.select(Optional.of(heading("Run 3")));
    assertThat(runs.difference().get()).as("it has seen no end yet").isEmpty();
    end("French-3-1", 3);
    assertThat(runs.difference().get())
        .isEqualTo(
            "Run 3 against Run 2: 3 calls a job (−1.0) · p50 ≤ 4 s (≤ 4 s there)"
                + " · p95 ≤ 4 s (≤ 4 s there) · 1.6 × the best (−0.4)");

    runs.compareWith(heading("Run 1"));
    assertThat(runs.difference().get()).startsWith("Run 3 against Run 1: 3 calls a job (−3.0)");
    runs.select(Optional.of(heading("Run 1")));
    assertThat(runs.difference().get()).as("nothing to compare with").isEmpty();
  }
}
