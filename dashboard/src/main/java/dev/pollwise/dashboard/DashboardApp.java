package dev.pollwise.dashboard;

import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.store.LearnedStore;
import dev.pollwise.dashboard.feed.ClientJobService;
import dev.pollwise.dashboard.feed.Defects;
import dev.pollwise.dashboard.feed.Desktop;
import dev.pollwise.dashboard.feed.EmbeddedSimulator;
import dev.pollwise.dashboard.feed.Forecaster;
import dev.pollwise.dashboard.feed.JobFeed;
import dev.pollwise.dashboard.feed.JobService;
import dev.pollwise.dashboard.feed.JobTruth;
import dev.pollwise.dashboard.feed.PaidWaits;
import dev.pollwise.dashboard.feed.Simulator;
import dev.pollwise.dashboard.feed.TrueEnds;
import dev.pollwise.dashboard.feed.UiInbox;
import dev.pollwise.dashboard.files.ProfileFolder;
import dev.pollwise.dashboard.files.WindowFile;
import dev.pollwise.dashboard.shell.DashboardModel;
import dev.pollwise.dashboard.shell.Event;
import dev.pollwise.dashboard.shell.MainView;
import dev.pollwise.dashboard.shell.WindowModel;
import dev.pollwise.dashboard.shell.WindowText;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The composition root: the only class that sees every layer, and the only one that reads the
 * system's clocks.
 */
public final class DashboardApp extends Application {

  private static final int[] ICON_SIZES = {16, 32, 48, 128, 256};
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;
  private static final double LEAST_WIDTH = 1000;
  private static final double LEAST_HEIGHT = 700;
  private static final double TICKS_PER_SECOND = 10;
  private static final int TICKS_BETWEEN_KEEPING = 20;

  /**
   * What differs between the real window and one in a test.
   *
   * @param simulator the embedded simulator
   * @param truth tells when jobs of the embedded simulator are over
   * @param services opens servers
   * @param profiles the folder of profiles
   * @param home the folder of what belongs to the user
   * @param forecastCalls how many calls a forecast may draw
   */
  record Parts(
      Simulator simulator,
      JobTruth truth,
      JobService.Factory services,
      Path profiles,
      Path home,
      int forecastCalls) {}

  private final Parts parts;
  private final SelfTour.Extent selfTour;
  private final WindowFile memory;
  private final long startedAt = System.nanoTime();
  private @Nullable JobFeed feed;
  private @Nullable Forecaster forecaster;
  private @Nullable Timeline ticker;
  private @Nullable DashboardModel model;
  private final Thread.@Nullable UncaughtExceptionHandler handlerBefore =
      Thread.getDefaultUncaughtExceptionHandler();
  private int ticks;

  /** The window as people know it, with settings from outside. */
  public DashboardApp() {
    this(DashboardSettings.read(System.getenv(), System.getProperties()));
  }

  private DashboardApp(DashboardSettings settings) {
    this(parts(settings), settings.selfTour());
  }

  private static Parts parts(DashboardSettings settings) {
    EmbeddedSimulator simulator = EmbeddedSimulator.as(settings.simulator());
    LearnedStore learned = LearnedStore.open(settings.home().resolve("learned-durations.json"));
    return new Parts(
        simulator,
        simulator,
        ClientJobService.factory(learned, simulator::isAt, InstantSource.system()),
        settings.profiles(),
        settings.home(),
        Forecaster.MOST_CALLS);
  }

  /** The window with other parts. */
  DashboardApp(Parts parts) {
    this(parts, SelfTour.Extent.NONE);
  }

  private DashboardApp(Parts parts, SelfTour.Extent selfTour) {
    this.parts = parts;
    this.selfTour = selfTour;
    this.memory = new WindowFile(parts.home().resolve("window.properties"));
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  @Override
  public void start(Stage stage) {
    PollingPolicy policy = PollingPolicy.defaults();
    UiInbox<Event> inbox =
        new UiInbox<>(
            Platform::runLater,
            news -> {
              if (model != null) {
                model.accept(news, now());
              }
            });
    JobFeed commands =
        new JobFeed(
            parts.simulator(),
            parts.services(),
            new ProfileFolder(parts.profiles()),
            new PaidWaits(parts.home().resolve("unfinished-waits.txt")),
            new Surroundings(),
            InstantSource.system(),
            policy,
            new TrueEnds(parts.truth(), inbox::put));
    Thread.setDefaultUncaughtExceptionHandler((thread, defect) -> inbox.put(Defects.told(defect)));
    Forecaster estimates = new Forecaster(inbox::put, parts.forecastCalls());
    WindowModel left = memory.read();
    DashboardModel window =
        new DashboardModel(
            policy, commands, estimates, InstantSource.system(), ZoneId.systemDefault(), left);
    window.saved().seed(parts.simulator().seed());
    feed = commands;
    forecaster = estimates;
    model = window;

    ticker =
        new Timeline(
            TICKS_PER_SECOND,
            new KeyFrame(
                javafx.util.Duration.seconds(1 / TICKS_PER_SECOND), event -> tick(window)));
    ticker.setCycleCount(Animation.INDEFINITE);
    ticker.play();

    stage.setTitle("Pollwise");
    WindowClass.name("Pollwise");
    for (int size : ICON_SIZES) {
      String icon = "icons/icon-" + size + ".png";
      stage
          .getIcons()
          .add(
              new Image(
                  Objects.requireNonNull(DashboardApp.class.getResourceAsStream(icon), icon)));
    }
    stage.setMinWidth(LEAST_WIDTH);
    stage.setMinHeight(LEAST_HEIGHT);
    stage.setScene(MainView.scene(window, WIDTH, HEIGHT));
    WindowPlacement.keep(stage, left.bounds());
    stage.setOnCloseRequest(event -> {
      if (!window.mayClose(stage::close)) {
        event.consume();
      }
    });
    stage.show();
    FirstFrame.then(() -> {
      window.begin();
      new SelfTour(stage.getScene(), window, System.out::println, DashboardApp::end).play(selfTour);
    });
  }

  private static void end(int code) {
    if (code == 0) {
      Platform.exit();
    } else {
      System.exit(code);
    }
  }

  private void tick(DashboardModel window) {
    window.tick(now());
    if (++ticks % TICKS_BETWEEN_KEEPING == 0) {
      memory.keep(WindowText.write(window.window()));
    }
  }

  /** Ends every wait and the simulator; the window is gone by now, so blocking hurts nobody. */
  @Override
  public void stop() {
    Thread.setDefaultUncaughtExceptionHandler(handlerBefore);
    if (ticker != null) {
      ticker.stop();
    }
    if (forecaster != null) {
      forecaster.close();
    }
    if (model != null) {
      memory.keep(WindowText.write(model.window()));
      memory.close();
    }
    if (feed != null) {
      feed.close();
    }
  }

  /** The model behind the window; for tests and pictures, on the thread of the toolkit. */
  DashboardModel model() {
    if (model == null) {
      throw new IllegalStateException("the window has not been started");
    }
    return model;
  }

  private final class Surroundings implements Desktop {
    @Override
    public void open(URI address) {
      getHostServices().showDocument(address.toString());
    }

    @Override
    public void copy(String text) {
      ClipboardContent content = new ClipboardContent();
      content.putString(text);
      Clipboard.getSystemClipboard().setContent(content);
    }
  }
}
