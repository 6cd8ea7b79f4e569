package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer.Miss;

/**
 * How a wait ended. That a job failed, that the time ran out, that contact was lost and that
 * somebody stopped watching are four different things.
 */
public sealed interface JobOutcome {

  /** The job waited for. */
  JobId jobId();

  /** What the wait has cost. */
  Evidence evidence();

  /** The job is over. */
  record Ended(JobStatus.Terminal status) implements JobOutcome {
    public Ended {
      requireNonNull(status, "status");
    }

    @Override
    public JobId jobId() {
      return status.jobId();
    }

    @Override
    public Evidence evidence() {
      return status.evidence();
    }
  }

  /**
   * A limit of the policy was reached; the job goes on.
   *
   * @param lastLook whether the server was asked once more at the very end
   */
  record TimedOut(
      JobId jobId,
      Limit limit,
      LastLook lastLook,
      LastStatus lastStatus,
      ResumeToken resumeToken,
      Evidence evidence)
      implements JobOutcome {
    public TimedOut {
      requireNonNull(jobId, "jobId");
      requireNonNull(limit, "limit");
      requireNonNull(lastLook, "lastLook");
      requireNonNull(lastStatus, "lastStatus");
      requireNonNull(resumeToken, "resumeToken");
      requireNonNull(evidence, "evidence");
    }
  }

  /**
   * Contact was lost for longer than the failure budget, or asking is pointless; the job may go on.
   *
   * @param requestId what the server calls that answer ({@code X-Request-Id}), to ask it about;
   *     empty where it says nothing of the kind, or there is no answer
   */
  record GaveUp(
      JobId jobId,
      Miss cause,
      String requestId,
      LastStatus lastStatus,
      ResumeToken resumeToken,
      Evidence evidence)
      implements JobOutcome {
    public GaveUp {
      requireNonNull(jobId, "jobId");
      requireNonNull(cause, "cause");
      requireNonNull(requestId, "requestId");
      requireNonNull(lastStatus, "lastStatus");
      requireNonNull(resumeToken, "resumeToken");
      requireNonNull(evidence, "evidence");
    }
  }

  /** Watching was stopped from this side; the job goes on. */
  record Cancelled(JobId jobId, StoppedBy by, ResumeToken resumeToken, Evidence evidence)
      implements JobOutcome {
    public Cancelled {
      requireNonNull(jobId, "jobId");
      requireNonNull(by, "by");
      requireNonNull(resumeToken, "resumeToken");
      requireNonNull(evidence, "evidence");
    }
  }

  /** What was last heard of a job whose end, or whose result, was not. */
  sealed interface LastStatus {

    /**
     * A usable answer told it.
     *
     * @param status an unknown word of the server is in it; an end where its result is missing
     */
    record Seen(JobStatus status) implements LastStatus {
      public Seen {
        requireNonNull(status, "status");
      }
    }

    /** There was no usable answer. */
    record Unseen() implements LastStatus {}
  }

  /** The limits that end a wait. */
  enum Limit {
    /** The total deadline. */
    DEADLINE,
    /** The greatest number of polls. */
    POLLS
  }

  /** Whether the deadline brought a last look. */
  enum LastLook {
    /** The server was asked at the deadline, and the job was not over. */
    TAKEN,
    /** The server was asked at the deadline, and gave no usable answer. */
    MISSED,
    /** None: a hint of the server reached past the deadline. */
    DEFERRED_BY_HINT,
    /** None: the call budget had no room before the deadline. */
    DEFERRED_BY_BUDGET,
    /** None: the number of polls is used up. */
    NOT_ALLOWED
  }

  /** What stopped the watching. */
  enum StoppedBy {
    /** A call of the user. */
    USER,
    /** The client was closed. */
    CLOSE
  }
}
