package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

/**
 * A wait ended by a defect: in this library, in a pacing function or in a status source of the
 * user. The job is not affected.
 */
public final class WaitBrokenException extends PollwiseException {

  private static final long serialVersionUID = 1;
  private final transient ResumeToken resumeToken;

  /** Names the wait and the defect. */
  public WaitBrokenException(ResumeToken resumeToken, Throwable cause) {
    super(
        "the wait for " + resumeToken.jobId() + " broke: " + cause, requireNonNull(cause, "cause"));
    this.resumeToken = resumeToken;
  }

  /** Takes up the wait again. Not kept by serialization. */
  public ResumeToken resumeToken() {
    return resumeToken;
  }
}
