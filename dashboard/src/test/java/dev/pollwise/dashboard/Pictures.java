package dev.pollwise.dashboard;

import static org.awaitility.Awaitility.await;

import dev.pollwise.dashboard.feed.EmbeddedSimulator;
import dev.pollwise.dashboard.feed.TestScenarios;
import dev.pollwise.dashboard.feed.TestSimulators;
import dev.pollwise.dashboard.model.DashboardModel;
import dev.pollwise.dashboard.model.JobRow;
import dev.pollwise.dashboard.model.JobState;
import dev.pollwise.dashboard.model.LawKind;
import dev.pollwise.dashboard.model.PacingKind;
import dev.pollwise.dashboard.model.Preset;
import dev.pollwise.dashboard.model.ServerModel;
import dev.pollwise.dashboard.view.Png;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.application.Platform;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Button;
import javafx.scene.control.TabPane;
import javafx.scene.image.Image;
import javafx.scene.transform.Transform;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Takes the pictures of the window that README and docs show: twenty jobs in every state there is,
 * really run against the embedded simulator. Takes half a minute. The argument is the folder.
 */
public final class Pictures {

  private static final int PIXELS_PER_POINT = 2;

  /** Longer than the failure budget. */
  private static final Duration OUTAGE = Duration.ofSeconds(20);

  private static final int SECONDS_OF_TRAFFIC = 15;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder;
  private final Window window;

  private Pictures(Path folder, Window window) {
    this.folder = folder;
    this.window = window;
  }

  /** Takes the pictures. */
  public static void main(String[] args) throws Exception {
    Path home = Files.createTempDirectory("pollwise-pictures");
    FxToolkit.registerPrimaryStage();
    EmbeddedSimulator simulator =
        TestSimulators.with(SimulatorServer.builder().seed(11).scenario(TestScenarios.mixed()));
    Window window =
        WaitForAsyncUtils.waitForAsyncFx(
            PATIENCE.toMillis(), () -> Window.open(new Stage(), simulator, home));
    try {
      new Pictures(Path.of(args[0]), window).take();
    } finally {
      window.change(window.stage::close);
      window.close();
      Platform.exit();
    }
  }

  private DashboardModel model() {
    return window.model();
  }

  private void take() throws IOException {
    window.awaitConnected();
    window.change(this::tune);
    launch(TestScenarios.endless(), "Portuguese (Brazil)", "Czech");
    TestSimulators.loseContact(window.simulator, OUTAGE);
    awaitJobs(JobState.LOST_CONTACT, 2);
    // Nobody asks any more: the window is told to look again until the outage is over.
    awaitThat(() -> {
      window.change(model().launch()::connect);
      return model().server().contact().get() == ServerModel.Contact.ANSWERING;
    });
    window.awaitConnected();
    launch(TestScenarios.mixed(), "French (France)", "German (Germany)");
    launch(TestScenarios.failing(), "Hindi");
    launch(TestScenarios.endless(), "Korean (Korea)", "Ukrainian");
    launch(
        TestScenarios.mixed(),
        "Spanish (Spain)",
        "Italian",
        "Dutch (Belgium)",
        "Polish",
        "Swedish",
        "Danish");
    launch(TestScenarios.failing(), "Greek");
    launch(TestScenarios.endless(), "Finnish");
    awaitJobs(JobState.COMPLETED, 4);
    window.change(() -> model().jobs().stopWatching(row("Ukrainian")));
    launch(
        TestScenarios.endless(), "Turkish (Türkiye)", "Japanese (Japan)", "Vietnamese (Vietnam)");
    launch(TestScenarios.queued(), "Arabic (Egypt)", "Indonesian");
    awaitJobs(JobState.TIMED_OUT, 2);
    awaitJobs(JobState.PENDING, 2);
    window.change(() -> model().jobs().select(Optional.of(row("Turkish (Türkiye)"))));
    Image light = shoot();
    window.change(() -> Button.class.cast(window.stage.getScene().lookup("#theme")).fire());
    Image dark = shoot();
    Png.write(light, folder.resolve("dashboard-light.png"));
    Png.write(dark, folder.resolve("dashboard-dark.png"));
    window.change(() -> show("Timeline"));
    Png.write(shoot(), folder.resolve("timeline-dark.png"));
    window.change(() -> Button.class.cast(window.stage.getScene().lookup("#theme")).fire());
    Png.write(shoot(), folder.resolve("timeline-light.png"));
    window.change(() -> Button.class.cast(window.stage.getScene().lookup("#theme")).fire());
    showServer();
    Png.write(shoot(), folder.resolve("server-dark.png"));
    window.change(() -> Button.class.cast(window.stage.getScene().lookup("#theme")).fire());
    Png.write(shoot(), folder.resolve("server-light.png"));
    window.change(() -> Button.class.cast(window.stage.getScene().lookup("#theme")).fire());
    compare();
  }

  private void show(String area) {
    TabPane areas = TabPane.class.cast(window.stage.getScene().lookup("#areas"));
    areas.getTabs().stream()
        .filter(tab -> tab.getText().equals(area))
        .forEach(areas.getSelectionModel()::select);
  }

  private void showServer() {
    TabPane areas = window.node("#areas", TabPane.class);
    window.change(() ->
        areas.getTabs().stream()
            .filter(tab -> tab.getId().equals("area-server"))
            .forEach(areas.getSelectionModel()::select));
    awaitThat(() -> model().control().sight().get().isPresent());
    window.change(() -> {
      model().control().fault().share().text().set("20 %");
      model().control().fault().lease().text().set("5 min");
      model().control().fault().add();
    });
    awaitThat(() -> model().control().rates().size() > SECONDS_OF_TRAFFIC);
    window.change(() -> model().toasts().dismiss());
  }

  /** The law is a usual one, not that of the scenarios above: jobs of minutes. */
  private void compare() throws IOException {
    window.change(() -> {
      show("Compare");
      model().compare().law().kind().set(LawKind.LOG_NORMAL);
      model().policy().use(Preset.all().getFirst());
      model().compare().run();
    });
    awaitThat(
        () -> model().compare().found().get().isPresent() && !model().forecast().busy().get());
    Png.write(shoot(), folder.resolve("compare-dark.png"));
    window.change(() -> Button.class.cast(window.stage.getScene().lookup("#theme")).fire());
    Png.write(shoot(), folder.resolve("compare-light.png"));
  }

  private void tune() {
    model().policy().kind().set(PacingKind.EXPONENTIAL);
    model().policy().initial().text().set("1 s");
    model().policy().factor().text().set("1.6");
    model().policy().cap().text().set("8 s");
    model().policy().deadline().text().set("26 s");
    model().policy().failureBudget().text().set("9 s");
  }

  /** One scenario for each launch: it is drawn from when a job is created. */
  private void launch(Scenario scenario, String... languages) {
    TestSimulators.use(window.simulator, scenario);
    int before = window.states().size();
    window.change(() -> {
      model().launch().languages().setAll(List.of(languages));
      model().launch().launch();
    });
    awaitThat(() -> model().jobs().rows().size() == before + languages.length);
  }

  private JobRow row(String language) {
    return model().jobs().rows().stream()
        .filter(row -> row.title().get().equals(language))
        .findFirst()
        .orElseThrow();
  }

  private void awaitJobs(JobState state, int number) {
    awaitThat(() -> model().jobs().tally().get().getOrDefault(state, 0) >= number);
  }

  private void awaitThat(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(() -> window.read(condition));
  }

  /** Twice: styles and layout of what has just changed settle in the first. */
  private Image shoot() {
    snapshot();
    WaitForAsyncUtils.waitForFxEvents();
    return snapshot();
  }

  private Image snapshot() {
    return window.read(() -> {
      SnapshotParameters parameters = new SnapshotParameters();
      parameters.setTransform(Transform.scale(PIXELS_PER_POINT, PIXELS_PER_POINT));
      return window.stage.getScene().getRoot().snapshot(parameters, null);
    });
  }
}
