package dev.pollwise.simulator.transport;

import java.time.Duration;

/**
 * What a listener grants its clients. Times are wall-clock time.
 *
 * @param connections open at once; when there are more, the one that has kept the listener waiting
 *     longest is closed, and only where all are being served do new ones wait
 * @param headerTimeout within which a request's head must be whole, counted from its first byte; on
 *     a new connection from its beginning
 * @param bodyTimeout within which a request's body must be whole, and within which a client must
 *     take what is sent to it
 * @param idleTimeout for which a connection may rest between two requests
 */
public record ConnectionLimits(
    int connections, Duration headerTimeout, Duration bodyTimeout, Duration idleTimeout) {

  /** The shortest time that any of them can be. */
  public static final Duration SHORTEST = Duration.ofMillis(10);

  /** The longest time that any of them can be. */
  public static final Duration LONGEST = Duration.ofDays(1);

  /** Refuses values out of range. */
  public ConnectionLimits {
    if (connections < 1) {
      throw new IllegalArgumentException("max-connections " + connections + ": must be at least 1");
    }
    requireTimeout("header-timeout", headerTimeout);
    requireTimeout("body-timeout", bodyTimeout);
    requireTimeout("idle-timeout", idleTimeout);
  }

  private static void requireTimeout(String name, Duration time) {
    if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + " " + time + ": must be from 10 ms to 1 day");
    }
  }

  /** 1,000 connections; 30 seconds for a head, a minute for a body, five minutes of rest. */
  public static ConnectionLimits defaults() {
    return new ConnectionLimits(
        1_000, Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5));
  }

  /** With another number of connections. */
  public ConnectionLimits withConnections(int count) {
    return new ConnectionLimits(count, headerTimeout, bodyTimeout, idleTimeout);
  }
}
