package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.feed.TestSimulators;
import dev.pollwise.dashboard.policy.PacingKind;
import java.nio.file.Path;
import java.time.Duration;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What the policy costs, where one looks. */
@ExtendWith(ApplicationExtension.class)
class AnswerWindowTest {

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set by the start method of the test
  private Window window;

  @Start
  void open(Stage stage) {
    window = Window.open(stage, TestSimulators.lasting(Duration.ofMillis(1500)), folder);
    stage.setWidth(1280);
    stage.setHeight(720);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private String text(String id) {
    return window.node(id, Label.class).getText();
  }

  private void awaitForecast() {
    window.awaitConnected();
    window.awaitThat("a forecast", () -> text("#asks-learned-forecast").contains("once"));
  }

  @Test
  void theAnswerIsWholeAndAboveTheChartInASmallWindow() {
    awaitForecast();
    window.change(() -> {
      window.stage.getScene().getRoot().applyCss();
      window.stage.getScene().getRoot().layout();
    });

    for (String id :
        new String[] {
          "#asks-forecast",
          "#late-forecast",
          "#costs-forecast",
          "#asks-learned-forecast",
          "#price-slider",
          "#price-words",
          "#belief",
          "#belief-plot",
          "#best",
          "#frontier-plot"
        }) {
      Region part = window.node(id, Region.class);
      Bounds bounds = window.read(() -> part.localToScene(part.getLayoutBounds()));
      assertThat(window.read(part::isVisible)).as(id).isTrue();
      assertThat(bounds.getMaxX()).as(id).isLessThanOrEqualTo(1280);
      assertThat(bounds.getMaxY()).as(id).isLessThan(250);
      if (part instanceof Label label && !label.isWrapText()) {
        assertThat(window.read(label::getWidth))
            .as(id)
            .isGreaterThanOrEqualTo(window.read(() -> Math.floor(label.prefWidth(-1))));
      }
    }
  }

  @Test
  void thePriceIsMovedByKeysAndTheBestGlidesWithIt(FxRobot robot) {
    awaitForecast();
    Slider slider = window.node("#price-slider", Slider.class);
    Duration before = window.read(() -> window.model().policy().policy().get().callPrice());
    window.change(slider::requestFocus);

    robot.push(KeyCode.RIGHT);

    Duration after = window.read(() -> window.model().policy().policy().get().callPrice());
    assertThat(after).isLessThan(before);
    window.awaitThat("in force", () -> window.model().policy().inForce().callPrice().equals(after));
    robot.push(KeyCode.HOME);
    assertThat(text("#price-words")).isEqualTo("a call is worth 10 min of delay");
  }

  @Test
  void theSliderIsThereOnlyWhereThePricePacesSomething() {
    awaitForecast();
    Node row = window.node("#price-slider", Slider.class).getParent();

    window.change(() -> window.model().policy().kind().set(PacingKind.FIXED));

    assertThat(window.read(row::isVisible)).isFalse();
    assertThat(window.shows("r paces nothing here.")).isTrue();
  }

  @Test
  void whatTheJobsComeToAndWhatIsLearnedShowsAsTheyEnd(FxRobot robot) {
    awaitForecast();
    assertThat(text("#belief")).isEqualTo("knows nothing yet");

    robot.push(KeyCode.CONTROL, KeyCode.ENTER);

    window.awaitThat("live", () -> text("#costs-live").endsWith("× the best"));
    window.awaitThat("learned", () -> text("#belief").startsWith("3 ends: half of the jobs"));
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    window.awaitThat("live", () -> text("#costs-learned-live").endsWith("× the best"));

    window.change(() -> window.node("#forget-learned", Hyperlink.class).fire());

    window.awaitThat("forgotten", () -> text("#belief").equals("knows nothing yet"));
  }
}
