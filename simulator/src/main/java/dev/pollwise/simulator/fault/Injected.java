package dev.pollwise.simulator.fault;

/**
 * That a fault strikes one request.
 *
 * @param rule id of the rule that decided it, or {@code header}
 */
public record Injected(String rule, Fault fault, Phase phase) {}
