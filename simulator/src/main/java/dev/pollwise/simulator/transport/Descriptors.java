package dev.pollwise.simulator.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many connections the file descriptors of this process allow. Helidon's listener ends for ever
 * when it cannot accept for want of one, so a listener leaves some for a second listener, webhooks
 * and files: {@value #RESERVE}, or two thirds where there are few.
 */
final class Descriptors {

  private static final int SHARE = 3;
  private static final int RESERVE = 1_000;

  private Descriptors() {}

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
