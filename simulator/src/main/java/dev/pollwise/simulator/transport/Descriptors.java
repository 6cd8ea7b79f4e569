package dev.pollwise.simulator.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * How many connections the file descriptors of this process allow. Helidon's listener ends for ever
 * when it cannot accept for want of one, so a listener leaves some for a second listener, webhooks
 * and files: {@value #RESERVE}, or two thirds where there are few.
 */
public final class Descriptors {

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
