package dev.pollwise.dashboard;

import static org.awaitility.Awaitility.await;

import dev.pollwise.dashboard.chart.BackoffModel;
import dev.pollwise.dashboard.compare.LawKind;
import dev.pollwise.dashboard.feed.EmbeddedSimulator;
import dev.pollwise.dashboard.feed.TestScenarios;
import dev.pollwise.dashboard.feed.TestSimulators;
import dev.pollwise.dashboard.form.Png;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobState;
import dev.pollwise.dashboard.jobs.ServerModel;
import dev.pollwise.dashboard.policy.PacingKind;
import dev.pollwise.dashboard.policy.Preset;
import dev.pollwise.dashboard.shell.DashboardModel;
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
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Button;
import javafx.scene.control.TabPane;
import javafx.scene.image.Image;
import javafx.scene.transform.Transform;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Takes the pictures of the window that README and docs show: empty, with twenty jobs in every
 * state there is, really run against the embedded simulator, and with a server that does not
 * answer. Takes four minutes. The first argument is their folder; with a second one, other sizes of
 * the window are taken there, for looking at.
 */
public final class Pictures {

  /** What the README shows is sharp on every screen; the others are for reading, and small. */
  private static final int SHARP = 2;

  private static final int SMALL = 1;

  /** Longer than the failure budget. */
  private static final Duration OUTAGE = Duration.ofSeconds(20);

  private static final int SECONDS_OF_TRAFFIC = 15;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Path folder;
  private final Optional<Path> sizes;
  private final Window window;

  private Pictures(Path folder, Optional<Path> sizes, Window window) {
    this.folder = folder;
    this.sizes = sizes;
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
      Optional<Path> sizes = args.length > 1 ? Optional.of(Path.of(args[1])) : Optional.empty();
      new Pictures(Path.of(args[0]), sizes, window).take();
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
    pair("empty", SMALL);
    duel();
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
    pair("dashboard", SHARP);
    otherSizes("live");
    window.change(() -> show("Timeline"));
    pair("timeline", SHARP);
    otherSizes("timeline");
    showServer();
    pair("server", SHARP);
    otherSizes("server");
    compare();
    session();
    keyboard();
    failing();
  }

  /** Of a minute, on the jobs of the default scenario. */
  private void duel() throws IOException {
    window.change(() -> model().launch().useScenario("happy-path"));
    awaitThat(() -> window.simulator.scenario().equals("happy-path"));
    window.change(() -> {
      show("Duel");
      model().duel().begin();
    });
    awaitThat(() -> !model().duel().running().get());
    pair("duel", SHARP);
    otherSizes("duel");
    window.change(() -> show("Live"));
  }

  /** A picture in each theme; afterwards the window is light again. */
  private void pair(String name, int pixels) throws IOException {
    Png.write(shoot(pixels), folder.resolve(name + "-light.png"));
    otherTheme();
    Png.write(shoot(pixels), folder.resolve(name + "-dark.png"));
    otherTheme();
  }

  private void otherTheme() {
    window.change(() -> Button.class.cast(window.stage.getScene().lookup("#theme")).fire());
  }

  private void otherSizes(String name) throws IOException {
    if (sizes.isPresent()) {
      for (int[] size : new int[][] {{1000, 700}, {2560, 1440}}) {
        Path file = sizes.get().resolve(name + "-" + size[0] + ".png");
        Png.write(laidOutAs(size[0], size[1]), file);
      }
    }
  }

  /** The screen of the headless platform is small: what is laid out larger is never shown. */
  private Image laidOutAs(double width, double height) {
    Parent root = window.stage.getScene().getRoot();
    Image picture =
        window.read(() -> {
          for (int settled = 0; settled < 2; settled++) {
            root.resize(width, height);
            root.applyCss();
            root.layout();
          }
          return root.snapshot(new SnapshotParameters(), null);
        });
    window.change(() -> {
      root.resize(window.stage.getScene().getWidth(), window.stage.getScene().getHeight());
      root.requestLayout();
    });
    return picture;
  }

  /** Along the session, with what happened to all jobs at once, and the log of one job. */
  private void session() throws IOException {
    window.change(() -> {
      show("Live");
      model().backoff().across().set(BackoffModel.Across.SESSION);
      model().jobs().select(Optional.of(row("Spanish (Spain)")));
      model().log().jobs().addSelected();
    });
    pair("session", SMALL);
    otherSizes("session");
    window.change(() -> {
      model().log().jobs().clear();
      model().backoff().across().set(BackoffModel.Across.ELAPSED);
    });
  }

  private void keyboard() throws IOException {
    window.change(() -> Button.class.cast(window.stage.getScene().lookup("#help")).fire());
    pair("keyboard", SMALL);
    otherSizes("keyboard");
    window.change(() -> Button.class.cast(window.stage.getScene().lookup("#close-sheet")).fire());
  }

  private void failing() throws IOException {
    window.change(() -> {
      model().jobs().clearFinished();
      model().policy().failureBudget().text().set("1 min");
    });
    launch(TestScenarios.endless(), "English (India)", "Hindi", "Romanian", "Slovak");
    TestSimulators.loseContact(window.simulator, OUTAGE.multipliedBy(4));
    awaitThat(() -> model().server().contact().get() == ServerModel.Contact.SILENT);
    awaitThat(() -> model().jobs().tally().get().getOrDefault(JobState.RETRYING, 0) >= 3);
    window.change(() -> model().toasts().dismiss());
    pair("failing", SMALL);
    otherSizes("failing");
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
    awaitThat(() -> model().control().state().get().isPresent());
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
    pair("compare", SHARP);
    otherSizes("compare");
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
        .filter(row -> row.language().equals(language))
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
  private Image shoot(int pixels) {
    snapshot(pixels);
    WaitForAsyncUtils.waitForFxEvents();
    return snapshot(pixels);
  }

  private Image snapshot(int pixels) {
    return window.read(() -> {
      SnapshotParameters parameters = new SnapshotParameters();
      parameters.setTransform(Transform.scale(pixels, pixels));
      return window.stage.getScene().getRoot().snapshot(parameters, null);
    });
  }
}
