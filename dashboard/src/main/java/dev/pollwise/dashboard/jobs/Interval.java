package dev.pollwise.dashboard.jobs;

import java.time.Duration;

/**
 * A pause between two calls, as it was decided.
 *
 * @param attempt the number of the call it leads to, from 1
 * @param from when it was decided, since the wait began
 * @param delay how long it was meant to last
 * @param reason why, in words
 */
public record Interval(int attempt, Duration from, Duration delay, String reason) {}
