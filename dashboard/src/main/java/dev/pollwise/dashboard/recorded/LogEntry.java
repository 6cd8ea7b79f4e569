package dev.pollwise.dashboard.recorded;

import java.time.Instant;

/**
 * What one line of a log says of one job.
 *
 * @param at when
 * @param job the id of the job; empty where the line names none
 * @param kind what it says
 */
record LogEntry(Instant at, String job, Kind kind) {

  /** What a line can say of a job. */
  enum Kind {
    /** It was submitted; no call that asked about it. */
    SUBMITTED,
    /** A call found it running. */
    RUNNING,
    /** A call found it over, well or not. */
    ENDED,
    /** A call brought nothing. */
    MISSED
  }

  /** Whether a call was made that asked about the job. */
  boolean isCall() {
    return kind != Kind.SUBMITTED;
  }
}
