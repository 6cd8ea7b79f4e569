package dev.pollwise.dashboard;

import dev.pollwise.dashboard.feed.EmbeddedSimulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import javafx.application.Application;

/**
 * Starts the dashboard. Does not extend {@code Application}: a launcher class that does must lie on
 * the module path.
 */
public final class Main {

  /** The libraries greet at level INFO; on a console only what went wrong is worth a line. */
  private static final String QUIET =
      """
      handlers = java.util.logging.ConsoleHandler
      .level = WARNING
      """;

  private Main() {}

  /** Opens the window and returns when it is closed. Exit code 1: no window; 2: a bad setting. */
  public static void main(String[] args) throws IOException {
    if (System.getProperty("java.util.logging.config.file") == null) {
      LogManager.getLogManager()
          .readConfiguration(new ByteArrayInputStream(QUIET.getBytes(StandardCharsets.UTF_8)));
    }
    try {
      DashboardSettings settings = DashboardSettings.read(System.getenv(), System.getProperties());
      EmbeddedSimulator.as(settings.simulator());
    } catch (IllegalArgumentException refused) {
      fail(2, String.valueOf(refused.getMessage()));
    }
    try {
      Application.launch(DashboardApp.class, args);
    } catch (UnsupportedOperationException noWindow) {
      fail(1, missing(String.valueOf(noWindow.getMessage())));
    }
  }

  /** The toolkit says in its own words what the surroundings lack. */
  private static String missing(String words) {
    if (words.contains("DISPLAY")) {
      return "no display: the dashboard opens a window and needs a desktop (is DISPLAY set?)";
    }
    if (words.contains("GTK")) {
      return "no GTK: the dashboard needs GTK 3, on Debian and Ubuntu the package libgtk-3-0";
    }
    return "no window: " + words;
  }

  private static void fail(int code, String line) {
    System.err.println("pollwise-dashboard: " + line);
    System.exit(code);
  }
}
