package dev.pollwise.client.poll;

import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.JobTraits;
import dev.pollwise.client.pacing.Outlook;
import java.time.Duration;

/** What is learned from jobs that are over, for those that run. Safe for any thread. */
interface Experience {

  /** What is known of the duration of such a job. */
  Outlook outlook(JobTraits traits);

  /** A job of known age is over. */
  void ended(JobTraits traits, Duration aliveAt, Duration seenAt, Evidence evidence);

  /** A job of known age was alive when it was last seen, and nobody watches it any longer. */
  void abandoned(JobTraits traits, Duration aliveAt);

  /** Nothing is learned. */
  record None() implements Experience {
    @Override
    public Outlook outlook(JobTraits traits) {
      return Outlook.unknown();
    }

    @Override
    public void ended(JobTraits traits, Duration aliveAt, Duration seenAt, Evidence evidence) {}

    @Override
    public void abandoned(JobTraits traits, Duration aliveAt) {}
  }
}
