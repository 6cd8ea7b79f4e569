package dev.pollwise.simulator.report;

/**
 * A request that was to create jobs.
 *
 * @param keyed whether it had an idempotency key
 * @param body a hash of its body
 * @param refused whether it was answered with a refusal, so that the client knows that no job
 *     exists
 */
public record Submit(boolean keyed, long body, boolean refused) {}
