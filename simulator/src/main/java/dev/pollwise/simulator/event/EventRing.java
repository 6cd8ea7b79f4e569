package dev.pollwise.simulator.event;

import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The last events. A watcher that is so slow that an event it has not read is overwritten is
 * dropped. Safe for use by many threads.
 */
public final class EventRing {

  private static final int BATCH = 100;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final @Nullable Event[] ring;
  private final long most;
  private final Set<Watch> watches = new HashSet<>();
  private long last;
  private long bytes;
  private long forgotten;
  private boolean closed;

  /**
   * Remembers the last events.
   *
   * @param capacity how many, 1 or more
   * @param most how many bytes the rules among them may hold; the newest event is kept in any case
   * @param before id after which the first event is numbered; where it rises from one run to the
   *     next, an id of a former run is told from those of this one
   */
  public EventRing(int capacity, long most, long before) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity " + capacity + ": must be at least 1");
    }
    this.ring = new Event[capacity];
    this.most = most;
    this.last = before;
    this.forgotten = before;
  }

  /** What a watcher finds when it looks. */
  public sealed interface Look {

    /** Events, at least one, in order. */
    record News(List<Event> events) implements Look {}

    /** Nothing new in the time given. */
    record Quiet() implements Look {}

    /** The server stops, or the watcher was too slow: no more will come. */
    record Over() implements Look {}
  }

  /** Adds an event and wakes the watchers; drops those that it overtakes. */
  public void publish(SimulatorEvent what) {
    lock.lock();
    try {
      last++;
      if (last - ring.length > forgotten) {
        forgetOldest();
      }
      ring[slot(last)] = new Event(last, what);
      bytes += weight(what);
      while (bytes > most && forgotten < last - 1) {
        forgetOldest();
      }
      if (!watches.isEmpty()) {
        watches.removeIf(watch -> watch.isOvertaken(forgotten));
        news.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void forgetOldest() {
    forgotten++;
    int slot = slot(forgotten);
    bytes -= weight(Objects.requireNonNull(ring[slot]).what());
    ring[slot] = null;
  }

  /** Of what can be large; all else is as large as the capacity allows for. */
  private static long weight(SimulatorEvent what) {
    return what instanceof SimulatorEvent.FaultAdded(var rule) ? rule.rule().weight() : 0;
  }

  /**
   * Begins to watch in the calling thread, which is interrupted if it is dropped while it writes.
   *
   * @param after id of the last event that the watcher knows; 0 for all that are remembered
   */
  public Watch watch(long after) {
    lock.lock();
    try {
      // An id from before a restart means nothing now: such a watcher gets all there is.
      long known = after > last ? forgotten : Math.max(forgotten, after);
      Watch watch = new Watch(known, Thread.currentThread());
      watches.add(watch);
      return watch;
    } finally {
      lock.unlock();
    }
  }

  /** The id of the newest event; that before the first if there is none. */
  public long lastId() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** How many watch. */
  public int watchers() {
    lock.lock();
    try {
      return watches.size();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all watches at once, and every later one. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private int slot(long id) {
    return (int) (id % ring.length);
  }

  /** One who watches. Belongs to one thread. */
  public final class Watch implements AutoCloseable {

    private final Thread reader;
    private long read;
    private boolean dropped;

    private Watch(long read, Thread reader) {
      this.read = read;
      this.reader = reader;
    }

    /**
     * Waits for events.
     *
     * @param atMost wall-clock time
     * @return {@link Look.Over} also if the thread is interrupted
     */
    public Look look(Duration atMost) {
      long left = atMost.toNanos();
      lock.lock();
      try {
        while (!closed && !dropped && read == last && left > 0) {
          left = news.awaitNanos(left);
        }
        if (closed || dropped) {
          return new Look.Over();
        }
        return read == last ? new Look.Quiet() : new Look.News(take());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Look.Over();
      } finally {
        lock.unlock();
      }
    }

    private List<Event> take() {
      List<Event> events = new ArrayList<>();
      while (read < last && events.size() < BATCH) {
        read++;
        events.add(Objects.requireNonNull(ring[slot(read)]));
      }
      return events;
    }

    private boolean isOvertaken(long oldestKept) {
      if (read >= oldestKept) {
        return false;
      }
      dropped = true;
      reader.interrupt(); // it may hang in a write that its peer never reads
      return true;
    }

    /** Ends the watch. */
    @Override
    public void close() {
      lock.lock();
      try {
        watches.remove(this);
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Something that happened, numbered.
   *
   * @param id rising by 1, and higher than those of former runs
   */
  public record Event(long id, SimulatorEvent what) {}

  /** One thing that happened. */
  public sealed interface SimulatorEvent {

    /** A request is over, or was given up. */
    record RequestOver(Journal.JournalEntry entry) implements SimulatorEvent {}

    /** A job exists; its plan tells what is going to become of it. */
    record JobCreated(Job job) implements SimulatorEvent {}

    /** Another scenario is in force. */
    record ScenarioChanged(String name) implements SimulatorEvent {}

    /** A fault rule is in force. */
    record FaultAdded(FaultBoard.ActiveRule rule) implements SimulatorEvent {}

    /** A fault rule was lifted by hand. */
    record FaultLifted(String id) implements SimulatorEvent {}

    /** Somebody scaled, froze or moved the clock. */
    record ClockSet() implements SimulatorEvent {}

    /** Jobs, journal and added faults were forgotten. */
    record Reset() implements SimulatorEvent {}
  }
}
