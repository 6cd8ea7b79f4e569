package dev.pollwise.dashboard.runs;

import dev.pollwise.dashboard.form.ColumnTimes;
import dev.pollwise.dashboard.form.Hints;
import dev.pollwise.dashboard.form.LastColumnFills;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** The columns of the table of jobs. What a column says of a run is told by {@link RunCell}. */
final class JobColumns {

  private static final double ID_FROM_WIDTH = 1000;

  private JobColumns() {}

  static void addTo(TableView<RunLine> table) {
    TableColumn<RunLine, String> title =
        column("Job", 112, 184, JobRow::title, c -> new RunCell.Title());
    TableColumn<RunLine, JobState> status =
        column("Status", 108, 124, JobRow::state, c -> new RunCell.Status());
    TableColumn<RunLine, Duration> elapsed =
        column("Elapsed", 64, 76, JobRow::elapsed, c -> RunCell.number(ColumnTimes::clock));
    TableColumn<RunLine, Number> calls =
        column(
            "Calls",
            52,
            58,
            JobRow::calls,
            c ->
                RunCell.number(
                    String::valueOf, run -> run.statistics().map(RunStatistics::callsInWords)));
    TableColumn<RunLine, Optional<Duration>> next =
        column("Next call", 76, 82, JobRow::nextCallIn, c -> RunCell.number(JobColumns::countdown));
    TableColumn<RunLine, Optional<dev.pollwise.dashboard.jobs.JobLateness>> late =
        column(
            "Late",
            88,
            96,
            JobRow::late,
            c ->
                RunCell.number(
                    time -> time.map(known -> known.words()).orElse("–"),
                    run -> run.statistics().map(RunStatistics::lateInWords)));
    TableColumn<RunLine, String> id =
        column("Id", 100, 132, row -> row.note().map(note -> row.id()), c -> new RunCell.Id());
    TableColumn<RunLine, String> note =
        column("Why", 120, 240, JobRow::note, c -> new RunCell.Text(RunLine.Heading::summary));
    next.setComparator(Comparator.comparing(time -> time.orElse(Duration.ofDays(999))));
    late.setComparator(Comparator.comparing(time -> time.map(t -> t.time()).orElse(Duration.ZERO)));
    for (TableColumn<RunLine, ?> number : List.of(elapsed, calls, next, late)) {
      number.getStyleClass().add("number-column");
    }
    id.visibleProperty().bind(table.widthProperty().greaterThan(ID_FROM_WIDTH));
    title.getStyleClass().add("first-column");
    table.getColumns().setAll(List.of(title, status, elapsed, calls, next, late, id, note));
    table.setColumnResizePolicy(new LastColumnFills());
    Hints.explain(
        table,
        Map.of(
            "Elapsed",
            "How long the job has been watched",
            "Calls",
            "Calls that asked about this job, those included that asked about others too",
            "Next call",
            "How long until it is asked about again",
            "Late",
            "How long the job had been over when that was seen; ≤ where no simulator tells when it"
                + " was over",
            "Id",
            "What the server calls the job",
            "Why",
            "Why the next call comes when it comes, or how the wait ended"));
  }

  private static <T> TableColumn<RunLine, T> column(
      String name,
      double least,
      double width,
      Function<JobRow, ObservableValue<T>> value,
      Function<TableColumn<RunLine, T>, TableCell<RunLine, T>> cell) {
    TableColumn<RunLine, T> column = new TableColumn<>(name);
    column.setCellValueFactory(features ->
        switch (features.getValue()) {
          case RunLine.OfJob job -> value.apply(job.row());
          case RunLine.Heading run -> new ReadOnlyObjectWrapper<>();
        });
    column.setCellFactory(cell::apply);
    column.setMinWidth(least);
    column.setPrefWidth(width);
    return column;
  }

  private static String countdown(Optional<Duration> time) {
    return time.map(ColumnTimes::countdown).orElse("–");
  }
}
