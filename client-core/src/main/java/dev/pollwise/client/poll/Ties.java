package dev.pollwise.client.poll;

import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.JobTraits;
import dev.pollwise.client.job.Lateness;
import dev.pollwise.client.pacing.Outlook;
import java.time.Duration;

/**
 * What ties a wait to others: what it learns from them, and what it leaves behind. Used by one
 * attempt at a time, apart from {@link #announced}.
 */
final class Ties {

  private final PollRuntime runtime;
  private final Duration origin;
  private final boolean beganInIgnorance;
  private Outlook outlook;
  private volatile boolean wasAnnounced;

  /**
   * Begins with what is known now.
   *
   * @param runtime what all waits share
   * @param traits of the job
   * @param origin where elapsed time of the wait begins
   */
  Ties(PollRuntime runtime, JobTraits traits, Duration origin) {
    this.runtime = runtime;
    this.origin = origin;
    this.outlook = traits.isFresh() ? runtime.experience().outlook(traits) : Outlook.unknown();
    this.beganInIgnorance = traits.isFresh() && outlook.law().isEmpty();
  }

  /** Somebody has said that there is news of the job. */
  void announced() {
    wasAnnounced = true;
  }

  /** What surrounds a decision that is made now, in elapsed time of the wait. */
  Circumstances around(JobTraits traits, Duration now) {
    return new Circumstances(
        now,
        runtime.chance().getAsDouble(),
        outlook(traits),
        runtime.push().share(),
        runtime.desk().isShared()
            ? new Beat.Shared(origin.plus(runtime.phase()))
            : new Beat.Alone());
  }

  /**
   * Who begins in ignorance profits from what others find out meanwhile, again and again: of jobs
   * that began together the first to end are the shortest, and say little of the others.
   */
  private Outlook outlook(JobTraits traits) {
    if (beganInIgnorance) {
      outlook = runtime.experience().knowledge(traits);
    }
    return outlook;
  }

  /** Leaves to others what they can learn from this wait. */
  void leaveBehind(PollState last, JobOutcome outcome) {
    if (outcome instanceof JobOutcome.Ended) {
      runtime.push().ended(last.jobId(), wasAnnounced, runtime.clock().steady());
    }
    JobTraits traits = last.token().traits();
    Duration aliveAt = last.aliveAt();
    if (traits.isFresh() && aliveAt != null) {
      if (outcome instanceof JobOutcome.Ended(JobStatus.Terminal end)
          && end.evidence().lateness() instanceof Lateness.AtMost(Duration lateness)) {
        runtime.experience().ended(traits, aliveAt, aliveAt.plus(lateness), end.evidence());
      } else {
        runtime.experience().abandoned(traits, aliveAt);
      }
    }
  }
}
