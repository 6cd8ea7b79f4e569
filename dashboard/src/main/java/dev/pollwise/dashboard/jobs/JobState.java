package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;

/** Where a watched job stands, in the words that a person sees. */
public enum JobState {
  /** Accepted; not asked about yet. */
  SUBMITTED("submitted"),
  /** Queued at the server. */
  PENDING("pending"),
  /** Being worked on. */
  RUNNING("running"),
  /** The last call brought no usable answer. */
  RETRYING("retrying"),
  /** The server asked for fewer calls. */
  THROTTLED("throttled"),
  /** Over: done. */
  COMPLETED("completed"),
  /** Over: the job failed. */
  FAILED("failed"),
  /** The deadline or the greatest number of polls was reached. */
  TIMED_OUT("timed out"),
  /** The server did not answer for too long, or refused. */
  LOST_CONTACT("lost contact"),
  /** Nobody watches any more. */
  STOPPED("stopped"),
  /** The wait ended by a defect of the client. */
  BROKEN("wait broke"),
  /** Kept from an earlier session; nobody watches. */
  NOT_WATCHED("not watched"),
  /** Another window watches. */
  ELSEWHERE("watched elsewhere");

  private final String word;

  JobState(String word) {
    this.word = word;
  }

  /** The word to show. */
  public String word() {
    return word;
  }

  /** Whether the wait is still going on. */
  public boolean isWatched() {
    return compareTo(COMPLETED) < 0;
  }

  static JobState of(JobStatus status) {
    return switch (status) {
      case JobStatus.Pending pending -> PENDING;
      case JobStatus.Running running -> RUNNING;
      case JobStatus.Completed completed -> COMPLETED;
      case JobStatus.Failed failed -> FAILED;
    };
  }

  static JobState of(Miss cause) {
    return cause instanceof Miss.Throttled ? THROTTLED : RETRYING;
  }

  static JobState of(JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Ended ended -> of(ended.status());
      case JobOutcome.TimedOut timedOut -> TIMED_OUT;
      case JobOutcome.GaveUp gaveUp -> LOST_CONTACT;
      case JobOutcome.Cancelled cancelled -> STOPPED;
    };
  }
}
