package dev.pollwise.dashboard.log;

import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.JobRow;
import javafx.beans.property.ReadOnlyStringProperty;

/** What a line of the log is about. */
public sealed interface LogSource {

  /** What to show in the column of jobs. */
  String label();

  /**
   * A job.
   *
   * @param key which
   * @param row the number of its row, since one id can name several waits
   * @param name what it is called, which may be told later than the line
   */
  record Job(JobKey key, int row, ReadOnlyStringProperty name) implements LogSource {
    public static Job of(JobRow row) {
      return new Job(row.key(), row.number(), row.title());
    }

    @Override
    public String label() {
      return name.get();
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
