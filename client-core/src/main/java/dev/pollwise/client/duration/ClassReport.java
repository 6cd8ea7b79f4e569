package dev.pollwise.client.duration;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.job.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * What waiting for the jobs of a class has cost, beside what is known of how long they take.
 *
 * @param jobClass the class
 * @param ledger calls and lateness of its finished jobs
 * @param outlook what was learned of the class
 */
public record ClassReport(JobClass jobClass, Ledger ledger, Outlook outlook) {

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
  public Optional<Ledger.Regret> regret(Duration callPrice, Duration horizon) {
    requireNonNull(callPrice, "callPrice");
    requireNonNull(horizon, "horizon");
    return outlook.law().map(law -> ledger.regret(law, callPrice, horizon));
  }

  /**
   * What the finished jobs of a class have cost. An immutable value; times are sums over all jobs.
   *
   * <p>When a job ended is known only to lie between two polls, so lateness has bounds, and so has
   * the cost.
   *
   * @param jobs finished jobs, 0 or more
   * @param calls calls made for them, 0 or more; one that asked about m jobs counts as 1/m
   * @param leastLateness 0 or more
   * @param mostLateness not less than the least
   */
  public record Ledger(long jobs, double calls, Duration leastLateness, Duration mostLateness) {

    /** Refuses values out of range. */
    public Ledger {
      if (jobs < 0) {
        throw new IllegalArgumentException("jobs " + jobs + ": must be 0 or more");
      }
      Rules.notNegative("calls", calls);
      if (leastLateness.isNegative()) {
        throw new IllegalArgumentException(
            "leastLateness " + leastLateness + ": must be 0 or more");
      }
      if (mostLateness.compareTo(leastLateness) < 0) {
        throw new IllegalArgumentException(
            "mostLateness " + mostLateness + ": must not be less than " + leastLateness);
      }
    }

    /** No jobs yet. */
    public static Ledger empty() {
      return new Ledger(0, 0, Duration.ZERO, Duration.ZERO);
    }

    /**
     * This ledger with one more job.
     *
     * @param callsMade calls made for it, 0 or more; a share of one where it was shared
     * @param least the least that its detection can have been late
     * @param most the most, at most 365 days
     */
    public Ledger with(double callsMade, Duration least, Duration most) {
      Rules.notNegative("callsMade", callsMade);
      Durations.requireNotNegative("least", least);
      Durations.requireNotNegative("most", most);
      Durations.requireAtLeast("most", most, "least", least);
      return new Ledger(
          jobs + 1, calls + callsMade, leastLateness.plus(least), mostLateness.plus(most));
    }

    /** The least that a job can have cost on average, in calls; 0 without jobs. */
    public double leastCost(Duration callPrice) {
      return perJob(leastLateness, callPrice);
    }

    /** The most that a job can have cost on average, in calls; 0 without jobs. */
    public double mostCost(Duration callPrice) {
      return perJob(mostLateness, callPrice);
    }

    private double perJob(Duration lateness, Duration callPrice) {
      Durations.requirePositive("callPrice", callPrice);
      return jobs == 0 ? 0 : (calls + Seconds.of(lateness) / Seconds.of(callPrice)) / jobs;
    }

    /**
     * Holds the cost against what was possible.
     *
     * @param law how long jobs of the class take
     * @param callPrice r
     * @param horizon time since the submit of the last look
     */
    public Regret regret(DurationLaw law, Duration callPrice, Duration horizon) {
      return new Regret(
          leastCost(callPrice),
          mostCost(callPrice),
          ExpectedCost.optimum(law, callPrice, horizon).inCalls(),
          ExpectedCost.lowerBound(law, callPrice, horizon));
    }

    /**
     * Cost per job and what was possible, all in calls.
     *
     * @param leastCost the least that a job has cost on average
     * @param mostCost the most
     * @param optimum what the best schedule costs on average under the law
     * @param lowerBound what no schedule can cost less than under the law; at most the optimum
     */
    public record Regret(double leastCost, double mostCost, double optimum, double lowerBound) {

      /** Refuses values that are not 0 or more. */
      public Regret {
        Rules.within("leastCost", leastCost, 0, Double.MAX_VALUE);
        Rules.within("mostCost", mostCost, 0, Double.MAX_VALUE);
        Rules.within("optimum", optimum, 0, Double.MAX_VALUE);
        Rules.within("lowerBound", lowerBound, 0, Double.MAX_VALUE);
      }

      /**
       * The least that was lost against the optimum; below 0 where luck was better than the law.
       */
      public double least() {
        return leastCost - optimum;
      }

      /** The most that was lost against the optimum. */
      public double most() {
        return mostCost - optimum;
      }
    }
  }
}
