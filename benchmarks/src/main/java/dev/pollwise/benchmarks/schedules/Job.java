package dev.pollwise.benchmarks.schedules;

import dev.pollwise.client.duration.DurationLaw;

/**
 * A job that everybody waits for.
 *
 * @param end seconds since its submit; infinite if it gets stuck
 * @param law what one can know at best of how long it will take
 */
record Job(double end, DurationLaw law) {}
