package dev.pollwise.simulator;

import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps what libraries log off the screen, warnings and errors excepted. Only for the program. */
final class QuietLogging {

  private static final String STARTER = "io.helidon.webserver.LoomServer";

  private QuietLogging() {}

  static void install() {
    LogManager.getLogManager().reset();
    Handler handler = new ConsoleHandler();
    handler.setLevel(Level.WARNING);
    handler.setFormatter(new SimpleFormatter());
    handler.setFilter(QuietLogging::isNews);
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    root.addHandler(handler);
  }

  /** Has what is logged written in another form. */
  static void write(Formatter form) {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setFormatter(form);
    }
  }

  /** That a listener could not start is told by the command, in one line. */
  private static boolean isNews(LogRecord logged) {
    return !STARTER.equals(logged.getLoggerName());
  }
}
