package dev.pollwise.simulator.http;

import java.time.Duration;
import java.time.Instant;

/**
 * When a request came in.
 *
 * @param nanos steady time
 */
public record Arrival(long nanos, Duration simulated, Instant onWall) {}
