package dev.pollwise.simulator.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many connections the file descriptors of this process allow. Helidon's listener ends for ever
 * when it cannot accept for want of one, so a listener takes a third of those that are left at
 * most; the rest is for a second listener and for files.
 */
final class Descriptors {

  private static final int SHARE = 3;

  private Descriptors() {}

  /** So many as wanted, or as there can be. */
  static int connections(int wanted) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long left = unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount();
      return (int) Math.max(1, Math.min(wanted, left / SHARE));
    }
    return wanted;
  }
}
