package dev.pollwise.dashboard.model;

import dev.pollwise.client.pacing.DurationLaw;
import dev.pollwise.client.pacing.PollingPolicy;

/**
 * A forecast that is wanted.
 *
 * @param policy what is tried
 * @param law how long jobs take
 * @param seed of all that is drawn
 */
public record ForecastWish(PollingPolicy policy, DurationLaw law, long seed) {}
