package dev.pollwise.client.pacing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Every limit and choice of a wait. Immutable; start from {@link #defaults()} and change what
 * matters. All limits are independent of each other: the first that is reached ends the wait.
 *
 * @param pacing when to poll; default {@link Pacing#forPrice} of the call price
 * @param jitter how far intervals are spread; default ± 10 %
 * @param callPrice r, how many seconds of lateness one call is worth; default 5 s. It prices what a
 *     wait has cost and is what {@link Pacing#forPrice} starts from
 * @param deadline the longest wait, measured on a steady clock from its beginning; default 60 min.
 *     One last look is made exactly then
 * @param failureBudget the longest time without any usable answer, measured from the first failed
 *     call; default 15 min
 * @param attemptTimeout the longest single call: connecting, headers and body together; default 30
 *     s
 * @param maxPolls the greatest number of calls; default {@link #UNLIMITED}
 */
public record PollingPolicy(
    Pacing pacing,
    Jitter jitter,
    Duration callPrice,
    Duration deadline,
    Duration failureBudget,
    Duration attemptTimeout,
    int maxPolls) {

  /** No limit on the number of polls. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private static final Duration CALL_PRICE = Duration.ofSeconds(5);

  /**
   * Refuses values out of range.
   *
   * @throws IllegalArgumentException with name, value and rule
   */
  public PollingPolicy {
    requireNonNull(pacing, "pacing");
    requireNonNull(jitter, "jitter");
    Rules.positive("callPrice", callPrice);
    Rules.positive("deadline", deadline);
    Rules.positive("failureBudget", failureBudget);
    Rules.positive("attemptTimeout", attemptTimeout);
    if (maxPolls < 1) {
      throw new IllegalArgumentException("maxPolls " + maxPolls + ": must be at least 1");
    }
  }

  /** The policy of a client that was told nothing. */
  public static PollingPolicy defaults() {
    return new PollingPolicy(
        Pacing.forPrice(CALL_PRICE),
        Jitter.defaults(),
        CALL_PRICE,
        Duration.ofMinutes(60),
        Duration.ofMinutes(15),
        Duration.ofSeconds(30),
        UNLIMITED);
  }

  /** The same policy with another schedule. */
  public PollingPolicy withPacing(Pacing pacing) {
    return new PollingPolicy(
        pacing, jitter, callPrice, deadline, failureBudget, attemptTimeout, maxPolls);
  }

  /** The same policy with another spread. */
  public PollingPolicy withJitter(Jitter jitter) {
    return new PollingPolicy(
        pacing, jitter, callPrice, deadline, failureBudget, attemptTimeout, maxPolls);
  }

  /** The same policy with another price of a call; the schedule stays as it is. */
  public PollingPolicy withCallPrice(Duration callPrice) {
    return new PollingPolicy(
        pacing, jitter, callPrice, deadline, failureBudget, attemptTimeout, maxPolls);
  }

  /** The same policy with another deadline. */
  public PollingPolicy withDeadline(Duration deadline) {
    return new PollingPolicy(
        pacing, jitter, callPrice, deadline, failureBudget, attemptTimeout, maxPolls);
  }

  /** The same policy with another failure budget. */
  public PollingPolicy withFailureBudget(Duration failureBudget) {
    return new PollingPolicy(
        pacing, jitter, callPrice, deadline, failureBudget, attemptTimeout, maxPolls);
  }

  /** The same policy with another limit for a single call. */
  public PollingPolicy withAttemptTimeout(Duration attemptTimeout) {
    return new PollingPolicy(
        pacing, jitter, callPrice, deadline, failureBudget, attemptTimeout, maxPolls);
  }

  /** The same policy with another greatest number of calls. */
  public PollingPolicy withMaxPolls(int maxPolls) {
    return new PollingPolicy(
        pacing, jitter, callPrice, deadline, failureBudget, attemptTimeout, maxPolls);
  }
}
