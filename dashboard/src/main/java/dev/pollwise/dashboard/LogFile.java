package dev.pollwise.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Warnings and errors in a file that a person can look into, and send, when the window is gone. */
final class LogFile {

  private static final int LARGEST = 1 << 20;
  private static final int KEPT = 2;

  private LogFile() {}

  /** Begins to write; where that cannot be, the console has to do, and says so. */
  static void in(Path home) {
    try {
      Files.createDirectories(home);
      // %u: a number of its own for each window; %g: 0 for the newest file.
      String pattern = home.toString().replace("%", "%%") + "/dashboard-%u-%g.log";
      FileHandler file = new FileHandler(pattern, LARGEST, KEPT, true);
      file.setLevel(Level.WARNING);
      file.setFormatter(new SimpleFormatter());
      Logger.getLogger("").addHandler(file);
    } catch (IOException impossible) {
      System.getLogger("dev.pollwise.dashboard")
          .log(System.Logger.Level.WARNING, "no log file in {0}: {1}", home, impossible);
    }
  }
}
