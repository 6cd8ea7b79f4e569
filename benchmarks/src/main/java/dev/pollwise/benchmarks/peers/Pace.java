package dev.pollwise.benchmarks.peers;

import java.time.Duration;

/**
 * How much faster simulated time passes than that of the machine.
 *
 * @param scale simulated seconds in a second, 1 or more
 */
public record Pace(double scale) {

  /** In words. */
  public String describe() {
    return scale == 1 ? "in real time" : "%.0f times as fast".formatted(scale);
  }

  /** How long so many simulated seconds take. */
  public Duration seconds(double simulated) {
    return Duration.ofNanos(Math.round(simulated * 1e9 / scale));
  }

  /** How long that much simulated time takes. */
  public Duration shortened(Duration simulated) {
    return seconds(simulated.toNanos() / 1e9);
  }
}
