package dev.pollwise.simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is warned of from the opening on. */
final class Warnings extends Handler implements AutoCloseable {

  private final Logger logger;
  private final List<String> all = new CopyOnWriteArrayList<>();

  /** By anybody in this process. */
  Warnings() {
    this(Logger.getLogger(""));
  }

  private Warnings(Logger logger) {
    this.logger = logger;
    setLevel(Level.WARNING);
    logger.addHandler(this);
  }

  /** By one class, whose warnings go nowhere else meanwhile, as they are meant. */
  static Warnings meantOf(Class<?> source) {
    Logger logger = Logger.getLogger(source.getName());
    logger.setUseParentHandlers(false);
    return new Warnings(logger);
  }

  List<String> all() {
    return List.copyOf(all);
  }

  @Override
  public void publish(LogRecord entry) {
    if (isLoggable(entry)) {
      all.add(entry.getLoggerName() + ": " + entry.getMessage());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
