package dev.pollwise.dashboard.runs;

import dev.pollwise.client.duration.DurationLaw;
import java.time.Duration;

/**
 * What a run is measured by.
 *
 * @param law how long jobs take
 * @param price how long lateness is that counts as much as one call
 * @param best what the best schedule costs on average for such a job, in calls
 */
public record Yardstick(DurationLaw law, Duration price, double best) {}
