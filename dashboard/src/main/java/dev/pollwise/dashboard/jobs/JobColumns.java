package dev.pollwise.dashboard.jobs;

import dev.pollwise.dashboard.form.ColumnTimes;
import dev.pollwise.dashboard.form.LastColumnFills;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The columns of the table of jobs. */
final class JobColumns {

  private static final double ID_FROM_WIDTH = 1000;

  private JobColumns() {}

  static void addTo(TableView<JobRow> table) {
    TableColumn<JobRow, JobState> status =
        column("Status", 108, 124, JobRow::state, cell -> new StatusCell());
    TableColumn<JobRow, Duration> elapsed =
        column("Elapsed", 64, 76, JobRow::elapsed, c -> new NumberCell<>(ColumnTimes::clock));
    TableColumn<JobRow, Number> calls =
        column("Calls", 52, 58, JobRow::calls, c -> new NumberCell<>(String::valueOf));
    TableColumn<JobRow, Optional<Duration>> next =
        column(
            "Next call", 76, 82, JobRow::nextCallIn, c -> new NumberCell<>(JobColumns::countdown));
    TableColumn<JobRow, Optional<JobLateness>> late =
        column(
            "Late",
            76,
            88,
            JobRow::late,
            c -> new NumberCell<>(time -> time.map(JobLateness::words).orElse("–")));
    TableColumn<JobRow, String> id =
        column("Id", 100, 132, row -> row.note().map(note -> row.id()), c -> new IdCell());
    TableColumn<JobRow, String> note = column("Why", 120, 240, JobRow::note, c -> new TextCell());
    TableColumn<JobRow, String> title =
        column("Language", 112, 184, JobRow::title, c -> new TitleCell());
    next.setComparator(Comparator.comparing(time -> time.orElse(Duration.ofDays(999))));
    late.setComparator(
        Comparator.comparing(time -> time.map(JobLateness::time).orElse(Duration.ZERO)));
    for (TableColumn<JobRow, ?> number : java.util.List.of(elapsed, calls, next, late)) {
      number.getStyleClass().add("number-column");
    }
    id.visibleProperty().bind(table.widthProperty().greaterThan(ID_FROM_WIDTH));
    title.getStyleClass().add("first-column");
    table
        .getColumns()
        .setAll(java.util.List.of(title, status, elapsed, calls, next, late, id, note));
    table.setColumnResizePolicy(new LastColumnFills());
  }

  private static <T> TableColumn<JobRow, T> column(
      String name,
      double least,
      double width,
      Function<JobRow, ObservableValue<T>> value,
      Function<TableColumn<JobRow, T>, TableCell<JobRow, T>> cell) {
    TableColumn<JobRow, T> column = new TableColumn<>(name);
    column.setCellValueFactory(features -> value.apply(features.getValue()));
    column.setCellFactory(cell::apply);
    column.setMinWidth(least);
    column.setPrefWidth(width);
    return column;
  }

  private static String countdown(Optional<Duration> time) {
    return time.map(ColumnTimes::countdown).orElse("–");
  }

  /** Text that says the whole in a tooltip, for it may be cut off. */
  private static class TextCell extends TableCell<JobRow, String> {
    private final Tooltip whole = new Tooltip();

    TextCell() {
      whole.setWrapText(true);
      whole.setMaxWidth(480);
    }

    @Override
    protected void updateItem(@Nullable String text, boolean empty) {
      super.updateItem(text, empty);
      boolean nothing = empty || text == null || text.isEmpty();
      setText(nothing ? null : text);
      whole.setText(nothing ? "" : text);
      setTooltip(nothing ? null : whole);
    }
  }

  private static final class IdCell extends TextCell {
    IdCell() {
      getStyleClass().add("mono");
      setTextOverrun(javafx.scene.control.OverrunStyle.CENTER_ELLIPSIS);
    }
  }

  /** The language, with a sample of the line that stands for the job in the chart. */
  private static final class TitleCell extends TextCell {
    private final Region sample = new Region();
    private final javafx.beans.value.ChangeListener<Number> repaint =
        (o, before, now) -> dress(now.intValue());
    private javafx.util.Subscription watching = () -> {};

    TitleCell() {
      sample.getStyleClass().add("series-sample");
      tableRowProperty()
          .flatMap(TableRow::selectedProperty)
          .addListener((o, before, now) -> dressAgain());
    }

    @Override
    protected void updateItem(@Nullable String text, boolean empty) {
      super.updateItem(text, empty);
      watching.unsubscribe();
      watching = () -> {};
      JobRow row = getTableRow() == null ? null : getTableRow().getItem();
      setGraphic(empty || row == null ? null : sample);
      if (!empty && row != null) {
        dress(row.colour().get());
        row.colour().addListener(repaint);
        watching = () -> row.colour().removeListener(repaint);
      }
    }

    private void dressAgain() {
      JobRow row = getTableRow() == null ? null : getTableRow().getItem();
      if (row != null) {
        dress(row.colour().get());
      }
    }

    private void dress(int colour) {
      SeriesKey.dress(sample, colour, getTableRow() != null && getTableRow().isSelected());
    }
  }

  private static final class StatusCell extends TableCell<JobRow, JobState> {
    @Override
    protected void updateItem(@Nullable JobState state, boolean empty) {
      super.updateItem(state, empty);
      getStyleClass().removeIf(style -> style.startsWith("state-"));
      if (empty || state == null) {
        setText(null);
        setGraphic(null);
      } else {
        setText(state.word());
        setGraphic(StateStyle.icon(state));
        getStyleClass().add(StateStyle.styleClass(state));
      }
    }
  }

  private static final class NumberCell<T> extends TableCell<JobRow, T> {
    private final Function<T, String> words;

    NumberCell(Function<T, String> words) {
      this.words = words;
      getStyleClass().add("number-cell");
    }

    @Override
    protected void updateItem(@Nullable T value, boolean empty) {
      super.updateItem(value, empty);
      setText(empty || value == null ? null : words.apply(value));
    }
  }
}
