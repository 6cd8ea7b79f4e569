package dev.pollwise.dashboard.chart;

import dev.pollwise.dashboard.jobs.JobRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** Holds the chart still while somebody looks, and counts what is new meanwhile. */
final class ChartPause {

  private final List<JobRow> rows;
  private final BooleanProperty paused = new SimpleBooleanProperty();
  private final ReadOnlyIntegerWrapper unseen = new ReadOnlyIntegerWrapper();
  private final Map<JobRow, JobSnapshot> frozen = new HashMap<>();

  ChartPause(List<JobRow> rows) {
    this.rows = rows;
    paused.addListener((o, before, now) -> {
      frozen.clear();
      if (now) {
        rows.stream()
            .filter(JobRow::hasBegun)
            .forEach(row -> frozen.put(row, JobSnapshot.frozen(row)));
      }
      count();
    });
  }

  /** The jobs to draw: those whose wait has begun, and none that came after the pause. */
  List<JobRow> rows() {
    return rows.stream()
        .filter(row -> paused.get() ? frozen.containsKey(row) : row.hasBegun())
        .toList();
  }

  JobSnapshot course(JobRow row) {
    JobSnapshot then = frozen.get(row);
    return then == null ? JobSnapshot.live(row) : then;
  }

  /** Counts anew; after each batch of news. */
  void count() {
    int fresh = 0;
    if (paused.get()) {
      for (JobRow row : rows) {
        JobSnapshot then = frozen.get(row);
        fresh += row.history().decisions() - (then == null ? 0 : then.decided());
      }
    }
    unseen.set(fresh);
  }

  /** Whether the chart stands still. */
  public BooleanProperty paused() {
    return paused;
  }

  /** How many intervals were decided since it stands still. */
  public ReadOnlyIntegerProperty unseen() {
    return unseen.getReadOnlyProperty();
  }
}
