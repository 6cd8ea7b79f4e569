package dev.pollwise.client.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which events were delivered before: those that came not longer than a time ago, and of them the
 * last {@value #MOST}. Safe for any thread.
 */
final class SeenEvents {

  static final int MOST = 20_000;

  private final Duration kept;
  private final Map<String, Instant> seen = new LinkedHashMap<>();

  SeenEvents(Duration kept) {
    this.kept = kept;
  }

  /**
   * Remembers an event.
   *
   * @param name what it goes by
   * @param now by the wall clock
   * @return whether it was not known yet
   */
  synchronized boolean isNew(String name, Instant now) {
    forget(now);
    return seen.putIfAbsent(name, now) == null;
  }

  /** Forgets one that could not be passed on, so that its repetition is taken. */
  synchronized void forget(String name) {
    seen.remove(name);
  }

  private void forget(Instant now) {
    Iterator<Instant> oldestFirst = seen.values().iterator();
    while (oldestFirst.hasNext()) {
      Instant since = oldestFirst.next();
      if (seen.size() < MOST && Duration.between(since, now).compareTo(kept) <= 0) {
        return;
      }
      oldestFirst.remove();
    }
  }
}
