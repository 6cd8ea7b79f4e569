package dev.pollwise.simulator.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.pollwise.simulator.document.Range;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;

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

  /**
   * How many connections the file descriptors of this process allow. Helidon's listener ends for
   * ever when it cannot accept for want of one, so a listener leaves some for a second listener,
   * webhooks and files: {@value #RESERVE}, or two thirds where there are few.
   */
  public static final class Descriptors {

    private static final int SHARE = 3;
    private static final int RESERVE = 1_500;

    /** What the program itself takes at its start, and some connections. */
    private static final int LEAST = 128;

    private Descriptors() {}

    /** What to say if there are too few of them to run at all. Needs no more of them itself. */
    public static Optional<String> lack() {
      long most = most();
      return most < LEAST
          ? Optional.of(
              "cannot run with " + most + " file descriptors: ulimit -n must be at least " + LEAST)
          : Optional.empty();
    }

    private static long most() {
      return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
          ? unix.getMaxFileDescriptorCount()
          : Long.MAX_VALUE;
    }

    /** So many as wanted, or as there can be. */
    static int connections(int wanted) {
      if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
        long left = unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount();
        return connections(wanted, left);
      }
      return wanted;
    }

    /** So many as wanted, or as there can be with so many descriptors left. */
    static int connections(int wanted, long left) {
      return (int) Math.max(1, Math.min(wanted, Math.max(left / SHARE, left - RESERVE)));
    }
  }
}
