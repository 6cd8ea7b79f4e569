package dev.pollwise.benchmarks.cases;

import dev.pollwise.benchmarks.peers.Pace;
import dev.pollwise.client.request.PollClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;

/** The machine's time, passing faster; the same for all that have one origin. */
final class FastClock implements PollClock {

  private static final PollClock MACHINE = PollClock.system();

  private final Pace pace;
  private final Instant origin;
  private final long zero = System.nanoTime();

  FastClock(Pace pace, Instant origin) {
    this.pace = pace;
    this.origin = origin;
  }

  @Override
  public Instant instant() {
    Duration passed = Duration.between(origin, InstantSource.system().instant());
    return origin.plusNanos(Math.round(passed.toNanos() * pace.scale()));
  }

  @Override
  public Duration steady() {
    return Duration.ofNanos(Math.round((System.nanoTime() - zero) * pace.scale()));
  }

  @Override
  public Future<?> after(Duration delay, Runnable task) {
    return MACHINE.after(pace.shortened(delay), task);
  }
}
