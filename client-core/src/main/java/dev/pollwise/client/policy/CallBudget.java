package dev.pollwise.client.policy;

import dev.pollwise.client.job.Durations;
import java.time.Duration;

/**
 * How many status calls all waits of a client together may make: never more than so many in any
 * window of a length. A call that asks about several jobs counts once. Where an answer has further
 * pages, or the HTTP client of the platform repeats a request, that goes out at once, beyond the
 * budget if need be, and takes the room of a later call.
 *
 * @param calls 1 to 1,000,000
 * @param per the length of the window, more than 0
 */
public record CallBudget(int calls, Duration per) {

  private static final int MOST = 1_000_000;

  /** Refuses values out of range. */
  public CallBudget {
    if (calls < 1 || calls > MOST) {
      throw new IllegalArgumentException("calls " + calls + ": must be from 1 to " + MOST);
    }
    Durations.requirePositive("per", per);
  }

  /** The budget in words, for instance "60 calls per 60 s". */
  public String describe() {
    return calls + (calls == 1 ? " call per " : " calls per ") + Durations.text(per);
  }
}
