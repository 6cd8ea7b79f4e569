package dev.pollwise.simulator;

import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.simulation.BackgroundWork;
import dev.pollwise.simulator.simulation.Journal;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Writes requests as lines, in the order in which they were over. A virtual thread of its own
 * formats and writes them, all that have come up meanwhile at once, so that no request waits for
 * the output; only when {@value #MOST_WAITING} lines wait for a slow one, requests wait as well, as
 * no line is ever dropped but at the end, when nobody takes them. Safe for use by many threads.
 * Belongs to the program and ends with it.
 */
final class LineLog implements ServerContext.RequestLog {

  static final int MOST_WAITING = 10_000;

  private static final String NAME = "request-log";

  /** For how long the end waits for an output that takes nothing more. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Function<Journal.JournalEntry, String> form;
  private final PrintStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition some = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Condition done = lock.newCondition();
  private List<Journal.JournalEntry> waiting = new ArrayList<>();
  private boolean writing;
  private boolean closing;

  private LineLog(Function<Journal.JournalEntry, String> form, PrintStream out) {
    this.form = form;
    this.out = out;
  }

  /** Begins to write. */
  static LineLog start(Function<Journal.JournalEntry, String> form, PrintStream out) {
    LineLog log = new LineLog(form, out);
    BackgroundWork work = new BackgroundWork();
    Thread unused = Thread.ofVirtual().name(NAME).start(() -> work.run(NAME, log::turn));
    return log;
  }

  @Override
  public void over(Journal.JournalEntry entry) {
    lock.lock();
    try {
      while (waiting.size() >= MOST_WAITING && !closing) {
        room.awaitUninterruptibly();
      }
      waiting.add(entry);
      some.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Gives up when the output takes nothing for 2 seconds: a full pipe is not to keep the end. */
  @Override
  public void flush() {
    lock.lock();
    try {
      closing = true;
      room.signalAll();
      boolean progress = true;
      while (progress && (writing || !waiting.isEmpty())) {
        progress = done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean turn() {
    List<Journal.JournalEntry> batch = take();
    try {
      write(batch);
    } catch (RuntimeException | Error e) {
      // A line that cannot be is not to take the others with it.
      for (Journal.JournalEntry entry : batch) {
        try {
          write(List.of(entry));
        } catch (RuntimeException unwritable) {
          e.addSuppressed(unwritable);
        }
      }
      throw e;
    }
    return true;
  }

  private void write(List<Journal.JournalEntry> entries) {
    StringBuilder lines = new StringBuilder();
    for (Journal.JournalEntry entry : entries) {
      lines.append(form.apply(entry)).append(System.lineSeparator());
    }
    out.print(lines);
    out.flush();
  }

  /** Tells that what was taken before is written, and waits for more. */
  private List<Journal.JournalEntry> take() {
    lock.lock();
    try {
      writing = false;
      done.signalAll();
      while (waiting.isEmpty()) {
        some.awaitUninterruptibly();
      }
      List<Journal.JournalEntry> taken = waiting;
      waiting = new ArrayList<>();
      writing = true;
      room.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
