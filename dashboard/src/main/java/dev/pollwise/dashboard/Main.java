package dev.pollwise.dashboard;

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

  /** Opens the window and returns when it is closed. */
  public static void main(String[] args) throws IOException {
    if (System.getProperty("java.util.logging.config.file") == null) {
      LogManager.getLogManager()
          .readConfiguration(new ByteArrayInputStream(QUIET.getBytes(StandardCharsets.UTF_8)));
    }
    Application.launch(DashboardApp.class, args);
  }
}
