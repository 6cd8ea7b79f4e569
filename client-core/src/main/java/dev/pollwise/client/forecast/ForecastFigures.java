package dev.pollwise.client.forecast;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a policy costs on average, as a {@link Forecast} finds it.
 *
 * @param calls calls per job, those included that failed
 * @param meanLateness from a job's end to the answer that tells of it, on average over the jobs
 *     whose end was seen; zero if there is none
 * @param medianLateness half of those were seen at most so late
 * @param latenessOf95Percent 95 % of those were seen at most so late
 * @param seen the share of jobs whose end was seen, 0 to 1
 * @param timedOut the share that ran into the deadline or the greatest number of polls
 * @param gaveUp the share of which contact was lost for longer than the failure budget
 * @param callPrice r: how many seconds of lateness one call is worth
 */
public record ForecastFigures(
    double calls,
    Duration meanLateness,
    Duration medianLateness,
    Duration latenessOf95Percent,
    double seen,
    double timedOut,
    double gaveUp,
    Duration callPrice) {

  /** Refuses null. */
  public ForecastFigures {
    requireNonNull(meanLateness, "meanLateness");
    requireNonNull(medianLateness, "medianLateness");
    requireNonNull(latenessOf95Percent, "latenessOf95Percent");
    requireNonNull(callPrice, "callPrice");
  }

  /**
   * The whole cost per job, in calls: {@code calls + lateness / r}. A job whose end was not seen is
   * charged its calls only.
   */
  public double inCalls() {
    return calls + seen * seconds(meanLateness) / seconds(callPrice);
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }
}
