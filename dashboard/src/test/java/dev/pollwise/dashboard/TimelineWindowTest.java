package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.dashboard.feed.TestSimulators;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.JobLateness;
import dev.pollwise.dashboard.jobs.JobState;
import dev.pollwise.dashboard.jobs.Lane;
import dev.pollwise.dashboard.jobs.LaneEnd;
import dev.pollwise.dashboard.shell.Event;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class TimelineWindowTest {

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set by the start method of the test
  private Window window;

  @Start
  void open(Stage stage) {
    window = Window.open(stage, TestSimulators.lasting(Duration.ofSeconds(1)), folder);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void launchAndLookAtTheTimeline(FxRobot robot) {
    window.awaitConnected();
    window.pollEvery("400 ms");
    window.change(() -> {
      TabPane areas = TabPane.class.cast(window.stage.getScene().lookup("#areas"));
      areas.getSelectionModel().select(1);
      assertThat(areas.getSelectionModel().getSelectedItem().getText()).isEqualTo("Timeline");
    });
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    window.awaitThat("three lanes", () -> window.model().timeline().lanes().size() == 3);
  }

  private void awaitAllCompleted() {
    window.awaitThat(
        "all completed",
        () ->
            window.model().jobs().rows().stream()
                .allMatch(row -> row.state().get() == JobState.COMPLETED));
  }

  private ListView<?> lanes() {
    return window.node("#timeline-lanes", ListView.class);
  }

  private long drawn(String style) {
    return window.stage.getScene().getRoot().lookupAll("." + style).stream()
        .map(javafx.scene.shape.Path.class::cast)
        .filter(path -> path.isVisible() && !path.getElements().isEmpty())
        .count();
  }

  @Test
  void eachLaneShowsCallsPausesTheTrueEndAndTheGapToItsDetection(FxRobot robot) {
    launchAndLookAtTheTimeline(robot);
    awaitAllCompleted();

    window.awaitThat(
        "the truth of each lane",
        () ->
            window.model().timeline().lanes().stream()
                .allMatch(lane -> lane.end() instanceof LaneEnd.Known));
    assertThat(window.read(() -> window.model().timeline().lanes()))
        .allSatisfy(lane -> {
          LaneEnd.Known end = (LaneEnd.Known) lane.end();
          assertThat(end.trueEnd()).isBetween(Duration.ofMillis(500), Duration.ofMillis(1100));
          assertThat(lane.row().late().get()).contains(new JobLateness(end.late(), true));
        });
    window.awaitThat(
        "drawn",
        () ->
            drawn("lane-call") == 3
                && drawn("lane-pause") == 3
                && drawn("lane-true-end") == 3
                && drawn("lane-seen") == 3
                && drawn("lane-late") == 3);
  }

  @Test
  void theSelectionIsSharedInBothDirections(FxRobot robot) {
    launchAndLookAtTheTimeline(robot);
    awaitAllCompleted();
    window.change(() -> lanes().requestFocus());
    window.change(() -> lanes().getSelectionModel().select(1));
    assertThat(window.read(() -> window.model().jobs().selected().get()))
        .isEqualTo(Optional.of(window.model().jobs().rows().get(1)));

    window.change(
        () -> window.model().jobs().select(Optional.of(window.model().jobs().rows().get(2))));

    assertThat(window.read(() -> lanes().getSelectionModel().getSelectedIndex())).isEqualTo(2);
    robot.push(KeyCode.UP);
    window.awaitThat("the lane above", () -> selectedLane() == 1);
  }

  private int selectedLane() {
    Lane lane = window.model().timeline().selected().orElseThrow();
    return window.model().timeline().lanes().indexOf(lane);
  }

  @Test
  void keysZoomGoFromCallToCallAndShowAllAgain(FxRobot robot) {
    launchAndLookAtTheTimeline(robot);
    awaitAllCompleted();
    window.change(() -> lanes().requestFocus());
    window.change(() -> lanes().getSelectionModel().select(0));
    double whole = window.read(() -> window.model().timeline().shown().length());

    robot.push(KeyCode.EQUALS);
    window.awaitThat("closer", () -> window.model().timeline().shown().length() < whole);
    robot.push(KeyCode.DIGIT0);
    window.awaitThat("all again", () -> window.model().timeline().shown().length() == whole);

    robot.push(KeyCode.RIGHT);
    window.awaitThat("the first call told", () -> window.shows("call 1"));
    robot.push(KeyCode.RIGHT);
    window.awaitThat("the second call told", () -> window.shows("call 2"));
    robot.push(KeyCode.ESCAPE);
    window.awaitThat("nothing told", () -> !window.shows("call 2"));
  }

  @Test
  void whatLiesUnderThePointerIsTold(FxRobot robot) {
    launchAndLookAtTheTimeline(robot);
    awaitAllCompleted();

    robot.moveTo(window.node("#timeline-lanes .lane-pause", javafx.scene.shape.Path.class));

    String job = window.model().jobs().rows().getFirst().title().get();
    window.awaitThat(
        "a pause or a call told",
        () -> window.shows(job + "\nwaiting") || window.shows(job + "\ncall"));
    assertThat(window.node("#timeline-whole", Button.class).isDisabled()).isTrue();
  }

  @Test
  void aThousandLanesTakeNoMoreCellsThanFitInSight(FxRobot robot) {
    launchAndLookAtTheTimeline(robot);
    List<Event> news =
        IntStream.range(0, 1000)
            .<Event>mapToObj(i -> {
              JobId id = JobId.of("more-" + i);
              JobEvent.Moment begin = new JobEvent.Moment(Instant.EPOCH, Duration.ZERO);
              return new Event.JobHeard(
                  new JobKey(URI.create("http://127.0.0.1:1"), id),
                  new JobEvent.Submitted(id, begin, "more " + i));
            })
            .toList();

    window.change(() -> window.model().accept(news, Duration.ofSeconds(5)));

    window.awaitThat("all lanes", () -> lanes().getItems().size() == 1003);
    assertThat(window.read(() -> lanes().lookupAll(".lane").size())).isBetween(10, 80);
  }
}
