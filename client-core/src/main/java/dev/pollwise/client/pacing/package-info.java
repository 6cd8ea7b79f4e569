/**
 * The mathematics of when to poll, pure: schedules, jitter and the policy that holds every limit of
 * a wait.
 */
@NullMarked
package dev.pollwise.client.pacing;

import org.jspecify.annotations.NullMarked;
