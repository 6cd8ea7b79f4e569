package dev.pollwise.dashboard.compare;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import java.time.Duration;

/**
 * A policy to be compared.
 *
 * @param name what to call it
 * @param about where it comes from
 * @param policy what it does
 * @param expectation what it expects of jobs
 * @param knowsJobs whether it has seen so many jobs that it knows their law; matters to adaptive
 *     pacing only
 */
public record Contender(
    String name, String about, PollingPolicy policy, Expectation expectation, boolean knowsJobs) {

  /** Whether another one waits the same way at a price of a call. */
  boolean waitsAs(Contender other, Duration callPrice) {
    return at(callPrice).equals(other.at(callPrice))
        && expectation.equals(other.expectation)
        && knowsJobs == other.knowsJobs;
  }

  /** The policy at another price of a call; pacing that follows from the price follows. */
  public PollingPolicy at(Duration callPrice) {
    boolean follows = policy.pacing().equals(Pacing.forPrice(policy.callPrice()));
    PollingPolicy priced = policy.withCallPrice(callPrice);
    return follows ? priced.withPacing(Pacing.forPrice(callPrice)) : priced;
  }
}
