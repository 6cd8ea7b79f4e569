package dev.pollwise.client.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which events were delivered before: those of the last 24 h, for which a server repeats a delivery
 * that nobody has confirmed, and of them the last {@value #MOST}. Safe for any thread.
 */
final class SeenEvents {

  static final int MOST = 20_000;

  private static final Duration KEPT = Duration.ofHours(24);

  private final Map<String, Instant> seen = new LinkedHashMap<>();

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

  private void forget(Instant now) {
    Iterator<Instant> oldestFirst = seen.values().iterator();
    while (oldestFirst.hasNext()) {
      Instant since = oldestFirst.next();
      if (seen.size() < MOST && Duration.between(since, now).compareTo(KEPT) <= 0) {
        return;
      }
      oldestFirst.remove();
    }
  }
}
