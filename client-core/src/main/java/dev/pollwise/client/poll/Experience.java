package dev.pollwise.client.poll;

import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.JobTraits;
import dev.pollwise.client.pacing.Outlook;
import java.time.Duration;

/** What waits for jobs of known age learn from each other. Safe for any thread. */
interface Experience {

  /** What a wait that begins now may go by. */
  Outlook outlook(JobTraits traits);

  /** What became known since, for a wait that began in ignorance. */
  Outlook knowledge(JobTraits traits);

  /** A job is over. */
  void ended(JobTraits traits, Duration aliveAt, Duration seenAt, Evidence evidence);

  /** A job was alive when it was last seen, and nobody watches it any longer. */
  void abandoned(JobTraits traits, Duration aliveAt);
}
