package dev.pollwise.dashboard.log;

import dev.pollwise.dashboard.form.Hints;
import dev.pollwise.dashboard.form.LastColumnFills;
import dev.pollwise.dashboard.jobs.LogLevel;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/** The columns and rows of the log. */
final class LogColumns {

  private static final PseudoClass OF_SELECTED = PseudoClass.getPseudoClass("of-selected");

  private LogColumns() {}

  static void addTo(TableView<LogLine> table, LogModel model) {
    TableColumn<LogLine, LogLine> time =
        column("Time", 116, 124, line -> new TextCell(model::time));
    TableColumn<LogLine, LogLine> level = column("Level", 72, 72, line -> new LevelCell());
    TableColumn<LogLine, LogLine> job =
        column("Job", 96, 168, line -> new TextCell(shown -> shown.source().label()));
    TableColumn<LogLine, LogLine> message =
        column("Message", 48, 400, line -> new TextCell(LogLine::message));
    time.getStyleClass().add("first-column");
    table.getColumns().setAll(List.of(time, level, job, message));
    table.setColumnResizePolicy(new LastColumnFills());
    Hints.explain(
        table,
        Map.of(
            "Time", "By the clock of this machine",
            "Level", "How much it matters: detail, info, warning, error",
            "Job", "Which job it is about, or – for the window itself"));
    table.setRowFactory(view -> new LineRow(model));
  }

  private static TableColumn<LogLine, LogLine> column(
      String name,
      double least,
      double width,
      Function<TableColumn<LogLine, LogLine>, TableCell<LogLine, LogLine>> cell) {
    TableColumn<LogLine, LogLine> column = new TableColumn<>(name);
    column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
    column.setCellFactory(cell::apply);
    column.setMinWidth(least);
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setReorderable(false);
    return column;
  }

  /** Lines of the selected job stand out. */
  private static final class LineRow extends TableRow<LogLine> {
    private final LogModel model;

    LineRow(LogModel model) {
      this.model = model;
      model.selectedChanged().addListener((o, before, now) -> mark(getItem()));
    }

    @Override
    protected void updateItem(@Nullable LogLine line, boolean empty) {
      super.updateItem(line, empty);
      mark(empty ? null : line);
    }

    private void mark(@Nullable LogLine line) {
      pseudoClassStateChanged(OF_SELECTED, line != null && model.isAboutSelected(line));
    }
  }

  private static class TextCell extends TableCell<LogLine, LogLine> {
    private final Function<LogLine, String> words;

    TextCell(Function<LogLine, String> words) {
      this.words = words;
    }

    @Override
    protected void updateItem(@Nullable LogLine line, boolean empty) {
      super.updateItem(line, empty);
      setText(empty || line == null ? null : words.apply(line));
    }
  }

  /** The word says the level; the colour only helps. */
  private static final class LevelCell extends TextCell {
    LevelCell() {
      super(line -> line.level().word());
    }

    @Override
    protected void updateItem(@Nullable LogLine line, boolean empty) {
      super.updateItem(line, empty);
      getStyleClass().removeIf(style -> style.startsWith("level-"));
      if (!empty && line != null) {
        getStyleClass().add(styleClass(line.level()));
      }
    }

    private static String styleClass(LogLevel level) {
      return "level-" + level.word();
    }
  }
}
