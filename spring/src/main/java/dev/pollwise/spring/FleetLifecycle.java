package dev.pollwise.spring;

import static java.util.Objects.requireNonNull;

import dev.pollwise.fleet.Fleet;
import org.springframework.context.SmartLifecycle;

/**
 * Begins the fleet before a web server takes requests, and ends it after that has drained. A fleet
 * that has ended is not begun again.
 */
final class FleetLifecycle implements SmartLifecycle {

  /** A web server has 1,024 less than the greatest for draining, and 2,048 less for its socket. */
  static final int PHASE = DEFAULT_PHASE - 3_072;

  private final Fleet fleet;
  private volatile boolean isRunning;

  FleetLifecycle(Fleet fleet) {
    this.fleet = requireNonNull(fleet, "fleet");
  }

  @Override
  public void start() {
    fleet.start();
    isRunning = true;
  }

  @Override
  public void stop() {
    isRunning = false;
    fleet.close();
  }

  @Override
  public boolean isRunning() {
    return isRunning;
  }

  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
