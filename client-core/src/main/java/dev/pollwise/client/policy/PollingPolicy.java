package dev.pollwise.client.policy;

import static dev.pollwise.client.job.Durations.min;
import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Durations;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every limit and choice of a wait. Immutable; start from {@link #defaults()} and change what
 * matters. All limits are independent of each other: the first that is reached ends the wait.
 *
 * @param pacing when to poll; default {@link Pacing#adaptive}
 * @param jitter how far intervals are spread; default ± 10 %
 * @param callPrice r, how many seconds of lateness one call is worth; default 5 s. The one number
 *     that {@link Pacing#adaptive} needs; it also prices what a wait has cost
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

  /**
   * Refuses values out of range.
   *
   * @throws IllegalArgumentException with name, value and rule
   */
  public PollingPolicy {
    requireNonNull(pacing, "pacing");
    requireNonNull(jitter, "jitter");
    Durations.requirePositive("callPrice", callPrice);
    Durations.requirePositive("deadline", deadline);
    Durations.requirePositive("failureBudget", failureBudget);
    Durations.requirePositive("attemptTimeout", attemptTimeout);
    if (maxPolls < 1) {
      throw new IllegalArgumentException("maxPolls " + maxPolls + ": must be at least 1");
    }
  }

  /** The policy of a client that was told nothing. */
  public static PollingPolicy defaults() {
    return new PollingPolicy(
        Pacing.adaptive(),
        Jitter.defaults(),
        Duration.ofSeconds(5),
        Duration.ofMinutes(60),
        Duration.ofMinutes(15),
        Duration.ofSeconds(30),
        UNLIMITED);
  }

  /**
   * The price of a call to one job under circumstances in which it weighs less, or more.
   *
   * <p>A call that asks about m jobs costs each of them the m-th part. And where a share p of the
   * ends is announced in time by somebody else, lateness weighs only 1 - p as much (E[C] of a
   * schedule with announcements is that of the same schedule with {@code cd' = (1-p) cd}, less a
   * constant), so that a call is worth 1/(1-p) times as many seconds.
   *
   * @param participants m, 1 or more
   * @param announced p, from 0 to below 1
   * @return {@code r / (m (1-p))}, from 1 ns to 365 days
   */
  public Duration callPrice(int participants, double announced) {
    if (participants < 1) {
      throw new IllegalArgumentException("participants " + participants + ": must be at least 1");
    }
    if (!(announced >= 0 && announced < 1)) {
      throw new IllegalArgumentException("announced " + announced + ": must be from 0 to below 1");
    }
    if (participants == 1 && announced == 0) {
      return callPrice;
    }
    double nanos = callPrice.toNanos() / (participants * (1 - announced));
    return Duration.ofNanos(Math.round(Math.clamp(nanos, 1, (double) Durations.LONGEST.toNanos())));
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

  /** The same policy with another price of a call. */
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

  /**
   * A poll as a policy plans it for a job that goes on and a server that answers at once; what a
   * preview draws.
   *
   * @param number from 1
   * @param at nominal time since the wait began
   * @param interval the nominal interval that leads to it
   * @param least the shortest interval that jitter can make of it
   * @param most the longest
   */
  public record PlannedPoll(
      int number, Duration at, Duration interval, Duration least, Duration most) {

    public PlannedPoll {
      requireNonNull(at, "at");
      requireNonNull(interval, "interval");
      requireNonNull(least, "least");
      requireNonNull(most, "most");
    }

    /** As {@link #of(PollingPolicy, Outlook, int)}, for a job of which nothing is known. */
    public static List<PlannedPoll> of(PollingPolicy policy, int limit) {
      return of(policy, Outlook.unknown(), limit);
    }

    /**
     * The polls of a whole wait: up to the deadline, where the last look is, or the greatest number
     * of polls.
     *
     * @param policy the policy to preview
     * @param outlook what is known of the job
     * @param limit at most so many, 0 or more
     */
    public static List<PlannedPoll> of(PollingPolicy policy, Outlook outlook, int limit) {
      return of(policy, outlook, 1, limit);
    }

    /**
     * As {@link #of(PollingPolicy, Outlook, int)}, for a job whose calls are shared with others.
     * The first is planned as if it were not: that a call is shared shows when it is made.
     *
     * @param policy the policy to preview
     * @param outlook what is known of the job
     * @param participants how many waits share each call, 1 or more
     * @param limit at most so many, 0 or more
     */
    public static List<PlannedPoll> of(
        PollingPolicy policy, Outlook outlook, int participants, int limit) {
      PollingPolicy shared = policy.withCallPrice(policy.callPrice(participants, 0));
      if (limit < 0) {
        throw new IllegalArgumentException("limit " + limit + ": must not be negative");
      }
      return Stream.iterate(
              after(Duration.ZERO, 1, policy, outlook),
              poll -> after(poll.at, poll.number + 1, shared, outlook))
          .limit(Math.min(limit, policy.maxPolls()))
          .takeWhile(poll -> !poll.interval.isZero())
          .toList();
    }

    /** An interval of zero says that the deadline has been reached before. */
    private static PlannedPoll after(
        Duration before, int number, PollingPolicy policy, Outlook outlook) {
      Pacing.Context context =
          new Pacing.Context(number, before, policy.callPrice(), policy.deadline(), outlook);
      Duration left = policy.deadline().minus(before);
      Duration nominal = min(left, policy.pacing().interval(context));
      Outlook.Leeway leeway = policy.pacing().leeway(context, policy.jitter(), Double.MAX_VALUE);
      return new PlannedPoll(
          number,
          before.plus(nominal),
          nominal,
          min(left, leeway.least()),
          min(left, leeway.most()));
    }
  }

  /**
   * Spreads polls, so that many waits that began together do not stay together: each interval is
   * multiplied by a factor drawn evenly from {@code 1 ± fraction}, after any cap. Where a law of
   * durations is known that has no patience for that, the factor keeps to what costs little: see
   * {@link Outlook#leeway}.
   *
   * <p>Small on purpose: on an optimal schedule for a smooth law ± 10 % costs 0.4 %, ± 25 % costs
   * 2.5 % and full jitter 64 %.
   *
   * @param fraction 0 (none) to 0.5
   */
  public record Jitter(double fraction) {

    /** Refuses a fraction out of range. */
    public Jitter {
      if (!(fraction >= 0 && fraction <= 0.5)) {
        throw new IllegalArgumentException("jitter " + fraction + ": must be from 0.0 to 0.5");
      }
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
}
