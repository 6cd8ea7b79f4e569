package dev.pollwise.client.poll;

import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.duration.RunningJob;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import java.time.Duration;

/** What waits for jobs of known age learn from each other. Safe for any thread. */
interface Experience {

  /**
   * A job runs; who asked goes by what it says, and tells when it is over.
   *
   * @param age how long ago the wait for it began at most; zero for a new one
   */
  RunningJob begun(JobTraits traits, Duration age);

  /** What a decision about a job goes by that is made now. */
  default Outlook outlook(RunningJob job) {
    return job.outlook();
  }

  /** A wait found the end of its job. */
  void ended(JobTraits traits, Duration aliveAt, Duration seenAt, Evidence evidence);
}
