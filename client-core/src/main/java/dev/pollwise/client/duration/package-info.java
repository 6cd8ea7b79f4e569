/**
 * How long jobs take, and what follows from it: the mathematics of when to poll, pure but for the
 * memory that it learns into.
 *
 * <p>What is known of how long a job takes is a {@link dev.pollwise.client.duration.DurationLaw};
 * what follows from it for the next call, an {@link dev.pollwise.client.duration.Outlook}, the
 * exact optimum for a price; what a schedule costs under it, an {@link
 * dev.pollwise.client.duration.ExpectedCost}. {@link dev.pollwise.client.duration.LearnedDurations}
 * makes laws out of {@linkplain dev.pollwise.client.duration.LearnedDurations.Sighting sightings}:
 * a poll shows between which moments a job ended, never when.
 */
@NullMarked
package dev.pollwise.client.duration;

import org.jspecify.annotations.NullMarked;
