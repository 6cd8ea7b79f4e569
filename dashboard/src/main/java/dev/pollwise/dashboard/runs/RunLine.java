package dev.pollwise.dashboard.runs;

import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.Run;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** A line of the table of jobs. */
sealed interface RunLine {

  /** A job. */
  record OfJob(JobRow row) implements RunLine {}

  /** Stands above the jobs of a run, or of those that were not launched in this session. */
  final class Heading implements RunLine {
    private final Optional<Run> run;
    private final ReadOnlyObjectWrapper<Boolean> folded = new ReadOnlyObjectWrapper<>(false);
    private final ReadOnlyObjectWrapper<RunStatistics> statistics =
        new ReadOnlyObjectWrapper<>(RunStatistics.of(java.util.List.of()));
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private Optional<Yardstick> atLaunch;

    Heading(Optional<Run> run, Optional<Yardstick> atLaunch) {
      this.run = run;
      this.atLaunch = atLaunch;
    }

    void fold(boolean wanted) {
      folded.set(wanted);
    }

    void show(RunStatistics found, Optional<Yardstick> now) {
      statistics.set(found);
      atLaunch = atLaunch.or(() -> now); // the first launch may come before the first forecast
      summary.set(found.summary(timesBest(now)));
    }

    /** Another law than that of the launch says nothing about these jobs. */
    java.util.OptionalDouble timesBest(Optional<Yardstick> now) {
      boolean fits = now.map(Yardstick::law).equals(atLaunch.map(Yardstick::law));
      return run.isPresent() && fits && now.isPresent()
          ? statistics.get().timesBest(now.get())
          : java.util.OptionalDouble.empty();
    }

    Optional<Run> run() {
      return run;
    }

    String name() {
      return run.map(of -> of.name().get()).orElse("Not launched here");
    }

    ReadOnlyObjectProperty<Boolean> folded() {
      return folded.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<RunStatistics> statistics() {
      return statistics.getReadOnlyProperty();
    }

    ReadOnlyStringProperty summary() {
      return summary.getReadOnlyProperty();
    }
  }
}
