package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.feed.TestSimulators;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.LogLevel;
import dev.pollwise.dashboard.log.LogModel;
import dev.pollwise.dashboard.shell.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
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
class LogWindowTest {

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set by the start method of the test
  private Window window;

  @Start
  void open(Stage stage) {
    window = Window.open(stage, TestSimulators.lasting(Duration.ofSeconds(1)), folder);
  }

  private void fillTheLog() {
    window.awaitConnected();
    news(LogModel.CAPACITY);
    window.awaitThat("the newest line in sight", () -> last() == size() - 1);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void news(int lines) {
    List<Event> news =
        IntStream.range(0, lines)
            .<Event>mapToObj(
                i -> new Event.Noted(Instant.EPOCH.plusMillis(i), LogLevel.INFO, "line " + i))
            .toList();
    window.change(() -> window.model().accept(news, Duration.ZERO));
  }

  private TableView<?> table() {
    return TableView.class.cast(window.stage.getScene().lookup("#log-table"));
  }

  private VirtualFlow<?> flow() {
    return VirtualFlow.class.cast(table().lookup(".virtual-flow"));
  }

  private int last() {
    return flow().getLastVisibleCell() == null ? -1 : flow().getLastVisibleCell().getIndex();
  }

  private int size() {
    return window.model().log().shown().size();
  }

  @Test
  void aHundredThousandLinesTakeNoMoreCellsThanFitInSight() {
    fillTheLog();
    assertThat(window.read(this::size)).isGreaterThan(LogModel.CAPACITY - LogModel.BLOCK);
    assertThat(window.read(() -> table().lookupAll(".table-row-cell").size())).isLessThan(60);
  }

  @Test
  void followingYieldsToTheKeyboardAndJumpToLiveTakesItUpAgain(FxRobot robot) {
    fillTheLog();
    window.change(() -> table().requestFocus());
    robot.push(KeyCode.HOME);
    window.awaitThat("not following", () -> !window.model().log().following().get());
    window.awaitThat("at the top", () -> flow().getFirstVisibleCell().getIndex() == 0);

    news(7);

    Button jump = window.node("#jump-to-live", Button.class);
    window.awaitThat("counted", () -> jump.getText().equals("Jump to live (7 new)"));
    window.change(jump::fire);
    window.awaitThat("live again", () -> last() == size() - 1 && !jump.isVisible());
  }

  @Test
  void theNewestLineStaysInSightWhenThereIsLessRoom() {
    fillTheLog();
    window.awaitThat("at the end", () -> last() == size() - 1);

    window.change(() -> window.node(".evidence", SplitPane.class).setDividerPositions(0.2, 0.85));

    window.awaitThat("less room", () -> table().getHeight() < 120);
    window.awaitThat("still at the end", () -> last() == size() - 1);
  }

  @Test
  void whatIsBeingReadStaysWhenTheOldestLinesGo() {
    fillTheLog();
    window.change(() -> {
      window.model().log().following().set(false);
      table().scrollTo(50_000);
    });
    window.awaitThat("there", () -> flow().getFirstVisibleCell().getIndex() == 50_000);
    Object read = window.read(() -> flow().getFirstVisibleCell().getItem());

    news(LogModel.BLOCK);

    window.awaitThat(
        "the same line at the top", () -> read.equals(flow().getFirstVisibleCell().getItem()));
    assertThat(window.read(() -> flow().getFirstVisibleCell().getIndex())).isLessThan(50_000);
  }

  @Test
  void theLinesShownAreSavedAndAFailureIsToldInPlace() throws IOException {
    fillTheLog();
    Path file = folder.resolve("saved.jsonl");
    window.change(() -> window.model().log().text().set("line 99"));
    int shown = window.read(this::size);

    window.change(() -> window.model().log().save(file));

    window.awaitThat(
        "saved", () -> window.model().log().saves().news().get().equals("saved saved.jsonl"));
    assertThat(Files.readAllLines(file)).hasSize(shown).allMatch(line -> line.startsWith("{"));

    window.change(() -> window.model().log().save(folder.resolve("no/such/folder.txt")));
    window.awaitThat("told", () -> window.shows("folder.txt is not saved"));
  }

  @Test
  void aChipForEachJobIsTakenAwayByPressingIt(FxRobot robot) {
    fillTheLog();
    window.change(() -> window.model().launch().launch());
    window.awaitThat("jobs", () -> window.model().jobs().rows().size() == 3);
    Button only = window.node("#log-only-job", Button.class);
    assertThat(only.isDisabled()).isTrue();
    for (JobRow row : List.copyOf(window.model().jobs().rows().subList(0, 2))) {
      window.change(() -> window.model().jobs().select(Optional.of(row)));
      window.change(only::fire);
    }
    window.awaitThat("two chips", () -> chips().size() == 2 && size() < 100);

    window.change(() -> chips().getFirst().requestFocus());
    robot.push(KeyCode.SPACE);
    window.awaitThat(
        "one chip, focused", () -> chips().size() == 1 && chips().getFirst().isFocused());
    robot.push(KeyCode.SPACE);
    window.awaitThat("all lines", () -> chips().isEmpty() && size() > 1000);
  }

  private List<Button> chips() {
    return window.stage.getScene().lookup("#log-chips").lookupAll(".chip").stream()
        .map(Button.class::cast)
        .toList();
  }
}
