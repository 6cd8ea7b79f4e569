package dev.pollwise.simulator.transport;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The memory that the bodies of requests may take together, from their first byte until they are
 * answered. When it is full, the request goes whose body began first, as it keeps others waiting
 * longest. Safe for use by many threads.
 */
final class BodyMemory {

  private static final int SHARE = 4;
  private static final int LEAST = 1 << 20;

  private final long most;
  private final Map<ClientSocket, Long> held = new LinkedHashMap<>();
  private long used;

  /** So many bytes. */
  BodyMemory(long most) {
    this.most = most;
  }

  /** A quarter of the heap. */
  static BodyMemory ofHeap() {
    return new BodyMemory(Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE));
  }

  /** The longest body that there can be. */
  long most() {
    return most;
  }

  /**
   * Takes some more for the body of a request.
   *
   * @return whether it got it; if not, its connection is cut
   */
  synchronized boolean take(ClientSocket by, int bytes) {
    if (by.isCut()) {
      return false;
    }
    used += bytes;
    held.merge(by, (long) bytes, Long::sum);
    while (used > most) {
      Iterator<Map.Entry<ClientSocket, Long>> first = held.entrySet().iterator();
      Map.Entry<ClientSocket, Long> oldest = first.next();
      used -= oldest.getValue();
      oldest.getKey().cut();
      first.remove();
    }
    return !by.isCut();
  }

  /** The request was answered. */
  synchronized void release(ClientSocket by) {
    Long bytes = held.remove(by);
    used -= bytes == null ? 0 : bytes;
  }
}
