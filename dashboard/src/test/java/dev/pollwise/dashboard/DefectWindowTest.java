package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.feed.TestSimulators;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What nobody foresaw is told in the window. */
@ExtendWith(ApplicationExtension.class)
class DefectWindowTest {

  @TempDir private static Path folder;

  private final Logger log = Logger.getLogger("dev.pollwise.dashboard");

  @SuppressWarnings("NullAway.Init") // set by the start method of the test
  private Window window;

  @Start
  void open(Stage stage) {
    log.setLevel(Level.OFF);
    window = Window.open(stage, TestSimulators.lasting(Duration.ofSeconds(1)), folder);
  }

  @AfterEach
  void close() {
    window.close();
    log.setLevel(null);
  }

  @Test
  void anExceptionThatNobodyCaughtIsToldInTheWindowAndInItsLog() {
    window.awaitConnected();

    Thread.ofVirtual()
        .start(() -> {
          throw new IllegalStateException("nobody foresaw this");
        });

    Awaitility.await("told")
        .dontCatchUncaughtExceptions()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            window.read(() ->
                window.model().server().lastProblem().get().stream()
                    .anyMatch(problem -> problem.summary().contains("nobody foresaw this"))));
    assertThat(window.log()).anyMatch(line -> line.contains("nobody foresaw this"));
  }
}
