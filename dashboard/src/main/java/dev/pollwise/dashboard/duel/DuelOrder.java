package dev.pollwise.dashboard.duel;

import dev.pollwise.dashboard.server.ControlAddress;
import dev.pollwise.dashboard.server.ServerChoice;
import java.time.Duration;

/**
 * A wish for a duel: so many jobs, each launched once and watched by both.
 *
 * @param number tells it from every other duel of this window
 * @param server where; one on this machine
 * @param control tells when its jobs are truly over
 * @param jobs how many, 3 to 20
 * @param spread from the first launch to the last
 * @param above who is drawn above the lines
 * @param below who is drawn below the lines
 */
public record DuelOrder(
    int number,
    ServerChoice server,
    ControlAddress control,
    int jobs,
    Duration spread,
    Contestant above,
    Contestant below) {

  static final int FEWEST_JOBS = 3;
  static final int MOST_JOBS = 20;

  /** Refuses what would cost money, and what nobody could look at. */
  public DuelOrder {
    if (server.isPaid()) {
      throw new IllegalArgumentException(
          "server " + server.label() + ": must be on this machine, where jobs cost nothing");
    }
    if (jobs < FEWEST_JOBS || jobs > MOST_JOBS) {
      throw new IllegalArgumentException("jobs " + jobs + ": must be from 3 to 20");
    }
  }

  /** Who is on a side. */
  public Contestant on(Side side) {
    return switch (side) {
      case ABOVE -> above;
      case BELOW -> below;
    };
  }
}
