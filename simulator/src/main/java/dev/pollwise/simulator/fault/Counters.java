package dev.pollwise.simulator.fault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Counts by name. Remembers about the {@value #KEPT} names used last, so that a client that makes
 * up names cannot exhaust the memory; a name that was forgotten starts again at one. Safe for use
 * by many threads.
 */
public final class Counters {

  private static final int KEPT = 200_000;

  // Names are spread over several maps, as every request counts and would wait for the one before.
  private static final int STRIPES = 16;

  private final List<Stripe> stripes = Stream.generate(Stripe::new).limit(STRIPES).toList();

  /** One more: 1 on the first call with this name. */
  public long next(String name) {
    int hash = name.hashCode();
    return stripes.get((hash ^ (hash >>> Short.SIZE)) & (STRIPES - 1)).next(name);
  }

  /** Forgets all. */
  public void clear() {
    stripes.forEach(Stripe::clear);
  }

  /** The counts of some of the names. */
  private static final class Stripe {

    @SuppressWarnings("serial") // never serialised
    private final Map<String, Long> counts =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > KEPT / STRIPES;
          }
        };

    synchronized long next(String name) {
      return counts.merge(name, 1L, Long::sum);
    }

    synchronized void clear() {
      counts.clear();
    }
  }
}
