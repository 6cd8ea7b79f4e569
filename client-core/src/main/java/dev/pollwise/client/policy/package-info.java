/**
 * What a user tunes: {@link dev.pollwise.client.policy.PollingPolicy} holds every limit and choice
 * of a wait, {@link dev.pollwise.client.policy.Pacing} the schedule. Immutable values; safe for any
 * thread. What is out of range is refused with an {@link IllegalArgumentException} that names it,
 * null with a {@link NullPointerException}.
 */
@NullMarked
package dev.pollwise.client.policy;

import org.jspecify.annotations.NullMarked;
