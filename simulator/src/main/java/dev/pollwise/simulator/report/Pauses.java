package dev.pollwise.simulator.report;

import dev.pollwise.simulator.job.BoundedMap;
import dev.pollwise.simulator.report.Gradebook.StatusPoll.Moment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Who was asked to stay away, and when: keys and addresses by name. Remembers the last pauses of
 * each of the {@value #NAMES} names asked last. Used under the lock of the {@link Gradebook}.
 */
final class Pauses {

  private static final int NAMES = 10_000;

  /** A request may take long to be answered, and is judged by the pauses of its arrival. */
  private static final int EACH = 8;

  private final BoundedMap<String, Deque<Pause>> byName =
      new BoundedMap<>(BoundedMap.Oldest.USED, NAMES);
  private long forgotten;

  /** One that begins while another lasts makes that one longer. */
  void add(String name, Pause pause) {
    Deque<Pause> all = byName.find(name).orElseGet(ArrayDeque::new);
    Pause last = all.peekLast();
    if (last == null || last.isOver(pause.heard())) {
      all.addLast(pause);
    } else if (!pause.isOver(last.until())) {
      all.removeLast();
      all.addLast(last.until(pause));
    }
    if (all.size() > EACH) {
      all.removeFirst();
    }
    byName.put(name, all, gone -> forgotten += gone.getLast().isOver(pause.heard()) ? 0 : 1);
  }

  boolean hold(String name, Moment moment, String connection) {
    Optional<Deque<Pause>> all = byName.find(name);
    if (all.isPresent()) {
      for (Pause pause : all.get()) {
        if (pause.holds(moment, connection)) {
          return true;
        }
      }
    }
    return false;
  }

  /** How many were forgotten before they were over. */
  long forgotten() {
    return forgotten;
  }

  void clear() {
    byName.clear();
    forgotten = 0;
  }
}
