package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ModalPane;
import dev.pollwise.dashboard.feed.TestSimulators;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobState;
import dev.pollwise.dashboard.jobs.ServerModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.chart.LineChart;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
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

/** Launching in the real window against the real embedded simulator. */
@ExtendWith(ApplicationExtension.class)
class LaunchWindowTest {

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set by the start method of the test
  private Window window;

  @Start
  void open(Stage stage) {
    window = Window.open(stage, TestSimulators.lasting(Duration.ofMillis(1200)), folder);
  }

  @AfterEach
  void close() {
    window.close();
  }

  @Test
  void jobsLaunchedByKeyboardCompleteInTableLogAndChart(FxRobot robot) {
    window.awaitConnected();
    window.pollEvery("300 ms");

    robot.push(KeyCode.CONTROL, KeyCode.ENTER);

    window.awaitThat("three jobs in the table", () -> window.model().jobs().rows().size() == 3);
    window.awaitThat(
        "all completed",
        () ->
            window.model().jobs().rows().stream()
                .allMatch(row -> row.state().get() == JobState.COMPLETED));
    TableView<?> table = window.node("#jobs-table", TableView.class);
    assertThat(table.getItems()).as("the run and its jobs").hasSize(4);
    assertThat(window.node("#chip-completed", ToggleButton.class).getText())
        .isEqualTo("3 completed");
    // The end is told after the status that brings it, possibly in a later batch of news.
    window.awaitThat(
        "three ends in the log",
        () ->
            window.model().log().shown().stream()
                    .filter(line -> line.message().startsWith("completed;"))
                    .count()
                == 3);
    window.awaitThat("three lines in the chart", () -> drawnLines() == 3);
    assertThat(window.model().jobs().rows())
        .allSatisfy(row -> {
          assertThat(row.video().get()).isPresent();
          assertThat(row.late().get().orElseThrow().time()).isLessThan(Duration.ofSeconds(3));
          assertThat(row.intervals()).hasSizeGreaterThanOrEqualTo(3);
        });
  }

  private long drawnLines() {
    LineChart<?, ?> chart = LineChart.class.cast(window.stage.getScene().lookup("#backoff-plot"));
    return chart.getData().stream().filter(series -> !series.getData().isEmpty()).count();
  }

  @Test
  void aSelectedJobIsHighlightedInChartAndLog(FxRobot robot) {
    window.awaitConnected();
    window.pollEvery("300 ms");
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    window.awaitThat("jobs", () -> window.model().jobs().rows().size() == 3);
    JobRow first = window.model().jobs().rows().getFirst();

    TableView<?> table = window.node("#jobs-table", TableView.class);
    window.change(() -> table.getSelectionModel().select(1));

    assertThat(window.read(() -> window.model().jobs().selected().get()))
        .isEqualTo(Optional.of(first));
    window.awaitThat(
        "one line stands out in the chart", () -> count(".chart-series-line", "chosen") == 1);
    window.change(window.node("#log-only-job", Button.class)::fire);
    window.awaitThat(
        "the log shows lines of that job only",
        () -> count(".log .table-row-cell", "of-selected") > 0);
    assertThat(window.read(() -> window.model().log().shown()))
        .allMatch(line -> line.source().label().equals(first.title().get()));
  }

  @Test
  void enterOnAJobOpensAllOfItsCallsAndEscapeLeadsBack(FxRobot robot) {
    window.awaitConnected();
    window.pollEvery("300 ms");
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    window.awaitThat(
        "an end", () -> window.model().jobs().tally().get().containsKey(JobState.COMPLETED));
    TableView<?> table = window.node("#jobs-table", TableView.class);
    window.change(() -> {
      table.getSelectionModel().select(1);
      table.requestFocus();
    });

    robot.push(KeyCode.ENTER);

    window.awaitThat("the page", () -> window.stage.getScene().lookup("#page-calls") != null);
    TextArea details = window.node("#page-details", TextArea.class);
    window.awaitThat("the last call in full", () -> details.getText().contains("HTTP 200"));
    assertThat(details.getText()).contains("Why then:", "GET http://127.0.0.1", "[redacted]");
    robot.push(KeyCode.ESCAPE);
    ModalPane dialogs = window.node("#dialogs", ModalPane.class);
    window.awaitThat("closed", () -> !dialogs.isDisplay() && table.isFocused());
    assertThat(window.read(() -> window.model().page().job().get())).isEmpty();
  }

  private long count(String query, String pseudoClass) {
    PseudoClass state = PseudoClass.getPseudoClass(pseudoClass);
    Set<Node> nodes = window.stage.getScene().getRoot().lookupAll(query);
    return nodes.stream().filter(node -> node.getPseudoClassStates().contains(state)).count();
  }

  @Test
  void aPaidLaunchAsksFirstAndEscapeMeansNo(FxRobot robot) {
    window.awaitConnected();
    window.change(() -> {
      window.model().launch().server().embedded().set(false);
      window.model().launch().server().address().text().set("https://api.heygen.example");
    });

    robot.push(KeyCode.CONTROL, KeyCode.ENTER);

    window.awaitThat("the question", () -> window.stage.getScene().lookup("#confirm") != null);
    assertThat(window.shows("about $60")).isTrue();
    assertThat(window.shows("assuming 10 minutes")).isTrue();
    robot.push(KeyCode.ESCAPE);
    window.awaitThat("no question any more", () -> window.model().question().get().isEmpty());
    assertThat(window.states()).isEmpty();
  }

  @Test
  void aServerThatIsDownIsToldInPlaceAndInTheStatusBar() {
    window.awaitConnected();
    window.change(() -> {
      window.model().launch().server().embedded().set(false);
      window.model().launch().server().address().text().set("http://127.0.0.1:1");
      window.model().launch().connect();
    });

    window.awaitThat(
        "told", () -> window.model().server().contact().get() == ServerModel.Contact.SILENT);
    assertThat(window.read(() -> window.model().launch().problem().get()))
        .contains("http://127.0.0.1:1 does not answer");
    assertThat(window.node("#contact", Label.class).getText()).isEqualTo("not answering");
    assertThat(window.node("#last-problem", javafx.scene.control.Button.class).isVisible())
        .isTrue();
  }

  @Test
  void theThemeSwitchLeavesNothingBehind(FxRobot robot) {
    window.awaitConnected();
    List<String> root = window.stage.getScene().getRoot().getStyleClass();
    boolean darkAtFirst = root.contains("dark");

    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
    window.awaitThat("the other theme", () -> root.contains("dark") != darkAtFirst);
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
    window.awaitThat("the first theme", () -> root.contains("dark") == darkAtFirst);
  }

  @Test
  void theCheatSheetOpensAndClosesByKeyboard(FxRobot robot) {
    window.awaitConnected();
    robot.push(KeyCode.F1);
    window.awaitThat("open", () -> window.stage.getScene().lookup("#close-sheet") != null);
    assertThat(window.shows("Ctrl+Shift+D")).isTrue();

    ModalPane dialogs = window.node("#dialogs", ModalPane.class);
    robot.push(KeyCode.ESCAPE);
    window.awaitThat("closed", () -> !dialogs.isDisplay());
  }
}
