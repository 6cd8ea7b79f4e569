package dev.pollwise.simulator.simulation;

import dev.pollwise.simulator.scenario.RequestLimit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds each client to a {@link RequestLimit} by remembering when its last requests were admitted:
 * so no span of time, wherever it begins, ever sees more than the limit, and the time until the
 * next one is admitted is known exactly. Refused requests do not count. Remembers the {@value
 * #CLIENTS} clients seen last. Safe for use by many threads.
 */
public final class RateLimiter {

  private static final int CLIENTS = 10_000;

  @SuppressWarnings("serial") // never serialised
  private final Map<String, Deque<Duration>> admitted =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Duration>> eldest) {
          return size() > CLIENTS;
        }
      };

  /**
   * Admits a request, or tells how long to wait.
   *
   * @return empty if admitted, else the simulated time until one would be
   */
  public synchronized Optional<Duration> admit(String client, RequestLimit limit, Duration now) {
    if (limit.isNone()) {
      return Optional.empty();
    }
    Deque<Duration> times = admitted.computeIfAbsent(client, key -> new ArrayDeque<>());
    while (!times.isEmpty() && times.peekFirst().plus(limit.per()).compareTo(now) <= 0) {
      times.removeFirst();
    }
    while (times.size() > limit.requests()) {
      times.removeFirst(); // the limit was lowered meanwhile
    }
    if (times.size() == limit.requests()) {
      return Optional.of(times.getFirst().plus(limit.per()).minus(now));
    }
    times.addLast(now);
    return Optional.empty();
  }

  /** Forgets all clients. */
  public synchronized void clear() {
    admitted.clear();
  }
}
