package dev.pollwise.client.duration;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What waiting for the jobs of a class has cost, beside what is known of how long they take.
 *
 * @param jobClass the class
 * @param ledger calls and lateness of its finished jobs
 * @param outlook what was learned of the class
 */
public record ClassReport(JobClass jobClass, ClassLedger ledger, Outlook outlook) {

  /** Refuses null. */
  public ClassReport {
    requireNonNull(jobClass, "jobClass");
    requireNonNull(ledger, "ledger");
    requireNonNull(outlook, "outlook");
  }

  /**
   * The cost held against the exact optimum, and against the certified lower bound that no schedule
   * whatever can undercut, under the law that was learned.
   *
   * @param callPrice r, how many seconds of lateness one call is worth
   * @param horizon the deadline
   * @return empty as long as nothing is known
   */
  public Optional<ClassLedger.Regret> regret(Duration callPrice, Duration horizon) {
    requireNonNull(callPrice, "callPrice");
    requireNonNull(horizon, "horizon");
    return outlook.law().map(law -> ledger.regret(law, callPrice, horizon));
  }
}
