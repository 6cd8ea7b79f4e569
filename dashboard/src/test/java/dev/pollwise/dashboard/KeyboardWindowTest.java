package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ModalPane;
import atlantafx.base.controls.Popover;
import dev.pollwise.dashboard.feed.TestSimulators;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.jobs.JobState;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.shell.Event;
import dev.pollwise.dashboard.shell.Motion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What a person does without a mouse: stop, choose in popovers, look keys up, change the looks. */
@ExtendWith(ApplicationExtension.class)
class KeyboardWindowTest {

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set by the start method of the test
  private Window window;

  @Start
  void open(Stage stage) {
    window = Window.open(stage, TestSimulators.lasting(Duration.ofMinutes(5)), folder);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private static Optional<PopupWindow> popup() {
    return javafx.stage.Window.getWindows().stream()
        .filter(PopupWindow.class::isInstance)
        .map(PopupWindow.class::cast)
        .filter(javafx.stage.Window::isShowing)
        .findFirst();
  }

  private void launch(FxRobot robot) {
    window.awaitConnected();
    window.pollEvery("1 s");
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    window.awaitThat("three running", () -> window.model().jobs().watched().get() == 3);
  }

  @Test
  void stopsTheSelectedJobAndThenAll(FxRobot robot) {
    launch(robot);
    Button stop = window.node("#stop-watching", Button.class);
    assertThat(stop.isDisabled()).isTrue();
    window.change(
        () -> window.model().jobs().select(Optional.of(window.model().jobs().rows().getFirst())));
    window.awaitThat("can be stopped", () -> !stop.isDisabled());

    window.change(stop::requestFocus);
    robot.push(KeyCode.SPACE);
    window.awaitThat(
        "one stopped, two running",
        () ->
            window.states().getFirst() == JobState.STOPPED
                && window.model().jobs().watched().get() == 2
                && stop.isDisabled());

    Button all = window.node("#stop-all", Button.class);
    window.change(all::requestFocus);
    robot.push(KeyCode.SPACE);
    window.awaitThat(
        "none running", () -> window.model().jobs().watched().get() == 0 && all.isDisabled());
  }

  @Test
  void aLaunchOfManyIsStoppedOnItsWay(FxRobot robot) {
    window.awaitConnected();
    TestSimulators.slowDown(window.simulator, Duration.ofMillis(500));
    window.change(() -> window.model().launch().copies().text().set("300"));
    Button stop = window.node("#stop-launching", Button.class);
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    window.awaitThat(
        "under way", () -> stop.getParent().isVisible() && !window.model().jobs().rows().isEmpty());

    window.change(stop::fire);

    window.awaitThat("over", () -> !window.model().launch().progress().busy().get());
    assertThat(window.read(() -> window.model().jobs().rows().size())).isBetween(1, 899);
    assertThat(window.read(stop.getParent()::isVisible)).isFalse();
  }

  @Test
  void aComparisonIsStoppedOnItsWay() {
    window.awaitConnected();
    TabPane areas = window.node("#areas", TabPane.class);
    window.change(() -> areas.getSelectionModel().select(2));
    Button stop = window.node("#stop-comparison", Button.class);
    window.change(() -> {
      window.model().compare().jobs().text().set("100000");
      window.model().compare().chosen().setAll(window.model().compare().candidates());
      Button.class.cast(window.stage.getScene().lookup("#run-comparison")).fire();
    });
    window.awaitThat("under way", () -> stop.getParent().isVisible());

    window.change(stop::fire);

    assertThat(window.read(() -> window.model().compare().running().get())).isFalse();
    assertThat(window.read(() -> window.model().compare().found().get())).isEmpty();
    assertThat(window.node("#run-comparison", Button.class).isVisible()).isTrue();
  }

  @Test
  void policiesToCompareAreChosenInTheirListByArrowsAndSpace(FxRobot robot) {
    window.awaitConnected();
    TabPane areas = window.node("#areas", TabPane.class);
    window.change(() -> areas.getSelectionModel().select(2));
    MenuButton choose = window.node("#choose-policies", MenuButton.class);
    int before = window.read(() -> window.model().compare().chosen().size());
    window.change(choose::requestFocus);

    robot.push(KeyCode.SPACE);
    window.awaitThat("the search is focused", () -> focusedInPopup("text-field"));
    robot.push(KeyCode.DOWN);
    window.awaitThat("the list is focused", () -> focusedInPopup("list-view"));
    robot.push(KeyCode.DOWN);
    robot.push(KeyCode.SPACE);
    window.awaitThat("one less", () -> window.model().compare().chosen().size() == before - 1);
    robot.push(KeyCode.ESCAPE);

    window.awaitThat("closed", () -> popup().isEmpty() && choose.isFocused());
    assertThat(window.read(choose::getText)).isEqualTo((before - 1) + " policies");
  }

  @Test
  void languagesAreChosenInTheirListByArrowsAndSpace(FxRobot robot) {
    window.awaitConnected();
    Node chooser = window.node("#languages", Node.class);
    int before = window.read(() -> window.model().launch().languages().size());
    window.change(chooser::requestFocus);

    robot.push(KeyCode.SPACE);
    window.awaitThat("the search is focused", () -> focusedInPopup("text-field"));
    robot.push(KeyCode.DOWN);
    window.awaitThat("the list is focused", () -> focusedInPopup("list-view"));
    robot.push(KeyCode.SPACE);
    window.awaitThat(
        "the first was chosen already, and is no more",
        () -> window.model().launch().languages().size() == before - 1);
    robot.push(KeyCode.ESCAPE);

    window.awaitThat("closed", () -> popup().isEmpty() && chooser.isFocused());
  }

  private static boolean focusedInPopup(String style) {
    return popup()
        .map(popup -> popup.getScene().getFocusOwner())
        .filter(node -> node.getStyleClass().contains(style))
        .isPresent();
  }

  @Test
  void theLastErrorOpensWithItsCopyButtonFocusedAndEscapeClosesIt(FxRobot robot) {
    window.awaitConnected();
    window.change(() -> accept(new Event.LaunchDone(order(), 0, List.of(Problem.of("no room")))));
    Button error = window.node("#last-problem", Button.class);
    window.awaitThat("told", error::isVisible);
    window.change(error::requestFocus);

    robot.push(KeyCode.SPACE);
    window.awaitThat("open", () -> focusedInPopup("button"));
    robot.push(KeyCode.ESCAPE);

    window.awaitThat("closed", () -> popup().isEmpty() && error.isFocused());
  }

  private static LaunchOrder order() {
    return new LaunchOrder(
        new ServerChoice.Embedded(), URI.create("https://a.example"), List.of("French"), 1);
  }

  @Test
  void theCheatSheetTellsEveryAcceleratorOfTheWindow(FxRobot robot) {
    window.awaitConnected();

    robot.push(KeyCode.F1);

    window.awaitThat("open", () -> window.stage.getScene().lookup("#cheat-sheet") != null);
    List<String> keys =
        window.read(() ->
            window.stage.getScene().lookup("#cheat-sheet").lookupAll(".key").stream()
                .map(Label.class::cast)
                .map(Label::getText)
                .toList());
    List<String> synonyms =
        List.of("Escape", "Ctrl+=", "Ctrl+Add", "Ctrl+Shift+=", "Ctrl+Subtract");
    assertThat(window.read(() -> List.copyOf(window.stage.getScene().getAccelerators().keySet())))
        .allSatisfy(each ->
            assertThat(Stream.concat(keys.stream(), synonyms.stream()))
                .contains(each.getDisplayText().replace("↵", "Enter")));
    assertThat(keys).contains("Ctrl+Enter", "F1", "P", "I", "End").doesNotContain("");

    robot.push(KeyCode.ESCAPE);
    ModalPane dialogs = window.node("#dialogs", ModalPane.class);
    window.awaitThat("closed", () -> !dialogs.isDisplay());
  }

  @Test
  void withReducedMotionToastsAndPopoversAreThereAtOnce() {
    window.awaitConnected();
    Node toast = window.node("#toast", Node.class);
    window.change(() -> window.model().window().motion().set(Motion.FULL));
    assertThat(window.read(this::opacityOnceTheServerIsLost)).isZero();
    window.awaitThat("there", () -> toast.getOpacity() == 1);
    findAgain();

    window.change(() -> window.model().window().motion().set(Motion.REDUCED));
    assertThat(window.read(this::opacityOnceTheServerIsLost)).isEqualTo(1);
    window.change(window.node("#last-problem", Button.class)::fire);
    window.awaitThat("open", () -> popup().isPresent());
    assertThat(((Popover) popup().orElseThrow()).isAnimated()).isFalse();
  }

  private double opacityOnceTheServerIsLost() {
    accept(new Event.ServerMissed(new ServerChoice.Embedded(), Problem.of("gone")));
    return window.stage.getScene().lookup("#toast").getOpacity();
  }

  private void findAgain() {
    window.change(() -> {
      window.model().launch().connect();
      window.model().toasts().dismiss();
    });
    window.awaitConnected();
    window.change(window.model().toasts()::dismiss);
  }

  private void accept(Event news) {
    window.model().accept(List.of(news), Duration.ofDays(1));
  }

  @Test
  void behindAnOpenQuestionNothingIsReachedByTab(FxRobot robot) {
    robot.push(KeyCode.F1);
    window.awaitThat("the sheet", () -> window.stage.getScene().lookup("#close-sheet") != null);

    for (int i = 0; i < 3; i++) {
      robot.push(KeyCode.TAB);
    }
    robot.push(KeyCode.SHIFT, KeyCode.TAB);

    assertThat(window.read(() -> window.stage.getScene().getFocusOwner().getId()))
        .isEqualTo("close-sheet");
  }
}
