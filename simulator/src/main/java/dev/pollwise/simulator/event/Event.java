package dev.pollwise.simulator.event;

/**
 * Something that happened, numbered.
 *
 * @param id from 1, rising by 1
 */
public record Event(long id, SimulatorEvent what) {}
