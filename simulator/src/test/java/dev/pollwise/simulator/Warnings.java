package dev.pollwise.simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What anybody in this process warns of from the opening on. */
final class Warnings extends Handler implements AutoCloseable {

  private final Logger root = Logger.getLogger("");
  private final List<String> all = new CopyOnWriteArrayList<>();

  Warnings() {
    setLevel(Level.WARNING);
    root.addHandler(this);
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
    root.removeHandler(this);
  }
}
