package dev.pollwise.simulator.event;

/**
 * Something that happened, numbered.
 *
 * @param id rising by 1, and higher than those of former runs
 */
public record Event(long id, SimulatorEvent what) {}
