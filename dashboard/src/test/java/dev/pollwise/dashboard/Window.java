package dev.pollwise.dashboard;

import static org.awaitility.Awaitility.await;

import dev.pollwise.client.store.LearnedStore;
import dev.pollwise.dashboard.feed.ClientJobService;
import dev.pollwise.dashboard.feed.EmbeddedSimulator;
import dev.pollwise.dashboard.jobs.JobState;
import dev.pollwise.dashboard.jobs.ServerModel;
import dev.pollwise.dashboard.log.LogLine;
import dev.pollwise.dashboard.policy.PacingKind;
import dev.pollwise.dashboard.shell.DashboardModel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.testfx.util.WaitForAsyncUtils;

/** The window under test: read and changed on the thread of the toolkit, awaited from outside. */
final class Window {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Between two looks. */
  private static final Duration SOON = Duration.ofMillis(20);

  /** Enough to be drawn; how near forecasts are is tested where they are made. */
  private static final int FORECAST_CALLS = 4_000;

  private static final AtomicInteger HOMES = new AtomicInteger();

  final Stage stage;
  final EmbeddedSimulator simulator;
  private final DashboardApp app;

  private Window(Stage stage, EmbeddedSimulator simulator, DashboardApp app) {
    this.stage = stage;
    this.simulator = simulator;
    this.app = app;
  }

  /** Opens the window of somebody who never did before; on the thread of the toolkit. */
  static Window open(Stage stage, EmbeddedSimulator simulator, Path folder) {
    return openAgain(stage, simulator, folder.resolve("home-" + HOMES.incrementAndGet()));
  }

  /** Opens the window of somebody with that home; on the thread of the toolkit. */
  static Window openAgain(Stage stage, EmbeddedSimulator simulator, Path folder) {
    DashboardApp app =
        new DashboardApp(
            new DashboardApp.Parts(
                simulator,
                simulator,
                ClientJobService.factory(
                    LearnedStore.open(folder.resolve("learned-durations.json")),
                    simulator::isAt,
                    InstantSource.system()),
                folder.resolve("profiles"),
                folder,
                FORECAST_CALLS));
    app.start(stage);
    return new Window(stage, simulator, app);
  }

  void close() {
    app.stop();
  }

  DashboardModel model() {
    return app.model();
  }

  /** Reads on the thread of the toolkit. */
  <T> T read(Callable<T> reading) {
    return WaitForAsyncUtils.waitForAsyncFx(LONGEST.toMillis(), reading);
  }

  /** Changes on the thread of the toolkit. */
  void change(Runnable change) {
    WaitForAsyncUtils.waitForAsyncFx(LONGEST.toMillis(), change);
  }

  void awaitThat(String what, Callable<Boolean> condition) {
    await(what).pollInterval(SOON).atMost(LONGEST).until(() -> read(condition));
  }

  void awaitConnected() {
    awaitThat(
        "connected",
        () ->
            model().server().contact().get() == ServerModel.Contact.ANSWERING
                && !model().launch().languages().isEmpty());
  }

  void pollEvery(String interval) {
    change(() -> {
      model().policy().kind().set(PacingKind.FIXED);
      model().policy().interval().text().set(interval);
    });
  }

  List<JobState> states() {
    return read(() -> model().jobs().rows().stream().map(row -> row.state().get()).toList());
  }

  List<String> log() {
    return read(() -> model().log().shown().stream().map(LogLine::message).toList());
  }

  <T extends Node> T node(String query, Class<T> kind) {
    return read(() -> kind.cast(stage.getScene().lookup(query)));
  }

  /** Whether some visible label shows a text. */
  boolean shows(String text) {
    return read(() ->
        stage.getScene().getRoot().lookupAll(".label").stream()
            .filter(Node::isVisible)
            .map(javafx.scene.control.Labeled.class::cast)
            .anyMatch(label -> label.getText() != null && label.getText().contains(text)));
  }
}
