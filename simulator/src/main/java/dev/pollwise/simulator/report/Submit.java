package dev.pollwise.simulator.report;

import dev.pollwise.simulator.report.StatusPoll.Moment;
import dev.pollwise.simulator.simulation.Job;
import java.util.List;
import java.util.Optional;

/**
 * A request that was to create jobs; told when it is over.
 *
 * @param keyed whether it had an idempotency key
 * @param body a hash of its body
 * @param refused whether it was answered with a refusal, so that the client knows that no job
 *     exists
 * @param jobs those that it created
 * @param notBefore until when a success asked the client to leave those jobs alone
 */
public record Submit(
    Moment arrived,
    Moment answered,
    boolean keyed,
    long body,
    boolean refused,
    List<Job> jobs,
    Optional<Moment> notBefore) {}
