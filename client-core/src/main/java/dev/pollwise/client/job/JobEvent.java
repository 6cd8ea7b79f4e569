package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/** What happens in the course of a wait. Events of one job arrive in order. */
public sealed interface JobEvent {

  /** The job. */
  JobId jobId();

  /** When it happened. */
  Moment moment();

  /**
   * A point in a wait.
   *
   * @param at by the wall clock, for display only
   * @param elapsed steady time since the wait began
   */
  record Moment(Instant at, Duration elapsed) {
    /** Refuses null. */
    public Moment {
      requireNonNull(at, "at");
      requireNonNull(elapsed, "elapsed");
    }
  }

  /**
   * The wait has begun.
   *
   * @param jobId the job
   * @param moment when
   * @param title what people call the job: the language of a translation, or the id
   */
  record Submitted(JobId jobId, Moment moment, String title) implements JobEvent {
    /** Refuses null. */
    public Submitted {
      requireNonNull(jobId, "jobId");
      requireNonNull(moment, "moment");
      requireNonNull(title, "title");
    }
  }

  /**
   * A call brought a status.
   *
   * @param jobId the job
   * @param moment when the answer was there
   * @param call which call of this wait it was, from 1
   * @param status where the job stands
   * @param took from sending the request to having read the answer
   */
  record Polled(JobId jobId, Moment moment, int call, JobStatus status, Duration took)
      implements JobEvent {
    /** Refuses null. */
    public Polled {
      requireNonNull(jobId, "jobId");
      requireNonNull(moment, "moment");
      requireNonNull(status, "status");
      requireNonNull(took, "took");
    }
  }

  /**
   * A call brought no usable answer.
   *
   * @param jobId the job
   * @param moment when that was certain
   * @param call which call of this wait it was, from 1
   * @param cause what happened
   * @param took from sending the request to the failure
   */
  record Missed(JobId jobId, Moment moment, int call, Miss cause, Duration took)
      implements JobEvent {
    /** Refuses null. */
    public Missed {
      requireNonNull(jobId, "jobId");
      requireNonNull(moment, "moment");
      requireNonNull(cause, "cause");
      requireNonNull(took, "took");
    }
  }

  /**
   * The next call is set; a changed policy or a wake-up sets it anew.
   *
   * @param jobId the job
   * @param moment when that was decided
   * @param delay from now to the next call
   * @param reason why then
   */
  record Waiting(JobId jobId, Moment moment, Duration delay, WaitReason reason)
      implements JobEvent {
    /** Refuses null. */
    public Waiting {
      requireNonNull(jobId, "jobId");
      requireNonNull(moment, "moment");
      requireNonNull(delay, "delay");
      requireNonNull(reason, "reason");
    }
  }

  /**
   * The status is another than before; not sent for the first status of all.
   *
   * @param jobId the job
   * @param moment when that was seen
   * @param from the status before
   * @param to the status now
   */
  record StatusChanged(JobId jobId, Moment moment, JobStatus from, JobStatus to)
      implements JobEvent {
    /** Refuses null. */
    public StatusChanged {
      requireNonNull(jobId, "jobId");
      requireNonNull(moment, "moment");
      requireNonNull(from, "from");
      requireNonNull(to, "to");
    }
  }

  /**
   * The wait is over; the last event of a job.
   *
   * @param jobId the job
   * @param moment when
   * @param outcome how it ended
   */
  record Ended(JobId jobId, Moment moment, JobOutcome outcome) implements JobEvent {
    /** Refuses null. */
    public Ended {
      requireNonNull(jobId, "jobId");
      requireNonNull(moment, "moment");
      requireNonNull(outcome, "outcome");
    }
  }

  /**
   * The wait ended by a defect, in this library or in what the user supplied; the last event of a
   * job, in place of {@link Ended}. The job itself is not affected.
   *
   * @param jobId the job
   * @param moment when
   * @param defect what broke, and the token that takes up the wait again
   */
  record Broken(JobId jobId, Moment moment, WaitBrokenException defect) implements JobEvent {
    /** Refuses null. */
    public Broken {
      requireNonNull(jobId, "jobId");
      requireNonNull(moment, "moment");
      requireNonNull(defect, "defect");
    }
  }
}
