package dev.pollwise.dashboard.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** Has a table look as it was left, and keeps how it looks: order and width of columns, sort. */
final class TableMemory<T> {

  private final TableView<T> table;
  private final ObjectProperty<TableLayout> look;
  private boolean lookPending;

  private TableMemory(TableView<T> table, ObjectProperty<TableLayout> look) {
    this.table = table;
    this.look = look;
  }

  /** Once all columns are there, in the size of text that is in force. */
  static <T> void keep(TableView<T> table, ObjectProperty<TableLayout> look) {
    TableMemory<T> memory = new TableMemory<>(table, look);
    memory.restore(look.get());
    memory.listen();
  }

  private void listen() {
    InvalidationListener later = changed -> lookLater();
    table.getColumns().addListener(later);
    table.getSortOrder().addListener(later);
    for (TableColumn<T, ?> column : table.getColumns()) {
      column.prefWidthProperty().addListener(later);
      column.sortTypeProperty().addListener(later);
    }
  }

  private void restore(TableLayout left) {
    List<String> names = left.columns().stream().map(TableLayout.Column::name).toList();
    boolean sameColumns =
        names.size() == table.getColumns().size()
            && table.getColumns().stream().allMatch(column -> names.contains(column.getText()));
    if (!sameColumns) {
      return;
    }
    table.getColumns().sort(Comparator.comparingInt(column -> names.indexOf(column.getText())));
    left.columns()
        .forEach(
            each -> column(each.name()).ifPresent(column -> column.setPrefWidth(each.width())));
    table.getSortOrder().clear();
    for (TableLayout.Order order : left.order()) {
      column(order.column())
          .filter(TableColumn::isSortable)
          .ifPresent(column -> {
            column.setSortType(
                order.isDown() ? TableColumn.SortType.DESCENDING : TableColumn.SortType.ASCENDING);
            table.getSortOrder().add(column);
          });
    }
  }

  private Optional<TableColumn<T, ?>> column(String name) {
    return table.getColumns().stream().filter(column -> column.getText().equals(name)).findFirst();
  }

  /** A drag changes a width many times; once is enough. */
  private void lookLater() {
    if (!lookPending) {
      lookPending = true;
      Platform.runLater(() -> {
        lookPending = false;
        look.set(look());
      });
    }
  }

  private TableLayout look() {
    return new TableLayout(
        table.getColumns().stream()
            .map(column -> new TableLayout.Column(column.getText(), column.getPrefWidth()))
            .toList(),
        table.getSortOrder().stream()
            .map(column ->
                new TableLayout.Order(
                    column.getText(), column.getSortType() == TableColumn.SortType.DESCENDING))
            .toList());
  }
}
