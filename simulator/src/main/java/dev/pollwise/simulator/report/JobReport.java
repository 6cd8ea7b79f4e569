package dev.pollwise.simulator.report;

import java.util.Optional;

/**
 * How a client followed one job.
 *
 * @param job its id
 * @param counts its share of the client's polls
 * @param detection empty as long as the client has not been told that the job is over
 * @param comparison empty without a detection, and where polls instead of time move the job
 */
public record JobReport(
    String job, Counts counts, Optional<Detection> detection, Optional<Comparison> comparison) {}
