package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.feed.TestSimulators;
import dev.pollwise.dashboard.shell.Colours;
import dev.pollwise.dashboard.shell.WindowText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What a window remembers from one session to the next. */
@ExtendWith(ApplicationExtension.class)
class MemoryWindowTest {

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set by the start method of the test
  private Window window;

  @Start
  void open(Stage stage) {
    window = opened(stage);
  }

  private static Window opened(Stage stage) {
    return Window.openAgain(stage, TestSimulators.lasting(Duration.ofSeconds(1)), folder);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void reopen() {
    Window before = window;
    window =
        before.read(() -> {
          before.stage.hide();
          before.close();
          return opened(new Stage());
        });
    window.awaitConnected();
  }

  private double heightOfText() {
    Text text = Text.class.cast(window.stage.getScene().lookup(".panel-title .text"));
    return text.getFont().getSize();
  }

  @Test
  void theNextSessionLooksAsTheLastOneWasLeft(FxRobot robot) {
    window.awaitConnected();
    double usual = window.read(this::heightOfText);
    window.change(() -> {
      window.stage.setWidth(1100);
      window.stage.setHeight(760);
      window.model().window().colours().set(Colours.DARK);
    });
    robot.push(KeyCode.CONTROL, KeyCode.EQUALS);
    robot.push(KeyCode.CONTROL, KeyCode.EQUALS);
    window.awaitThat("larger text", () -> heightOfText() > usual * 1.2);
    SplitPane split = window.node(".evidence", SplitPane.class);
    window.change(() -> split.setDividerPositions(0.3, 0.6));
    TabPane areas = window.node("#areas", TabPane.class);
    window.change(() -> areas.getSelectionModel().selectLast());
    window.change(() -> window.model().profiles().name().set("thrifty"));
    window.pollEvery("3 s");
    window.change(() -> window.model().profiles().save());
    window.awaitThat("saved", () -> !window.model().profiles().profiles().isEmpty());

    reopen();

    assertThat(window.read(() -> window.stage.getWidth())).isEqualTo(1100);
    assertThat(window.read(() -> window.stage.getHeight())).isEqualTo(760);
    assertThat(window.read(() -> window.stage.getScene().getRoot().getStyleClass()))
        .contains("dark");
    window.awaitThat("larger text", () -> heightOfText() > usual * 1.2);
    TabPane again = window.node("#areas", TabPane.class);
    assertThat(window.read(() -> again.getSelectionModel().getSelectedItem().getId()))
        .isEqualTo("area-server");
    window.awaitThat(
        "the profile is in force",
        () -> window.model().policy().interval().value().get().equals(Duration.ofSeconds(3)));
    window.change(() -> again.getSelectionModel().selectFirst());
    SplitPane splitAgain = window.node(".evidence", SplitPane.class);
    assertThat(window.read(() -> splitAgain.getDividerPositions()[0])).isBetween(0.28, 0.32);
  }

  @Test
  void columnsAndTheOrderOfRowsAreAsTheyWereLeft() {
    window.awaitConnected();
    TabPane areas = window.node("#areas", TabPane.class);
    window.change(() -> {
      areas.getSelectionModel().selectFirst();
      window.stage.setWidth(1440);
    });
    window.awaitThat("wide", () -> table().getWidth() > 900);
    window.change(() -> {
      table().resizeColumn(column("Status"), 47);
      table().getColumns().add(0, table().getColumns().remove(2));
      column("Job").setSortType(TableColumn.SortType.DESCENDING);
      table().getSortOrder().setAll(List.of(column("Job")));
    });
    window.awaitThat("kept", () -> look().contains("Job down"));
    double width = window.read(() -> column("Status").getWidth());
    assertThat(width).isGreaterThan(150);

    reopen();

    assertThat(window.read(() -> table().getColumns().getFirst().getText())).isEqualTo("Elapsed");
    window.awaitThat("as wide", () -> Math.abs(column("Status").getWidth() - width) <= 1);
    window.change(() -> window.model().launch().launch());
    window.awaitThat("jobs", () -> table().getItems().size() == 4);
    window.awaitThat(
        "the last of the alphabet first",
        () -> titles().equals(titles().stream().sorted(Comparator.reverseOrder()).toList()));
  }

  private String look() {
    return WindowText.write(window.model().window());
  }

  @SuppressWarnings("unchecked") // the rows of that table
  private TableView<Object> table() {
    return (TableView<Object>) window.stage.getScene().lookup("#jobs-table");
  }

  private TableColumn<Object, ?> column(String name) {
    return table().getColumns().stream()
        .filter(column -> column.getText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> titles() {
    return table().getItems().stream()
        .skip(1)
        .map(line -> String.valueOf(column("Job").getCellData(line)))
        .toList();
  }

  @Test
  void areasAreReachedByKeyboard(FxRobot robot) {
    window.awaitConnected();
    TabPane areas = window.node("#areas", TabPane.class);
    window.change(() -> areas.getSelectionModel().selectFirst());

    robot.push(KeyCode.CONTROL, KeyCode.PAGE_UP);
    assertThat(window.read(() -> areas.getSelectionModel().getSelectedIndex()))
        .isEqualTo(areas.getTabs().size() - 1);
    robot.push(KeyCode.CONTROL, KeyCode.PAGE_DOWN);
    assertThat(window.read(() -> areas.getSelectionModel().getSelectedIndex())).isZero();
    robot.push(KeyCode.CONTROL, KeyCode.PAGE_DOWN);
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
    assertThat(window.read(() -> areas.getSelectionModel().getSelectedIndex())).isZero();
    assertThat(window.node("#log-table", javafx.scene.Node.class).isFocused()).isTrue();
  }
}
