package dev.pollwise.dashboard.model;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.policy.PollingPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * A forecast that is wanted.
 *
 * @param policy what is tried
 * @param law how long jobs take
 * @param seed of all that is drawn
 */
public record ForecastWish(PollingPolicy policy, DurationLaw law, long seed) {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(100);

  /** What somebody would say who knows such jobs: their median, where it can be expected. */
  public Optional<Duration> expected() {
    return law.quantile(0.5)
        .filter(median -> median.compareTo(SHORTEST) >= 0 && median.compareTo(LONGEST) <= 0);
  }
}
