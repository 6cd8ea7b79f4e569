package dev.pollwise.client.duration;

import dev.pollwise.client.job.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Supplier;

/**
 * Follows the exact optimum of a law; where a table would grow too large, the equal-cost rule,
 * which there costs the same to 0.1 %; and where the law expects nobody to be alive any more, the
 * schedule of ignorance, begun anew.
 */
final class LawOutlook implements Outlook {

  /** Beyond, an interval has no room at all. */
  private static final int MOST_HALVED = 10;

  private final Plans plans;

  /** What the law counts in, in seconds: 1, or the length of a source. */
  private final double unit;

  private final Supplier<String> description;
  private final boolean isAssumed;
  private final int ends;

  private LawOutlook(
      Plans plans, double unit, Supplier<String> description, boolean isAssumed, int ends) {
    this.plans = plans;
    this.unit = unit;
    this.description = description;
    this.isAssumed = isAssumed;
    this.ends = ends;
  }

  /** Taken as known. */
  static LawOutlook known(DurationLaw law, String description) {
    return new LawOutlook(new Plans(SecondsLaw.of(law)), 1, () -> description, false, 0);
  }

  /** Learned from some ends; assumed where there were none. */
  static LawOutlook learned(SecondsLaw law, String description, int ends) {
    return new LawOutlook(new Plans(law), 1, () -> description, ends == 0, ends);
  }

  /** The same law in another unit; plans are shared, so that it costs nothing. */
  LawOutlook in(Duration unit, Supplier<String> description) {
    return new LawOutlook(plans, Seconds.of(unit), description, isAssumed, ends);
  }

  private double units(Duration duration) {
    return Seconds.of(duration) / unit;
  }

  @Override
  public Optional<Duration> next(Duration elapsed, Duration callPrice, Duration horizon) {
    check(elapsed, callPrice, horizon);
    double next = unit * plans.next(units(elapsed), units(callPrice), units(horizon));
    Duration wanted = Seconds.upward(Math.min(next, Seconds.of(Durations.LONGEST)));
    Duration later = wanted.compareTo(elapsed) > 0 ? wanted : elapsed.plusNanos(1);
    return Optional.of(later.compareTo(horizon) < 0 ? later : horizon);
  }

  private static void check(Duration elapsed, Duration callPrice, Duration horizon) {
    Durations.requireNotNegative("elapsed", elapsed);
    Durations.requirePositive("callPrice", callPrice);
    Durations.requirePositive("horizon", horizon);
    if (horizon.compareTo(elapsed) <= 0) {
      throw new IllegalArgumentException(
          "horizon "
              + Durations.text(horizon)
              + ": must be later than elapsed "
              + Durations.text(elapsed));
    }
  }

  @Override
  public Optional<Outlook.Leeway> leeway(
      Duration elapsed, Duration callPrice, Duration horizon, double widest, double loss) {
    Rules.within("widest", widest, 0, 1);
    Rules.within("loss", loss, 0, Double.MAX_VALUE);
    Duration best = next(elapsed, callPrice, horizon).orElseThrow().minus(elapsed);
    double from = units(elapsed);
    double alive = plans.law().survivalAt(from);
    if (alive <= SurvivalGrid.NOBODY) {
      return Optional.of(Outlook.Leeway.around(best, widest, widest));
    }
    Plans.Plan plan = plans.of(units(callPrice), units(horizon));
    double interval = units(best);
    DoublePredicate serves =
        share -> {
          double at = from + interval * (1 + share);
          return plan.loss(from, alive, at, plans.law().survivalAt(at)) <= loss;
        };
    return Optional.of(Outlook.Leeway.around(best, -room(-widest, serves), room(widest, serves)));
  }

  /**
   * How far an interval may move to one side: all the way, or half of it, or half of that. Points
   * on the way are looked at too, since the cost need not rise evenly.
   */
  private static double room(double share, DoublePredicate serves) {
    double tried = share;
    for (int halved = 0; halved < MOST_HALVED; halved++, tried /= 2) {
      if (serves.test(tried) && serves.test(tried / 2) && serves.test(tried / 4)) {
        return tried;
      }
    }
    return 0;
  }

  @Override
  public boolean isAssumed() {
    return isAssumed;
  }

  @Override
  public int ends() {
    return ends;
  }

  @Override
  public Optional<DurationLaw> law() {
    return Optional.of(unit == 1 ? plans.law() : new CombinedLaw.Scaled(plans.law(), unit));
  }

  @Override
  public String describe() {
    return description.get();
  }
}
