package dev.pollwise.client.policy;

import static dev.pollwise.client.job.Durations.seconds;
import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Durations;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.time.Duration;

/**
 * The schedule of a wait: how long to wait before each poll, before jitter. A small immutable
 * value; safe for any thread.
 *
 * <p>Intervals are counted from 1; interval 1 lies between the submit and the first poll. Calls
 * that brought no usable answer do not advance the schedule: they are repeated by a backoff of
 * their own.
 */
public sealed interface Pacing {

  /**
   * The interval before the next poll.
   *
   * @param context which poll it leads to, and what is known by then
   * @return more than zero
   */
  Duration interval(Context context);

  /**
   * The intervals before the next poll among which another than {@link #interval} may be chosen, to
   * keep waits apart or to bring calls together.
   *
   * @param context as for {@link #interval}
   * @param widest none beyond this
   * @param loss where the law of durations is known, none that makes the rest of the wait dearer by
   *     a larger share; 0 or more
   */
  default Outlook.Leeway leeway(Context context, Jitter widest, double loss) {
    return widest.around(interval(context));
  }

  /** The schedule in a few words, with its numbers. */
  String describe();

  /** Why the interval is what it is, in a few words. */
  default String describe(Context context) {
    requireNonNull(context, "context");
    return describe();
  }

  /**
   * The schedule that costs least: for a job whose duration is known by experience, the exact
   * optimum for the price of a call; where nothing is known, {@link #forPrice} of it.
   *
   * <p>The price is that of the policy, {@link PollingPolicy#callPrice}. Experience is what the
   * client has seen of jobs of the same class.
   */
  static Pacing adaptive() {
    return new Adaptive();
  }

  /** The same interval each time. */
  static Pacing fixed(Duration interval) {
    return new Fixed(interval);
  }

  /** Intervals that grow by a factor up to a cap: {@code min(cap, initial * factor^(poll-1))}. */
  static Pacing exponential(Duration initial, double factor, Duration cap) {
    return new Exponential(initial, factor, cap);
  }

  /** Intervals that grow by a step up to a cap: {@code min(cap, initial + step * (poll-1))}. */
  static Pacing linear(Duration initial, Duration step, Duration cap) {
    return new Linear(initial, step, cap);
  }

  /**
   * The quadratic schedule for a price: poll {@code k} at {@code r k²/2}, so that intervals are
   * r/2, 3r/2, 5r/2, …
   *
   * <p>Without any knowledge of how long a job takes, no schedule keeps the worst case nearer to
   * the best possible than this one: cost at most {@code 2 sqrt(2 cp cd T) + 1.5 cp} for a job of
   * length T, where {@code r = cp/cd}.
   *
   * @param callPrice r: how many seconds of lateness one call is worth
   */
  static Pacing forPrice(Duration callPrice) {
    Durations.requirePositive("callPrice", callPrice);
    return new Linear(half(callPrice), callPrice, Durations.LONGEST);
  }

  /** Rounded up: half of the smallest price would be no interval at all. */
  private static Duration half(Duration duration) {
    return duration.plusNanos(1).dividedBy(2);
  }

  /** A schedule of the user's own. */
  static Pacing of(String name, IntervalFunction function) {
    return new Custom(name, function);
  }

  /** A schedule of the user's own; called on a thread of the client, must not block. */
  @FunctionalInterface
  interface IntervalFunction {

    /**
     * The interval before a poll; what is not more than zero breaks the wait.
     *
     * @param poll the number of the poll it leads to, from 1
     * @param elapsed steady time since the wait began
     */
    Duration interval(int poll, Duration elapsed);
  }

  /** See {@link Pacing#adaptive}. */
  record Adaptive() implements Pacing {

    @Override
    public Outlook.Leeway leeway(Context context, Jitter widest, double loss) {
      if (context.elapsed().compareTo(context.horizon()) >= 0) {
        return widest.around(quadratic(context));
      }
      Outlook outlook = context.outlook();
      Outlook.Leeway leeway =
          outlook
              .leeway(
                  context.elapsed(),
                  context.callPrice(),
                  context.horizon(),
                  widest.fraction(),
                  loss)
              .orElseGet(() -> widest.around(quadratic(context)));
      return outlook.isAssumed() ? leeway.within(corridor(context)) : leeway;
    }

    @Override
    public Duration interval(Context context) {
      if (context.elapsed().compareTo(context.horizon()) >= 0) {
        return quadratic(context);
      }
      Duration interval =
          context
              .outlook()
              .next(context.elapsed(), context.callPrice(), context.horizon())
              .map(next -> next.minus(context.elapsed()))
              .orElseGet(() -> quadratic(context));
      return context.outlook().isAssumed()
          ? new Outlook.Leeway(interval, interval).within(corridor(context)).least()
          : interval;
    }

    private static Outlook.Leeway corridor(Context context) {
      return Outlook.corridor(context.elapsed(), context.poll() - 1, context.callPrice());
    }

    private static Duration quadratic(Context context) {
      return Outlook.quadratic(context.elapsed(), context.callPrice());
    }

    @Override
    public String describe() {
      return "adaptive";
    }

    @Override
    public String describe(Context context) {
      return "adaptive ("
          + context.outlook().describe()
          + ", r "
          + Durations.text(context.callPrice())
          + ")";
    }
  }

  /**
   * See {@link Pacing#fixed}.
   *
   * @param interval more than 0
   */
  record Fixed(Duration interval) implements Pacing {
    /** Refuses an interval that is not positive. */
    public Fixed {
      Durations.requirePositive("interval", interval);
    }

    @Override
    public Duration interval(Context context) {
      requireNonNull(context, "context");
      return interval;
    }

    @Override
    public String describe() {
      return "fixed " + Durations.text(interval);
    }
  }

  /**
   * See {@link Pacing#exponential}.
   *
   * @param initial more than 0
   * @param factor 1 to 10
   * @param cap not less than initial
   */
  record Exponential(Duration initial, double factor, Duration cap) implements Pacing {
    /** Refuses values out of range. */
    public Exponential {
      Durations.requirePositive("initial", initial);
      if (!(factor >= 1 && factor <= 10)) {
        throw new IllegalArgumentException("factor " + factor + ": must be from 1.0 to 10.0");
      }
      Durations.requirePositive("cap", cap);
      Durations.requireAtLeast("cap", cap, "initial", initial);
    }

    @Override
    public Duration interval(Context context) {
      double seconds = seconds(initial) * Math.pow(factor, context.poll() - 1.0);
      return seconds >= seconds(cap) ? cap : ofSeconds(seconds);
    }

    @Override
    public String describe() {
      return "exponential "
          + Durations.text(initial)
          + " × "
          + factor
          + ", cap "
          + Durations.text(cap);
    }
  }

  /**
   * See {@link Pacing#linear}.
   *
   * @param initial more than 0
   * @param step 0 or more
   * @param cap not less than initial
   */
  record Linear(Duration initial, Duration step, Duration cap) implements Pacing {
    /** Refuses values out of range. */
    public Linear {
      Durations.requirePositive("initial", initial);
      Durations.requireNotNegative("step", step);
      Durations.requirePositive("cap", cap);
      Durations.requireAtLeast("cap", cap, "initial", initial);
    }

    @Override
    public Duration interval(Context context) {
      double seconds = seconds(initial) + seconds(step) * (context.poll() - 1.0);
      return seconds >= seconds(cap) ? cap : ofSeconds(seconds);
    }

    @Override
    public String describe() {
      String growth = "linear " + Durations.text(initial) + " + " + Durations.text(step);
      return cap.equals(Durations.LONGEST) ? growth : growth + ", cap " + Durations.text(cap);
    }
  }

  /**
   * See {@link Pacing#of}.
   *
   * @param name what to call it in events
   * @param function the schedule
   */
  record Custom(String name, IntervalFunction function) implements Pacing {
    public Custom {
      requireNonNull(name, "name");
      requireNonNull(function, "function");
    }

    @Override
    public Duration interval(Context context) {
      Duration interval = function.interval(context.poll(), context.elapsed());
      Durations.requirePositive("interval " + context.poll() + " of " + name, interval);
      return interval;
    }

    @Override
    public String describe() {
      return name;
    }
  }

  private static Duration ofSeconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /**
   * The moment at which a pacing chooses the next interval.
   *
   * @param poll the number of the poll that the interval leads to, from 1
   * @param elapsed steady time since the wait began; for a job submitted by this client, its age
   * @param callPrice r, how many seconds of lateness one call is worth; where several jobs share a
   *     call, the share of one of them
   * @param horizon the deadline of the wait, in elapsed time
   * @param outlook what is known of the duration of the job
   */
  record Context(
      int poll, Duration elapsed, Duration callPrice, Duration horizon, Outlook outlook) {

    /** Refuses null, a poll below 1 and a price that is not positive. */
    public Context {
      requireNonNull(elapsed, "elapsed");
      Durations.requirePositive("callPrice", callPrice);
      requireNonNull(horizon, "horizon");
      requireNonNull(outlook, "outlook");
      if (poll < 1) {
        throw new IllegalArgumentException("poll " + poll + ": must be at least 1");
      }
    }

    /** What a policy gives a job of which nothing is known. */
    public static Context of(PollingPolicy policy, int poll, Duration elapsed) {
      return new Context(poll, elapsed, policy.callPrice(), policy.deadline(), Outlook.unknown());
    }
  }
}
