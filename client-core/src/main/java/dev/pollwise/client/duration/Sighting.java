package dev.pollwise.client.duration;

import dev.pollwise.client.job.DurationText;
import dev.pollwise.client.job.Rules;
import java.time.Duration;

/** What one wait has shown of how long its job took; times since the submit. */
public sealed interface Sighting {

  /** Nothing was seen since the submit. */
  Sighting NOTHING = new StillAlive(Duration.ZERO);

  /**
   * The job ended between two moments: after the last poll that found it running, and by the one
   * that found it ended.
   *
   * @param after 0 or more; zero if it was never seen running
   * @param by more than 0, not before {@code after}, at most 365 days
   */
  record Ended(Duration after, Duration by) implements Sighting {

    /** Refuses moments out of range or out of order. */
    public Ended {
      Rules.notNegative("after", after);
      Rules.positive("by", by);
      if (by.compareTo(after) < 0) {
        throw new IllegalArgumentException(
            "by " + DurationText.of(by) + ": must not be before " + DurationText.of(after));
      }
    }
  }

  /**
   * The wait was over while the job still ran: a deadline, or nobody watches any more.
   *
   * @param at the last moment it was seen running, 0 to 365 days
   */
  record StillAlive(Duration at) implements Sighting {

    /** Refuses a moment out of range. */
    public StillAlive {
      Rules.notNegative("at", at);
    }
  }
}
