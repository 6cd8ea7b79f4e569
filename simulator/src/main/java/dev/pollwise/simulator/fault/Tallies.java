package dev.pollwise.simulator.fault;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts by name. Remembers the {@value #KEPT} names used last, so that a client that makes up
 * names cannot exhaust the memory; a name that was forgotten starts again at one. Safe for use by
 * many threads.
 */
public final class Tallies {

  private static final int KEPT = 200_000;

  @SuppressWarnings("serial") // never serialised
  private final Map<String, Long> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > KEPT;
        }
      };

  /** One more: 1 on the first call with this name. */
  public synchronized long next(String name) {
    return counts.merge(name, 1L, Long::sum);
  }

  /** Forgets all. */
  public synchronized void clear() {
    counts.clear();
  }
}
