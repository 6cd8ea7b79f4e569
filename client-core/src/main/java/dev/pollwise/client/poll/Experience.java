package dev.pollwise.client.poll;

import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.JobTraits;
import dev.pollwise.client.pacing.Outlook;
import dev.pollwise.client.pacing.RunningJob;
import java.time.Duration;

/** What waits for jobs of known age learn from each other. Safe for any thread. */
interface Experience {

  /** What a wait that begins now may go by. */
  Outlook outlook(JobTraits traits);

  /** What became known since, for a wait that began in ignorance. */
  Outlook knowledge(JobTraits traits);

  /** A job runs; who asked tells when it is over. */
  RunningJob begun(JobTraits traits);

  /** A wait found the end of its job. */
  void ended(JobTraits traits, Duration aliveAt, Duration seenAt, Evidence evidence);
}
