package dev.pollwise.dashboard.log;

import dev.pollwise.dashboard.jobs.JobRow;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The jobs that the log is limited to; none stands for all of them and everything else. */
public final class LogJobs {

  private final ReadOnlyObjectProperty<Optional<JobRow>> selected;
  private final ObservableList<LogSource.Job> chosen = FXCollections.observableArrayList();
  private final ObservableList<LogSource.Job> readOnly =
      FXCollections.unmodifiableObservableList(chosen);
  private final ObservableValue<Boolean> canAdd;

  LogJobs(ReadOnlyObjectProperty<Optional<JobRow>> selected) {
    this.selected = selected;
    this.canAdd =
        javafx.beans.binding.Bindings.createBooleanBinding(
            () -> selected.get().filter(row -> !holds(row.number())).isPresent(), selected, chosen);
  }

  private boolean holds(int row) {
    return chosen.stream().anyMatch(job -> job.row() == row);
  }

  /** Shows lines of the selected job; of no other, unless others were chosen before. */
  public void addSelected() {
    selected.get().ifPresent(row -> add(LogSource.Job.of(row)));
  }

  /** Shows lines of the job that a line is about; nothing happens where it is about none. */
  public void addJobOf(LogLine line) {
    switch (line.source()) {
      case LogSource.Job job -> add(job);
      case LogSource.Dashboard dashboard -> {}
    }
  }

  private void add(LogSource.Job job) {
    if (!holds(job.row())) {
      chosen.add(job);
    }
  }

  /** Shows lines of a job no more; after the last one, all lines again. */
  public void remove(LogSource.Job job) {
    chosen.remove(job);
  }

  /** Shows all lines again. */
  public void clear() {
    chosen.clear();
  }

  /** Whether a line passes. Remembers the choice as it is now. */
  java.util.function.Predicate<LogLine> predicate() {
    Set<Integer> rows =
        chosen.stream().map(LogSource.Job::row).collect(Collectors.toUnmodifiableSet());
    return line ->
        rows.isEmpty() || (line.source() instanceof LogSource.Job job && rows.contains(job.row()));
  }

  /** The jobs, in the order of choosing. */
  public ObservableList<LogSource.Job> chosen() {
    return readOnly;
  }

  /** Whether a job is selected that is not among them yet. */
  public ObservableValue<Boolean> canAdd() {
    return canAdd;
  }
}
