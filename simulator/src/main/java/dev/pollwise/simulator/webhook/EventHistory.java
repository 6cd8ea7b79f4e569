package dev.pollwise.simulator.webhook;

import dev.pollwise.simulator.job.BoundedMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The last events. Remembers 10,000 of them, or as many as a sixteenth of the heap holds. Safe for
 * use by many threads.
 */
public final class EventHistory {

  private static final int EACH = 2_048;
  private static final long KEPT = BoundedMap.bytes(10_000L * EACH, 16) / EACH;

  private final Deque<WebhookEvent> events = new ArrayDeque<>();

  synchronized void add(WebhookEvent event) {
    events.addLast(event);
    if (events.size() > KEPT) {
      events.removeFirst();
    }
  }

  /**
   * A page of events, the newest first.
   *
   * @param before only events of a smaller number; {@link Long#MAX_VALUE} for the first page
   * @param limit how many at most
   */
  public synchronized List<WebhookEvent> page(
      long before, int limit, Predicate<WebhookEvent> wanted) {
    List<WebhookEvent> page = new ArrayList<>();
    Iterator<WebhookEvent> newestFirst = events.descendingIterator();
    while (newestFirst.hasNext() && page.size() < limit) {
      WebhookEvent event = newestFirst.next();
      if (event.number() < before && wanted.test(event)) {
        page.add(event);
      }
    }
    return page;
  }

  synchronized void clear() {
    events.clear();
  }
}
