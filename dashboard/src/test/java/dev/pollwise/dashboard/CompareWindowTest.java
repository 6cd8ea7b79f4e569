package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.compare.LawKind;
import dev.pollwise.dashboard.feed.TestSimulators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What a policy would cost, alone and beside others, in the real window. */
@ExtendWith(ApplicationExtension.class)
class CompareWindowTest {

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set by the start method of the test
  private Window window;

  @Start
  void open(Stage stage) {
    window = Window.open(stage, TestSimulators.lasting(Duration.ofSeconds(40)), folder);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private String sentence() {
    return window.read(
        () -> Label.class.cast(window.stage.getScene().lookup("#forecast-sentence")).getText());
  }

  @Test
  void theForecastFollowsTheFormAndTheScenario() {
    window.awaitConnected();
    window.pollEvery("15 s");

    window.awaitThat(
        "three calls, 5 s late: 15, 30 and 45 s for a job of 40 s",
        () -> sentence().startsWith("Asks 3 times and notices the end"));
    assertThat(window.model().forecast().law().kind().get()).isEqualTo(LawKind.SCENARIO);

    window.change(() -> {
      window.model().policy().jitter().text().set("0 %");
      window.model().policy().interval().text().set("30 s");
    });
    window.awaitThat(
        "two calls, at 30 and at 60 s",
        () -> sentence().startsWith("Asks 2 times and notices the end 20 s late"));
  }

  @Test
  void comparesAndTellsInTableChartAndWords() {
    window.awaitConnected();
    window.change(() ->
        TabPane.class
            .cast(window.stage.getScene().lookup("#areas"))
            .getSelectionModel()
            .select(tab()));
    assertThat(window.shows("Nothing compared yet")).isTrue();

    window.change(
        () -> Button.class.cast(window.stage.getScene().lookup("#run-comparison")).fire());

    window.awaitThat("compared", () -> window.model().compare().found().get().isPresent());
    TableView<?> table = window.node("#compare-table", TableView.class);
    assertThat(window.read(() -> table.getItems().size())).isEqualTo(5);
    assertThat(window.shows("Every second costs")).isTrue();
    window.awaitThat("five marks", () -> marks() == 5);
    assertThat(names()).contains("best possible");

    window.change(() -> table.getSelectionModel().select(0));
    assertThat(window.read(() -> window.model().compare().selected().get())).isPresent();

    window.change(() -> Button.class.cast(window.stage.getScene().lookup("#copy-markdown")).fire());
    assertThat(window.read(() -> Clipboard.getSystemClipboard().getString()))
        .contains("| Every second |");
  }

  private int tab() {
    TabPane areas = TabPane.class.cast(window.stage.getScene().lookup("#areas"));
    for (int i = 0; i < areas.getTabs().size(); i++) {
      if (areas.getTabs().get(i).getText().equals("Compare")) {
        return i;
      }
    }
    throw new AssertionError("there is no tab Compare");
  }

  private int marks() {
    return window.stage.getScene().getRoot().lookupAll(".compare-mark").size();
  }

  private String names() {
    return window.read(() ->
        window.stage.getScene().getRoot().lookupAll(".compare-best-name").stream()
            .filter(Node::isVisible)
            .filter(Text.class::isInstance)
            .map(node -> ((Text) node).getText())
            .collect(Collectors.joining("|")));
  }

  @Test
  void aLogOfOnesOwnIsJudgedAndItsLawForecast() throws IOException {
    window.awaitConnected();
    StringBuilder text = new StringBuilder("time,job,status\n");
    for (int job = 0; job < 20; job++) {
      String at = String.format(Locale.ROOT, "2026-11-30T09:%02d:", job);
      text.append(at).append("00Z,v").append(job).append(",submitted\n");
      for (int second = 2; second < 30 + job; second += 2) {
        text.append(at).append(String.format(Locale.ROOT, "%02dZ,v%d,processing\n", second, job));
      }
      text.append(at).append(30 + job).append("Z,v").append(job).append(",completed\n");
    }
    Path log = Files.writeString(folder.resolve("polls.csv"), text);
    Path useless = Files.writeString(folder.resolve("useless.txt"), "nothing");

    window.change(() -> window.model().recorded().open(log));

    window.awaitThat(
        "judged", () -> window.model().recorded().verdict().get().startsWith("It asked 20 times"));
    window.awaitThat(
        "the forecast goes by the log",
        () -> window.model().forecast().law().kind().get() == LawKind.RECORDED);
    assertThat(window.read(() -> window.model().recorded().jobs().getValue()))
        .startsWith("20 jobs in polls.csv: half of them took less than");

    window.change(() -> window.model().recorded().open(useless));

    window.awaitThat(
        "refused", () -> window.model().recorded().problem().get().startsWith("useless.txt"));
    assertThat(window.read(() -> window.model().recorded().log().get())).isPresent();
  }

  @Test
  void aPresetFillsTheFormAndThePolicyIsCopiedAsJava() {
    window.awaitConnected();
    MenuButton presets = window.node("#presets", MenuButton.class);

    window.change(() ->
        presets.getItems().stream()
            .filter(item -> "HeyGen CLI".equals(item.getText()))
            .findFirst()
            .orElseThrow()
            .fire());
    assertThat(window.shows("heygen-cli --wait")).isTrue();

    window.change(() -> Button.class.cast(window.stage.getScene().lookup("#copy-java")).fire());
    assertThat(window.read(() -> Clipboard.getSystemClipboard().getString()))
        .contains("Pacing.exponential(Duration.ofSeconds(2), 2.0, Duration.ofSeconds(30))")
        .contains("Jitter(0.25)");
    assertThat(window.shows("Copied as the Java class TunedPolling.")).isTrue();
  }
}
