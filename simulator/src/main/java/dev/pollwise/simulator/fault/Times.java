package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.document.Numbers;

/**
 * How often a rule strikes where it matches.
 *
 * @param occurrence which of the requests that are left once some are skipped
 * @param skip how many are left out first, from 0 to {@link Numbers#LARGEST}
 * @param per what is counted by itself
 */
public record Times(Occurrence occurrence, int skip, Per per) {

  /** What has a count of its own. */
  public enum Per {
    /** Each job; of requests that are about no job, each route. */
    JOB,
    /** All requests that the rule matches, together. */
    RULE;

    /** Its name in scenario files. */
    public String word() {
      return this == JOB ? "job" : "rule";
    }
  }

  /** Refuses a number out of range. */
  public Times {
    Numbers.requireRange("skip", skip, 0, Numbers.LARGEST);
  }

  /** Every time. */
  public static Times always() {
    return of(new Occurrence.Share(1));
  }

  static Times of(Occurrence occurrence) {
    return new Times(occurrence, 0, Per.JOB);
  }

  boolean isCounted() {
    return skip > 0 || !(occurrence instanceof Occurrence.Share);
  }
}
