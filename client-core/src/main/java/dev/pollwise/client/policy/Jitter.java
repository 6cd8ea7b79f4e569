package dev.pollwise.client.policy;

import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Rules;
import java.time.Duration;

/**
 * Spreads polls, so that many waits that began together do not stay together: each interval is
 * multiplied by a factor drawn evenly from {@code 1 ± fraction}, after any cap. Where a law of
 * durations is known that has no patience for that, the factor keeps to what costs little: see
 * {@link Outlook#leeway}.
 *
 * <p>Small on purpose: on an optimal schedule for a smooth law ± 10 % costs 0.4 %, ± 25 % costs 2.5
 * % and full jitter 64 %.
 *
 * @param fraction 0 (none) to 0.5
 */
public record Jitter(double fraction) {

  /** Refuses a fraction out of range. */
  public Jitter {
    Rules.within("jitter", fraction, 0, 0.5);
  }

  /** Ten percent, the default. */
  public static Jitter defaults() {
    return new Jitter(0.1);
  }

  /** No spread at all. */
  public static Jitter none() {
    return new Jitter(0);
  }

  /** The intervals that may come of one. */
  public Outlook.Leeway around(Duration nominal) {
    return Outlook.Leeway.around(nominal, fraction, fraction);
  }

  /** The interval to use where it must not become shorter, as after a hint of the server. */
  public Duration spreadUpward(Duration floor, double chance) {
    return Outlook.Leeway.around(floor, 0, fraction).drawn(chance);
  }
}
