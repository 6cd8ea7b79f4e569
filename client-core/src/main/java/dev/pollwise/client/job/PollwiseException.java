package dev.pollwise.client.job;

/**
 * Something the client could not do. That a job failed is never an exception but a {@link
 * JobStatus.Failed}.
 */
public abstract sealed class PollwiseException extends RuntimeException
    permits RequestFailedException,
        SubmitFailedException,
        BatchLostException,
        CallInterruptedException,
        WaitBrokenException {

  private static final long serialVersionUID = 1;

  PollwiseException(String message) {
    super(message);
  }

  PollwiseException(String message, Throwable cause) {
    super(message, cause);
  }
}
