package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.feed.TestSimulators;
import java.nio.file.Path;
import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.TableColumnHeader;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What explains itself under the pointer. */
@ExtendWith(ApplicationExtension.class)
class HintsWindowTest {

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set by the start method of the test
  private dev.pollwise.dashboard.Window window;

  @Start
  void open(Stage stage) {
    window =
        dev.pollwise.dashboard.Window.open(
            stage, TestSimulators.lasting(Duration.ofMinutes(5)), folder);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void awaitHint(FxRobot robot, String words) {
    window.awaitThat(
        words,
        () ->
            Window.getWindows().stream()
                .filter(Tooltip.class::isInstance)
                .map(Tooltip.class::cast)
                .anyMatch(tip -> tip.isShowing() && tip.getText().contains(words)));
    robot.moveBy(1, 0);
  }

  @Test
  void aButtonThatCanDoNothingSaysWhatItDoesAndWhenItCan(FxRobot robot) {
    window.awaitConnected();
    Button stop = window.node("#stop-watching", Button.class);
    assertThat(window.read(stop::isDisabled)).isTrue();

    robot.moveTo(stop);
    robot.moveBy(1, 1);

    awaitHint(robot, "Stop watching");
    awaitHint(robot, "Select a job that is watched.");
    assertThat(window.read(stop::getAccessibleHelp)).isEqualTo("Select a job that is watched.");
  }

  @Test
  void theHeaderOfAColumnSaysWhatItsNumbersAre(FxRobot robot) {
    window.awaitConnected();
    Node late =
        window.read(() ->
            window.stage.getScene().lookup("#jobs-table").lookupAll(".column-header").stream()
                .filter(TableColumnHeader.class::isInstance)
                .map(TableColumnHeader.class::cast)
                .filter(header -> header.getTableColumn() != null)
                .filter(header -> "Late".equals(header.getTableColumn().getText()))
                .findFirst()
                .orElseThrow());

    robot.moveTo(late);
    robot.moveBy(1, 1);

    awaitHint(robot, "How long the job had been over when that was seen");
  }
}
