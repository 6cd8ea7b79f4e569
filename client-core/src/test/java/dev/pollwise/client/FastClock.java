package dev.pollwise.client;

import dev.pollwise.client.request.PollClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;

/**
 * Real time, a hundred times faster: a second of waiting takes 10 ms, so that whole seconds, the
 * unit of Retry-After, can be waited out. Attempt timeouts are a hundred times shorter, too: what
 * is answered over the network needs long ones.
 */
final class FastClock implements PollClock {

  private static final int SPEED = 100;

  private final PollClock real = PollClock.system();

  @Override
  public Duration steady() {
    return real.steady().multipliedBy(SPEED);
  }

  @Override
  public Instant instant() {
    return real.instant();
  }

  @Override
  public Future<?> after(Duration delay, Runnable task) {
    return real.after(delay.dividedBy(SPEED), task);
  }
}
