package dev.pollwise.dashboard.compare;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.PollingPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * A forecast that is wanted.
 *
 * @param policy what is tried
 * @param expectation what the client was told of how long jobs take
 * @param law how long jobs take
 * @param seed of all that is drawn
 */
public record ForecastRequest(
    PollingPolicy policy, Expectation expectation, DurationLaw law, long seed) {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(100);

  /**
   * What somebody would say who knows such jobs: their median, where it can be expected. Empty if
   * the client was told something already.
   */
  public Optional<Duration> advice() {
    return law.quantile(0.5)
        .filter(median -> expectation.equals(Expectation.none()))
        .filter(median -> median.compareTo(SHORTEST) >= 0 && median.compareTo(LONGEST) <= 0);
  }
}
