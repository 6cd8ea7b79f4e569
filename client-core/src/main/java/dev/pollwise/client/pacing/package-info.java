/**
 * The mathematics of when to poll, pure but for the memory that it learns into.
 *
 * <p>{@link dev.pollwise.client.pacing.PollingPolicy} holds every limit and choice of a wait, {@link
 * dev.pollwise.client.pacing.Pacing} the schedule. What is known of how long a job takes is a
 * {@link dev.pollwise.client.pacing.DurationLaw}; what follows from it for the next call, an {@link
 * dev.pollwise.client.pacing.Outlook}, the exact optimum for a price; what a schedule costs under
 * it, an {@link dev.pollwise.client.pacing.ExpectedCost}. {@link
 * dev.pollwise.client.pacing.LearnedDurations} makes laws out of {@linkplain
 * dev.pollwise.client.pacing.Sighting sightings}: a poll shows between which moments a job ended,
 * never when.
 */
@NullMarked
package dev.pollwise.client.pacing;

import org.jspecify.annotations.NullMarked;
