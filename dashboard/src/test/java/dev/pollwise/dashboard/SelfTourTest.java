package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.feed.TestSimulators;
import dev.pollwise.dashboard.jobs.JobState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The window that shows itself, in the real window. */
@ExtendWith(ApplicationExtension.class)
class SelfTourTest {

  @TempDir private static Path folder;

  private final List<String> told = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // set by the start method of the test
  private Window window;

  @Start
  void open(Stage stage) {
    window = Window.open(stage, TestSimulators.lasting(Duration.ofMillis(300)), folder);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void play(SelfTour.Extent extent) {
    window.change(() ->
        new SelfTour(window.stage.getScene(), window.model(), told::add, ends::add).play(extent));
  }

  @Test
  void tellsTheFirstFrameAndEnds() {
    play(SelfTour.Extent.START);

    window.awaitThat("the end", () -> !ends.isEmpty());
    assertThat(told).containsExactly(SelfTour.FIRST_FRAME);
    assertThat(ends).containsExactly(0);
    assertThat(window.states()).isEmpty();
  }

  @Test
  void goesThroughEveryAreaAndSeesJobsToTheirEnd() {
    TabPane areas = window.node("#areas", TabPane.class);
    Set<Tab> visited = new LinkedHashSet<>();
    window.change(() ->
        areas
            .getSelectionModel()
            .selectedItemProperty()
            .addListener((o, before, now) -> visited.add(now)));

    play(SelfTour.Extent.TOUR);

    window.awaitThat("the end", () -> !ends.isEmpty());
    assertThat(told).containsExactly(SelfTour.FIRST_FRAME, "pollwise-dashboard: toured");
    assertThat(ends).containsExactly(0);
    assertThat(visited).containsExactlyInAnyOrderElementsOf(areas.getTabs());
    assertThat(window.states()).isNotEmpty().containsOnly(JobState.COMPLETED);
    assertThat(window.read(() -> window.model().compare().found().get())).isPresent();
  }
}
