package dev.pollwise.dashboard.duel;

import dev.pollwise.client.policy.PollingPolicy;

/**
 * Who takes part in a duel.
 *
 * @param name what to call it
 * @param policy what it follows
 */
public record Contestant(String name, PollingPolicy policy) {}
