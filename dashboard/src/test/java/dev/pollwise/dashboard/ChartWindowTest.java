package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.chart.BackoffModel;
import dev.pollwise.dashboard.feed.TestSimulators;
import dev.pollwise.dashboard.form.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.chart.LineChart;
import javafx.scene.chart.ValueAxis;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ChartWindowTest {

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

  private void launch(FxRobot robot) {
    window.awaitConnected();
    window.pollEvery("300 ms");
    // The answer above the chart takes its room when it is there; nothing moves afterwards.
    window.awaitThat(
        "forecast of a pacing that never learns",
        () ->
            window.model().forecast().found().get().filter(f -> f.learned().isEmpty()).isPresent());
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    window.awaitThat("three lines", () -> drawn() == 3);
    window.change(() -> plot().requestFocus());
  }

  private LineChart<?, ?> plot() {
    return LineChart.class.cast(window.stage.getScene().lookup("#backoff-plot"));
  }

  private long drawn() {
    return plot().getData().stream().filter(series -> !series.getData().isEmpty()).count();
  }

  private BackoffModel chart() {
    return window.model().backoff();
  }

  @Test
  void keysZoomPanAndShowAllAgain(FxRobot robot) {
    launch(robot);

    robot.push(KeyCode.EQUALS);
    window.awaitThat("closer", () -> chart().zoom().chosen().get().isPresent());
    double low = window.read(() -> chart().zoom().chosen().get().orElseThrow().low());
    robot.push(KeyCode.SHIFT, KeyCode.LEFT);
    window.awaitThat("moved", () -> chart().zoom().chosen().get().orElseThrow().low() < low);
    robot.push(KeyCode.DIGIT0);
    window.awaitThat("all again", () -> chart().zoom().chosen().get().isEmpty());
    assertThat(window.node("#chart-whole", Button.class).isDisabled()).isTrue();
  }

  @Test
  void aDragShowsWhatItSpansAndTheWheelLooksCloser(FxRobot robot) {
    launch(robot);

    robot.drag(plot()).moveBy(60, 0).drop();
    window.awaitThat("a part", () -> chart().zoom().chosen().get().isPresent());
    double length = window.read(() -> chart().zoom().chosen().get().orElseThrow().length());

    window.change(() -> Event.fireEvent(plot(), wheel(false)));
    window.awaitThat(
        "another part",
        () -> chart().zoom().chosen().get().map(part -> part.length() != length).orElse(true));
  }

  @Test
  void pausedTheChartSaysHowMuchIsNew(FxRobot robot) {
    launch(robot);

    robot.push(KeyCode.P);

    ToggleButton pause = window.node("#chart-pause", ToggleButton.class);
    window.awaitThat(
        "something new",
        () -> pause.getText().matches("Paused, [1-9]\\d* new") && pause.isSelected());
    robot.push(KeyCode.P);
    window.awaitThat("live", () -> pause.getText().isEmpty());
  }

  @Test
  void theSelectedJobIsShownAloneAndAllAgain(FxRobot robot) {
    launch(robot);
    window.change(
        () -> window.model().jobs().select(Optional.of(window.model().jobs().rows().get(1))));

    robot.push(KeyCode.I);
    window.awaitThat("one line", () -> drawn() == 1);

    window.change(window.node("#chart-all", Button.class)::fire);
    window.awaitThat("three lines again", () -> drawn() == 3);
  }

  @Test
  void theCrosshairGoesByKeyboardToo(FxRobot robot) {
    launch(robot);

    robot.push(KeyCode.LEFT);
    window.awaitThat("values told", () -> window.shows("planned: 300 ms"));
    robot.push(KeyCode.ESCAPE);
    window.awaitThat("nothing told", () -> !window.shows("planned: 300 ms"));
  }

  @Test
  void theChartIsSavedAsNumbersAndAFailureIsToldInPlace(FxRobot robot) throws IOException {
    launch(robot);
    Path numbers = folder.resolve("intervals.csv");

    window.change(() -> chart().saveNumbers(numbers));

    window.awaitThat("saved", () -> chart().saves().news().get().equals("saved intervals.csv"));
    assertThat(Files.readAllLines(numbers)).hasSizeGreaterThan(3);
    window.change(() -> chart().saveNumbers(folder.resolve("no/such/intervals.csv")));
    window.awaitThat("told", () -> window.shows("intervals.csv is not saved"));
  }

  @Test
  void aPictureOfTheChartIsAReadablePng(FxRobot robot) throws IOException {
    launch(robot);
    Path file = folder.resolve("chart.png");

    Image picture = window.read(() -> plot().snapshot(new SnapshotParameters(), null));
    Png.write(picture, file);

    Image read = new Image(file.toUri().toString());
    assertThat(read.isError()).isFalse();
    assertThat(read.getWidth()).isEqualTo(picture.getWidth());
    int x = (int) (picture.getWidth() / 2);
    int y = (int) (picture.getHeight() / 2);
    assertThat(read.getPixelReader().getArgb(x, y) & 0xffffff)
        .isEqualTo(picture.getPixelReader().getArgb(x, y) & 0xffffff);
  }

  @Test
  void aLaunchAndAChangedPolicyAreUprightRulesWithTheirNames(FxRobot robot) {
    launch(robot);
    window.change(window.node("#chart-session", ToggleButton.class)::fire);

    window.pollEvery("400 ms");

    window.awaitThat("labels", () -> labels().equals(List.of("policy", "run 1")));
    javafx.scene.shape.Path rule =
        window.node(".session-rule.session-policy", javafx.scene.shape.Path.class);
    assertThat(window.read(() -> rule.getElements().size())).isEqualTo(2);
  }

  private List<String> labels() {
    return plot().lookupAll(".session-label").stream()
        .filter(Node::isVisible)
        .map(Text.class::cast)
        .map(Text::getText)
        .sorted()
        .toList();
  }

  @Test
  void heightsAreZoomedByKeysAndByTheWheelWithShift(FxRobot robot) {
    launch(robot);
    ValueAxis<?> up = ValueAxis.class.cast(plot().getYAxis());
    double all = window.read(up::getUpperBound);

    robot.push(KeyCode.UP);
    window.awaitThat("closer", () -> up.getUpperBound() < all && up.getLowerBound() > 0);
    double low = window.read(up::getLowerBound);
    robot.push(KeyCode.SHIFT, KeyCode.UP);
    window.awaitThat("higher", () -> up.getLowerBound() > low);
    robot.push(KeyCode.DIGIT0);
    window.awaitThat("all again", () -> up.getLowerBound() == 0);

    window.change(() -> Event.fireEvent(plot(), wheel(true)));
    window.awaitThat("closer by the wheel", () -> chart().heights().chosen().get().isPresent());
    assertThat(window.read(() -> chart().zoom().chosen().get())).isEmpty();
  }

  /**
   * A notch of the wheel. The robot of the headless platform turns it without the keys that are
   * held, and over whichever window has the focus: that of a hint, now and then.
   */
  private ScrollEvent wheel(boolean withShift) {
    double across = withShift ? 40 : 0;
    double up = withShift ? 0 : 40;
    Point2D middle = plot().localToScene(plot().getWidth() / 2, plot().getHeight() / 2);
    return new ScrollEvent(
        ScrollEvent.SCROLL,
        middle.getX(),
        middle.getY(),
        0,
        0,
        withShift,
        false,
        false,
        false,
        true,
        false,
        across,
        up,
        across,
        up,
        ScrollEvent.HorizontalTextScrollUnits.NONE,
        0,
        ScrollEvent.VerticalTextScrollUnits.NONE,
        0,
        0,
        new PickResult(plot(), middle.getX(), middle.getY()));
  }
}
