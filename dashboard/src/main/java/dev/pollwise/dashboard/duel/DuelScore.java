package dev.pollwise.dashboard.duel;

import dev.pollwise.dashboard.form.Amounts;
import dev.pollwise.dashboard.form.Quantities;
import java.time.Duration;

/**
 * The score of a duel, as it is now.
 *
 * @param above the side above the lines
 * @param below the side below the lines
 * @param price how much lateness one call is worth
 * @param launched how many jobs were launched
 * @param jobs how many there are to be
 * @param phase how far the duel is
 */
public record DuelScore(
    Standing above, Standing below, Duration price, int launched, int jobs, Phase phase) {

  private static final double EVEN = 1.05;

  /** How far a duel is. */
  public enum Phase {
    RUNNING,
    STOPPED,
    OVER
  }

  /** How one side stands. */
  public Standing on(Side side) {
    return switch (side) {
      case ABOVE -> above;
      case BELOW -> below;
    };
  }

  /** What a side has cost, in calls. */
  public double cost(Side side) {
    return on(side).cost(price);
  }

  /** Who is ahead and by how much, in one sentence. */
  public String verdict() {
    if (above.seen() + below.seen() + above.missed() + below.missed() == 0) {
      return phase == Phase.RUNNING ? "No end was seen yet." : "Stopped before an end was seen.";
    }
    if (above.missed() != below.missed()) {
      return above.missed() < below.missed() ? gaveUp(above, below) : gaveUp(below, above);
    }
    return cost(Side.ABOVE) < cost(Side.BELOW) ? dearer(above, below) : dearer(below, above);
  }

  private String gaveUp(Standing better, Standing worse) {
    return better.name()
        + (phase == Phase.RUNNING ? " is ahead: " : " wins: ")
        + worse.name()
        + " gave up on "
        + Standing.jobs(worse.missed())
        + ", and no price makes up for an end that is never seen.";
  }

  private String dearer(Standing better, Standing worse) {
    String soFar = phase == Phase.RUNNING ? " so far." : ".";
    String price = "At " + Quantities.about(this.price) + " a call, ";
    double times = worse.cost(this.price) / better.cost(this.price);
    return times < EVEN
        ? price + "both cost about the same" + soFar
        : price + worse.name() + " costs " + Amounts.factor(times) + " as " + better.name() + soFar;
  }

  /** How far the duel is, in words. */
  public String progress() {
    String done = launched + " of " + jobs + " jobs launched";
    return switch (phase) {
      case RUNNING -> done;
      case STOPPED -> done + ", then stopped";
      case OVER -> Standing.jobs(launched) + ", each watched by both";
    };
  }
}
