package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.duel.DuelScore;
import dev.pollwise.dashboard.duel.Side;
import dev.pollwise.dashboard.feed.TestSimulators;
import java.nio.file.Path;
import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
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

/** The first minute: an offer, one key, and a duel whose score says who is ahead. */
@ExtendWith(ApplicationExtension.class)
class DuelWindowTest {

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set by the start method of the test
  private Window window;

  @Start
  void open(Stage stage) {
    window = Window.open(stage, TestSimulators.lasting(Duration.ofMillis(500)), folder);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private boolean isOffered() {
    return window.read(() -> window.stage.getScene().lookup("#duel-offer").isVisible());
  }

  private DuelScore score() {
    return window.model().duel().score().get().orElseThrow();
  }

  private long drawn(String style) {
    return window.stage.getScene().getRoot().lookupAll("." + style).stream()
        .map(javafx.scene.shape.Path.class::cast)
        .filter(path -> path.isVisible() && !path.getElements().isEmpty())
        .count();
  }

  private void fire(String id) {
    window.change(() -> Button.class.cast(window.stage.getScene().lookup(id)).fire());
  }

  @Test
  void oneKeyShowsADuelThatIsDrawnAndJudgedWhileItRuns(FxRobot robot) {
    window.awaitConnected();
    assertThat(isOffered()).isTrue();
    window.pollEvery("200 ms");
    window.change(() -> {
      window.model().policyInForce().enterForLaunch();
      window.model().duel().chosen(Side.ABOVE).set("Current policy");
      window.model().duel().jobs().set(3);
    });

    robot.push(KeyCode.F2);

    window.awaitThat("running", () -> window.model().duel().running().get());
    assertThat(isOffered()).isFalse();
    TabPane areas = window.node("#areas", TabPane.class);
    assertThat(window.read(() -> areas.getSelectionModel().getSelectedItem().getText()))
        .isEqualTo("Duel");
    window.awaitThat("the first end seen by both", () -> score().below().seen() == 1);
    window.awaitThat("the other, too", () -> score().above().seen() == 1);
    window.awaitThat("drawn above and below", () -> drawn("duel-call") >= 2);
    window.awaitThat("the true end drawn", () -> drawn("duel-true-end") == 1);
    window.awaitThat("lateness drawn", () -> drawn("duel-late") == 2);
    Label verdict = window.node("#duel-verdict", Label.class);
    assertThat(window.read(verdict::getText)).contains("costs").contains("so far");
    assertThat(window.read(() -> score().cost(Side.ABOVE))).isPositive();

    fire("#duel-stop");
    window.awaitThat("stopped", () -> !window.model().duel().running().get());
    assertThat(window.read(() -> score().progress())).contains("then stopped");
    assertThat(window.model().jobs().rows()).isEmpty();

    window.change(() -> window.model().duel().chosen(Side.BELOW).set("HeyGen CLI"));
    fire("#duel-begin");
    window.awaitThat("another lane", () -> window.model().duel().lanes().size() == 1);
    assertThat(window.read(() -> score().below().name())).isEqualTo("HeyGen CLI");
    assertThat(window.read(() -> score().below().seen())).isZero();
  }

  @Test
  void whoDeclinesIsNotAskedAgain() {
    fire("#duel-decline");
    assertThat(isOffered()).isFalse();
    Node begin = window.node("#duel-begin", Node.class);
    assertThat(begin).isNotNull();
    assertThat(window.read(() -> window.model().window().duelOffered().get())).isFalse();
  }
}
