package dev.pollwise.dashboard.log;

import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.JobRow;

/** What a line of the log is about. */
public sealed interface LogSource {

  /** What to show in the column of jobs. */
  String label();

  /**
   * A job.
   *
   * @param key which
   * @param row the number of its row, since one id can name several waits
   * @param label its title
   */
  record Job(JobKey key, int row, String label) implements LogSource {
    public static Job of(JobRow row) {
      return new Job(row.key(), row.number(), row.title().get());
    }

    /** What the server calls it. */
    public String id() {
      return key.id().value();
    }
  }

  /** The dashboard and its servers. */
  record Dashboard() implements LogSource {
    @Override
    public String label() {
      return "–";
    }
  }
}
