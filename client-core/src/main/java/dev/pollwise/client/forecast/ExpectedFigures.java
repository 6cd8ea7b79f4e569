package dev.pollwise.client.forecast;

import static dev.pollwise.client.job.Durations.seconds;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.client.forecast.VirtualServer.Course;
import dev.pollwise.client.poll.SimulatedPoller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The figures of a forecast whose schedule is always the same: by formula (1) of polling-theory on
 * the moments at which the server looks at the job. Pure.
 */
final class ExpectedFigures {

  private static final int MOST_CALLS = 20_000;

  /** As a schedule that follows a law has it: who waits longer does not weigh. */
  private static final double NOBODY = 1e-12;

  private static final Duration LONGEST = Duration.ofDays(365);

  private final Forecast forecast;
  private final DurationLaw law;

  ExpectedFigures(Forecast forecast) {
    this.forecast = forecast;
    this.law = forecast.jobs().law();
  }

  Optional<ForecastResult.Figures> figures() {
    boolean isFixed =
        forecast.jobs() instanceof Forecast.Jobs.Drawn
            && forecast.leavesNothingToChance()
            && forecast.server().longestHold().isZero()
            && forecast.server().roundTrip().compareTo(forecast.policy().attemptTimeout()) <= 0;
    return isFixed ? looks().map(this::of) : Optional.empty();
  }

  /** When the server looks at a job that goes on; empty if there is no end of it. */
  private Optional<List<Duration>> looks() {
    Duration there = forecast.server().roundTrip().dividedBy(2);
    List<Duration> looks = new ArrayList<>();
    SplittableRandom unused = new SplittableRandom(0);
    new SimulatedPoller(forecast.policy(), forecast.outlook())
        .await(
            new VirtualServer(forecast.server(), Course.endless(), unused),
            unused,
            (askedAt, reason, answer, answeredAt) -> {
              looks.add(askedAt.plus(there));
              return looks.size() <= MOST_CALLS && law.survival(looks.getLast()) > NOBODY;
            });
    return looks.size() > MOST_CALLS || looks.getLast().compareTo(LONGEST) > 0
        ? Optional.empty()
        : Optional.of(looks);
  }

  private ForecastResult.Figures of(List<Duration> looks) {
    ExpectedCost cost = ExpectedCost.of(law, looks, forecast.policy().callPrice());
    // The formula leaves out who is over at once, but the first call is made for them as well.
    double atOnce = 1 - law.survival(Duration.ZERO);
    double seen = 1 - law.survival(looks.getLast());
    double late = seconds(cost.lateness()) + atOnce * seconds(looks.getFirst());
    Duration there = forecast.server().roundTrip().dividedBy(2);
    Duration back = forecast.server().roundTrip().minus(there);
    return new ForecastResult.Figures(
        cost.calls() + atOnce,
        seen > 0 ? back.plus(ofSeconds(late / seen)) : Duration.ZERO,
        seen > 0 ? back.plus(quantile(looks, 0.5 * seen)) : Duration.ZERO,
        seen > 0 ? back.plus(quantile(looks, 0.95 * seen)) : Duration.ZERO,
        seen,
        1 - seen,
        0,
        forecast.policy().callPrice());
  }

  /** The least lateness that so large a share of all jobs does not exceed, by halving. */
  private Duration quantile(List<Duration> looks, double share) {
    long below = -1;
    long enough = looks.getFirst().toNanos();
    for (int k = 1; k < looks.size(); k++) {
      enough = Math.max(enough, looks.get(k).minus(looks.get(k - 1)).toNanos());
    }
    while (enough - below > 1) {
      long middle = below + (enough - below) / 2;
      if (withinLateness(looks, middle) >= share) {
        enough = middle;
      } else {
        below = middle;
      }
    }
    return Duration.ofNanos(enough);
  }

  /** The share of jobs that end so shortly before a look. */
  private double withinLateness(List<Duration> looks, long nanos) {
    double sum = 0;
    Duration before = Duration.ofNanos(-1);
    for (Duration look : looks) {
      // A job that ended exactly so long ago counts: it had not ended a nanosecond before.
      Duration from = look.minusNanos(nanos + 1);
      Duration since = from.compareTo(before) > 0 ? from : before;
      sum += survival(since) - survival(look);
      before = look;
    }
    return sum;
  }

  /** Below zero nobody has ended. */
  private double survival(Duration time) {
    return time.isNegative() ? 1 : law.survival(time);
  }

  private static Duration ofSeconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
