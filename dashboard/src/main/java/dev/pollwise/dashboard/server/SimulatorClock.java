package dev.pollwise.dashboard.server;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of a simulator.
 *
 * @param scale simulated seconds per second
 * @param frozen whether it stands still
 * @param simulated since the start of the simulator
 * @param wall the real time at the simulator
 */
public record SimulatorClock(double scale, boolean frozen, Duration simulated, Instant wall) {}
