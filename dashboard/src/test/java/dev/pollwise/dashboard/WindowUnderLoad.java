package dev.pollwise.dashboard;

import static org.awaitility.Awaitility.await;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.dashboard.feed.EmbeddedSimulator;
import dev.pollwise.dashboard.feed.Forecaster;
import dev.pollwise.dashboard.feed.JobService;
import dev.pollwise.dashboard.feed.TestSimulators;
import dev.pollwise.dashboard.jobs.ServerModel;
import dev.pollwise.dashboard.shell.DashboardModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.control.TabPane;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.stage.Stage;

/** The whole window in its usual size, with another server behind it; for the benchmark. */
public final class WindowUnderLoad implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final DashboardApp app;
  private final Stage stage;
  private final Rectangle mark = new Rectangle(4, 4, Color.GRAY);

  private WindowUnderLoad(DashboardApp app, Stage stage) {
    this.app = app;
    this.stage = stage;
    mark.setManaged(false);
    ((StackPane) stage.getScene().getRoot()).getChildren().add(mark);
  }

  /** Starts the toolkit and opens the window, with what is made of its listener as the server. */
  public static WindowUnderLoad open(Function<JobEvent.Listener, JobService> server)
      throws IOException {
    Path home = Files.createTempDirectory("pollwise-window");
    EmbeddedSimulator simulator = TestSimulators.lasting(Duration.ofHours(1));
    CompletableFuture<Void> started = new CompletableFuture<>();
    Platform.startup(() -> started.complete(null));
    started.join();
    return onToolkit(() -> {
      DashboardApp app =
          new DashboardApp(
              new DashboardApp.Parts(
                  simulator,
                  simulator,
                  (address, key, policy, listener, submits) -> server.apply(listener),
                  home.resolve("profiles"),
                  home,
                  Forecaster.MOST_CALLS));
      Stage stage = new Stage();
      app.start(stage);
      return new WindowUnderLoad(app, stage);
    });
  }

  private static <T> T onToolkit(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, Platform::runLater).join();
  }

  private DashboardModel model() {
    return app.model();
  }

  private static void awaitThat(BooleanSupplier condition) {
    await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> onToolkit(condition::getAsBoolean));
  }

  /** Something that can be changed so that a frame has to be drawn. */
  public Rectangle mark() {
    return mark;
  }

  /** Returns once the server answers. */
  public void awaitConnected() {
    awaitThat(() -> model().server().contact().get() == ServerModel.Contact.ANSWERING);
  }

  /** Returns once so many jobs are watched and all news has been taken in. */
  public void awaitJobs(int jobs) {
    awaitThat(() -> model().jobs().watched().get() == jobs);
  }

  /** Shows an area, by its id without the prefix, and selects the newest job. */
  public void showArea(String area) {
    onToolkit(() -> {
      TabPane areas = (TabPane) stage.getScene().lookup("#areas");
      areas.getTabs().stream()
          .filter(tab -> tab.getId().equals("area-" + area))
          .forEach(areas.getSelectionModel()::select);
      return areas;
    });
  }

  /** Lets the window be for a while. */
  public void rest(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  /** Takes away the jobs and the lines of the log; every job has to be over. */
  public void clear() {
    awaitJobs(0);
    onToolkit(() -> {
      model().jobs().clearFinished();
      model().log().clear();
      return Optional.empty();
    });
  }

  /** Closes the window and ends the toolkit. */
  @Override
  public void close() {
    onToolkit(() -> {
      stage.close();
      return stage;
    });
    app.stop();
    Platform.exit();
  }
}
