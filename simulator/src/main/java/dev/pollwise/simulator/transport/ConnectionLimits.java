package dev.pollwise.simulator.transport;

import dev.pollwise.simulator.document.Range;
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

  /** How many connections there can be. */
  public static final Range<Integer> CONNECTIONS = Range.of(1, 1_000_000);

  /** How long any of the times can be. */
  public static final Range<Duration> TIMEOUTS =
      Range.of(Duration.ofMillis(10), Duration.ofDays(1));

  /** Refuses values out of range. */
  public ConnectionLimits {
    CONNECTIONS.require("max-connections", connections);
    TIMEOUTS.require("header-timeout", headerTimeout);
    TIMEOUTS.require("body-timeout", bodyTimeout);
    TIMEOUTS.require("idle-timeout", idleTimeout);
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
