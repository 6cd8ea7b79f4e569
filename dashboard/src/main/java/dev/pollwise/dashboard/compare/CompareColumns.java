package dev.pollwise.dashboard.compare;

import dev.pollwise.dashboard.form.Hints;
import dev.pollwise.dashboard.form.LastColumnFills;
import dev.pollwise.dashboard.jobs.SeriesKey;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The columns of the table of a comparison. */
final class CompareColumns {

  /** A number far from the others is not read with them. */
  private static final double LAST_AT_MOST = 120;

  private CompareColumns() {}

  static void addTo(TableView<Comparison.Result> table, CompareModel model) {
    TableColumn<Comparison.Result, Comparison.Result> name = new TableColumn<>("Policy");
    name.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    name.setCellFactory(column -> new NameCell(model));
    name.setComparator(Comparator.comparing(result -> result.contender().name()));
    name.getStyleClass().add("first-column");
    name.setMinWidth(180);
    name.setPrefWidth(220);
    table.getColumns().add(name);
    add(table, "Calls", Comparator.comparingDouble(PolicyCost::calls), CompareCells::calls);
    add(table, "Late", Comparator.comparing(PolicyCost::lateness), CompareCells::mean);
    add(table, "P50", Comparator.comparing(PolicyCost::median), CompareCells::median);
    add(table, "P95", Comparator.comparing(PolicyCost::most), CompareCells::most);
    add(table, "Cost", Comparator.comparingDouble(PolicyCost::inCalls), CompareCells::cost);
    TableColumn<Comparison.Result, PolicyCost> times =
        add(
            table,
            "× best",
            Comparator.comparingDouble(
                expense -> expense.timesOptimum().orElse(Double.POSITIVE_INFINITY)),
            CompareCells::times);
    add(
            table,
            "Missed",
            Comparator.comparingDouble(expense -> -expense.seen()),
            CompareCells::missed)
        .setMaxWidth(LAST_AT_MOST);
    table.setColumnResizePolicy(new LastColumnFills());
    Hints.explain(
        table,
        Map.of(
            "Calls", "Calls for each job, on average",
            "Late", "How late the end is noticed, on average",
            "P50", "Half of the ends are noticed at most so late",
            "P95", "95 % of the ends are noticed at most so late",
            "Cost", "Calls and lateness together at the price r, in calls",
            "× best", "How many times the best possible at that price",
            "Missed", "The share of jobs that are given up before their end"));
    table.getSortOrder().add(times);
  }

  private static TableColumn<Comparison.Result, PolicyCost> add(
      TableView<Comparison.Result> table,
      String title,
      Comparator<PolicyCost> order,
      Function<PolicyCost, String> words) {
    TableColumn<Comparison.Result, PolicyCost> column = new TableColumn<>(title);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().expense()));
    column.setCellFactory(owner ->
        new TableCell<>() {
          {
            getStyleClass().add("number-cell");
          }

          @Override
          protected void updateItem(@Nullable PolicyCost expense, boolean empty) {
            super.updateItem(expense, empty);
            setText(empty || expense == null ? null : words.apply(expense));
          }
        });
    column.setComparator(order);
    column.getStyleClass().add("number-column");
    column.setMinWidth(58);
    column.setPrefWidth(84);
    table.getColumns().add(column);
    return column;
  }

  /** The name, with a sample of its mark in the chart; where it comes from as a tooltip. */
  private static final class NameCell extends TableCell<Comparison.Result, Comparison.Result> {
    private final CompareModel model;
    private final Region sample = new Region();
    private final Tooltip about = new Tooltip();

    NameCell(CompareModel model) {
      this.model = model;
      sample.getStyleClass().add("compare-sample");
      about.setWrapText(true);
      about.setMaxWidth(400);
    }

    @Override
    protected void updateItem(Comparison.@Nullable Result result, boolean empty) {
      super.updateItem(result, empty);
      if (empty || result == null) {
        setText(null);
        setGraphic(null);
        setTooltip(null);
      } else {
        setText(result.contender().name());
        about.setText(result.contender().name() + ". " + result.contender().about());
        setTooltip(about);
        SeriesKey.dress(sample, model.colour(result), false);
        setGraphic(sample);
      }
    }
  }
}
