package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.feed.TestSimulators;
import dev.pollwise.dashboard.jobs.JobState;
import dev.pollwise.dashboard.server.FaultKind;
import dev.pollwise.dashboard.server.SimulatorState;
import java.nio.file.Path;
import java.time.Duration;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The server area in the real window, over the control API of the real embedded simulator. */
@ExtendWith(ApplicationExtension.class)
class ServerWindowTest {

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set by the start method of the test
  private Window window;

  @Start
  void open(Stage stage) {
    window = Window.open(stage, TestSimulators.lasting(Duration.ofMillis(900)), folder);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void show() {
    window.awaitConnected();
    TabPane areas = window.node("#areas", TabPane.class);
    window.change(() -> areas.getSelectionModel().select(areas.getTabs().size() - 1));
    window.awaitThat("seen", () -> window.model().control().state().get().isPresent());
  }

  private SimulatorState state() {
    return window.model().control().state().get().orElseThrow();
  }

  @Test
  void aFaultAddedHereStrikesJobsAndIsLiftedHere() {
    show();
    ComboBox<?> kinds = window.node("#fault-kind", ComboBox.class);
    window.change(
        () -> kinds.getSelectionModel().select(kinds.getItems().indexOf(FaultKind.STATUS)));
    TextField lease = window.node("#lease", TextField.class);
    window.change(() -> lease.setText("5 min"));
    Button add = window.node("#add-fault", Button.class);
    window.change(add::fire);

    window.awaitThat("in force", () -> state().faults().size() == 1);
    assertThat(window.shows("status 503")).isTrue();
    assertThat(window.log()).contains("simulator: Answer with status: in force for 5 min");
    window.pollEvery("300 ms");
    window.change(() -> window.model().launch().launch());
    window.awaitThat(
        "the log tells of it",
        () ->
            window.model().log().shown().stream().anyMatch(line -> line.message().contains("503")));

    Button lift = window.node(".lift-fault", Button.class);
    window.change(lift::fire);
    window.awaitThat("lifted", () -> state().faults().isEmpty());
    assertThat(window.shows("No fault is in force.")).isTrue();
  }

  @Test
  void theVerdictOnThisClientComesWithItsJobs(FxRobot robot) {
    show();
    assertThat(window.shows("has not asked about a job yet")).isTrue();
    window.pollEvery("300 ms");
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    window.awaitThat(
        "all completed",
        () ->
            window.model().jobs().rows().size() == 3
                && window.model().jobs().rows().stream()
                    .allMatch(row -> row.state().get() == JobState.COMPLETED));

    window.awaitThat("three ends told", () -> state().verdict().told() == 3);
    assertThat(window.node("#verdict", Label.class).getText()).startsWith("Polite:");
    assertThat(window.read(() -> window.model().control().rates())).anyMatch(rate -> rate > 0);
    assertThat(window.node("#active-jobs", Label.class).getText()).isEqualTo("0 active jobs of 3");
  }

  @Test
  void theClockStandsStillWhenFrozenAndMovesOnWhenTold() {
    show();
    ToggleButton freeze = window.node("#freeze", ToggleButton.class);
    window.change(freeze::fire);
    window.awaitThat("frozen", () -> state().clock().frozen());
    Duration before = window.read(() -> state().clock().simulated());

    Button advance = window.node("#advance", Button.class);
    window.change(advance::fire);

    window.awaitThat(
        "a minute later",
        () -> state().clock().simulated().equals(before.plus(Duration.ofMinutes(1))));
    assertThat(window.shows("standing still")).isTrue();
  }

  @Test
  void aScenarioChosenHereIsInForceInTheLaunchFormToo() {
    show();
    ComboBox<?> scenarios = window.node("#server-scenario", ComboBox.class);
    int chaos = window.read(() -> state().scenarios().indexOf("chaos"));
    window.change(() -> scenarios.getSelectionModel().select(chaos));

    window.awaitThat("in force", () -> window.model().launch().scenario().get().equals("chaos"));
    assertThat(window.node("#scenario", ComboBox.class).getValue()).isEqualTo("chaos");
  }

  @Test
  void aServerWithoutAControlFaceIsNamedAsSuch() {
    window.awaitConnected();
    TabPane areas = window.node("#areas", TabPane.class);
    window.change(() -> areas.getSelectionModel().select(areas.getTabs().size() - 1));
    window.change(() -> {
      window.model().launch().server().embedded().set(false);
      window.model().launch().server().address().text().set("http://127.0.0.1:1");
      window.model().launch().connect();
    });

    window.awaitThat(
        "looked for in vain",
        () ->
            window
                .model()
                .control()
                .absence()
                .get()
                .startsWith("No control API answers at http://127.0.0.1:2."));
    assertThat(window.shows("No control API")).isTrue();
  }

  @Test
  void nothingIsAskedWhileAnotherAreaShows() {
    show();
    TabPane areas = window.node("#areas", TabPane.class);
    window.change(() -> areas.getSelectionModel().select(0));

    assertThat(window.read(() -> window.model().control().shown().get())).isFalse();
  }
}
