package dev.pollwise.client.http;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the client says in its log from the opening on. */
public final class Logged implements AutoCloseable {

  private final Logger logger = Logger.getLogger("dev.pollwise.client");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          String text = MessageFormat.format(entry.getMessage(), entry.getParameters());
          lines.add(entry.getLevel() + " " + text);
          if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(text);
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** Begins to listen. */
  public Logged() {
    logger.addHandler(handler);
  }

  /** All that begin with a level and hold a word. */
  public List<String> lines(String level, String word) {
    return lines.stream()
        .filter(line -> line.startsWith(level) && line.contains(word))
        .map(line -> line.substring(level.length() + 1))
        .toList();
  }

  /** All warnings so far. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
  }
}
