package dev.pollwise.dashboard;

import dev.pollwise.dashboard.feed.EmbeddedSimulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  private static final String HELP =
      """
      Usage: pollwise-dashboard [--help]
      Opens the window. Settings come from the environment, then from system properties
      (pollwise.time-scale):
        POLLWISE_SEED        of the simulator inside; default 1
        POLLWISE_TIME_SCALE  its seconds per second; default 1
        POLLWISE_SCENARIO    how it behaves; default happy-path
        POLLWISE_HOME        what belongs to you; default ~/.pollwise
        POLLWISE_PROFILES    default config/profiles where that exists, else profiles in the home
        POLLWISE_SELF_TOUR    start: show the first frame, say so and end
                             tour: launch a few jobs, show every area and end
      """;

  private Main() {}

  /**
   * Opens the window and returns when it is closed. Exit code 1: no window; 2: a bad argument or
   * setting.
   */
  public static void main(String[] args) throws IOException {
    if (System.getProperty("java.util.logging.config.file") == null) {
      LogManager.getLogManager()
          .readConfiguration(new ByteArrayInputStream(QUIET.getBytes(StandardCharsets.UTF_8)));
    }
    if (List.of(args).equals(List.of("--help"))) {
      System.out.print(HELP);
      return;
    }
    if (args.length > 0) {
      fail(2, "argument \"" + args[0] + "\": unknown; there is --help");
    }
    try {
      DashboardSettings settings = DashboardSettings.read(System.getenv(), System.getProperties());
      EmbeddedSimulator.as(settings.simulator());
      LogFile.in(settings.home());
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
