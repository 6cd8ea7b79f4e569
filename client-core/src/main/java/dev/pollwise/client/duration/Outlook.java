package dev.pollwise.client.duration;

import static dev.pollwise.client.job.Durations.max;
import static dev.pollwise.client.job.Durations.min;
import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is known of how long one job will take, ready to be asked when to poll. Immutable; safe for
 * any thread; asking costs well under a microsecond once the table for a price and a horizon is
 * there, which the first question builds in a few milliseconds.
 */
public interface Outlook {

  /**
   * The best moment of the next poll for a job that is known to be alive. It is the optimum of what
   * remains, whatever happened before: a hint, a failed call or jitter need no repair.
   *
   * @param elapsed time since the submit at which the job was alive, 0 or more
   * @param callPrice r: how many seconds of lateness one call is worth, more than 0
   * @param horizon time since the submit of the last look, later than elapsed, at most 365 days
   * @return time since the submit, later than elapsed and at most the horizon; empty if nothing is
   *     known
   * @throws IllegalArgumentException if a value is out of range
   */
  Optional<Duration> next(Duration elapsed, Duration callPrice, Duration horizon);

  /**
   * The intervals around the best one that serve nearly as well. Under most laws the cost is flat
   * around its optimum and all that jitter asks for costs little; where many jobs end at one
   * moment, a poll just before it is wasted and each second after it is paid by all.
   *
   * @param elapsed as for {@link #next}
   * @param callPrice as for {@link #next}
   * @param horizon as for {@link #next}
   * @param widest no interval beyond this
   * @param loss no interval that makes the rest of the wait dearer by a larger share, 0 or more
   * @return counted from elapsed; empty if nothing is known
   * @throws IllegalArgumentException if a value is out of range
   */
  default Optional<Leeway> leeway(
      Duration elapsed, Duration callPrice, Duration horizon, double widest, double loss) {
    Rules.within("widest", widest, 0, 1);
    Rules.within("loss", loss, 0, Double.MAX_VALUE);
    return next(elapsed, callPrice, horizon)
        .map(next -> Leeway.around(next.minus(elapsed), widest, widest));
  }

  /**
   * Whether it is what somebody expects and nothing was seen yet that bears it out. A pacing then
   * keeps within the worst case of knowing nothing, and a wait asks again for what became known.
   */
  default boolean isAssumed() {
    return false;
  }

  /**
   * How many jobs whose end was seen it rests on: 0 where nothing was learned. Of a class of which
   * much was seen only the newest count.
   */
  default int ends() {
    return 0;
  }

  /** The law behind it; empty if nothing is known. */
  Optional<DurationLaw> law();

  /** One line for people: what is known, and where from. */
  String describe();

  /** Nothing is known. */
  static Outlook unknown() {
    return UnknownOutlook.INSTANCE;
  }

  /** Nothing was seen yet of jobs whose source's length is not known, but something is expected. */
  static Outlook expecting(Expectation expectation) {
    return Knowledge.from(List.of(), expectation.of(false))
        .outlook(LearnedDurations.SourceLength.unknown());
  }

  /** The law is known, or taken as known. */
  static Outlook of(DurationLaw law) {
    return LawOutlook.known(law, law.describe());
  }

  /**
   * The law is known, or taken as known.
   *
   * @param law the law
   * @param description what {@link #describe} says
   */
  static Outlook of(DurationLaw law, String description) {
    return LawOutlook.known(law, requireNonNull(description, "description"));
  }

  /**
   * The interval of the quadratic schedule, for a job of which nothing is known: poll {@code k} at
   * {@code r k²/2}.
   *
   * @param elapsed time since the submit, 0 or more
   * @param callPrice r, more than 0
   */
  static Duration quadratic(Duration elapsed, Duration callPrice) {
    double since = Seconds.of(elapsed);
    double interval = Ignorance.next(since, 0, Seconds.of(callPrice)) - since;
    double bounded = Math.clamp(interval, 1e-9, Seconds.of(Durations.LONGEST));
    return Duration.ofNanos(Math.round(bounded * 1e9));
  }

  /**
   * The intervals that bound the cost of trusting what was only expected, by one call more than the
   * worst case of {@link #quadratic}, for every duration.
   *
   * @param elapsed time since the submit, 0 or more
   * @param polls made by then
   * @param callPrice r, more than 0
   */
  static Leeway corridor(Duration elapsed, int polls, Duration callPrice) {
    return Ignorance.corridor(Seconds.of(elapsed), polls, Seconds.of(callPrice));
  }

  /**
   * The room that an interval has: any length between the two serves nearly as well.
   *
   * @param least the shortest, 0 or more
   * @param most the longest, not shorter
   */
  record Leeway(Duration least, Duration most) {

    /** Refuses values out of range. */
    public Leeway {
      if (least.isNegative()) {
        throw new IllegalArgumentException(
            "least " + Durations.text(least) + ": must be 0 or more");
      }
      Durations.requireAtLeast("most", most, "least", least);
    }

    /**
     * A length between the two, drawn evenly.
     *
     * @param chance a number drawn evenly from [0, 1)
     */
    public Duration drawn(double chance) {
      return least.plusNanos(Math.round(most.minus(least).toNanos() * chance));
    }

    /**
     * An interval that may be shorter or longer by a share of it.
     *
     * @param below 0 to 1
     * @param above 0 or more
     */
    public static Leeway around(Duration nominal, double below, double above) {
      return new Leeway(changed(nominal, -below), changed(nominal, above));
    }

    /** Adds the share alone, so that a double's rounding cannot take from a floor. */
    private static Duration changed(Duration duration, double share) {
      return duration.plusNanos(Math.round(duration.toNanos() * share));
    }

    /** The length in the middle. */
    public Duration middle() {
      return least.plus(most.minus(least).dividedBy(2));
    }

    /** How far the two are apart. */
    public Duration width() {
      return most.minus(least);
    }

    /**
     * As much of it as others leave; or, where that is little, of their end as much as of its own.
     */
    public Leeway within(Leeway bounds) {
      double below = least.toNanos() / (double) middle().toNanos();
      double above = most.toNanos() / (double) middle().toNanos();
      Duration start = min(least, times(bounds.most, below));
      Duration end = max(most, times(bounds.least, above));
      return new Leeway(max(start, bounds.least), min(end, bounds.most));
    }

    private static Duration times(Duration duration, double factor) {
      return Duration.ofNanos(Math.round(duration.toNanos() * factor));
    }
  }
}
