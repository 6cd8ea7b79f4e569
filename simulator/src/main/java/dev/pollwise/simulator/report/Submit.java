package dev.pollwise.simulator.report;

import dev.pollwise.simulator.report.StatusPoll.Moment;
import dev.pollwise.simulator.simulation.Job;
import java.util.List;
import java.util.Optional;

/**
 * A request that was to create jobs; told when it is over.
 *
 * @param key a hash of its idempotency key; 0 if it had none
 * @param body a hash of its body
 * @param refused whether it was answered with a refusal, so that the client knows that no job
 *     exists
 * @param faulted whether the client may not have got the true answer
 * @param jobs those that it created
 * @param notBefore until when a success asked the client to leave those jobs alone
 */
public record Submit(
    Moment arrived,
    Moment answered,
    long key,
    long body,
    boolean refused,
    boolean faulted,
    List<Job> jobs,
    Optional<Moment> notBefore) {

  /** Whether it created jobs of which the client may not know. */
  boolean isLost() {
    return faulted && !jobs.isEmpty();
  }
}
