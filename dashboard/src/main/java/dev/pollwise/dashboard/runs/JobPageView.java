package dev.pollwise.dashboard.runs;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.LastColumnFills;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The page of a job: its calls in a table, and below it all of the one that is selected. */
public final class JobPageView extends VBox {

  private static final double ROW_HEIGHT = 26;
  private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

  private final JobPageModel model;
  private final TableView<PageCall> table = new TableView<>();
  private boolean following;

  public JobPageView(JobPageModel model, Runnable close) {
    this.model = model;
    getStyleClass().addAll("dialog-box", "job-page");
    Label title = Controls.label("", "dialog-title");
    title
        .textProperty()
        .bind(model.job().map(job -> job.map(row -> "Calls of " + row.title().get()).orElse("")));
    Label summary = Controls.label("", Styles.TEXT_MUTED);
    summary.setId("page-summary");
    summary.textProperty().bind(model.summary());
    summary.setWrapText(true);
    TextArea details = new TextArea();
    details.setId("page-details");
    details.setEditable(false);
    details.setWrapText(true);
    details.getStyleClass().add("mono");
    details.setAccessibleText("The selected call in full");
    model.selected().addListener((o, before, now) -> show(details, now));
    fill();
    SplitPane split = new SplitPane(table, details);
    split.setOrientation(Orientation.VERTICAL);
    split.setDividerPositions(0.45);
    VBox.setVgrow(split, Priority.ALWAYS);
    getChildren().addAll(title, summary, split, buttons(close));
  }

  private static void show(TextArea details, Optional<PageCall> now) {
    String text = now.map(PageCall::text).orElse("Select a call to see all of it.");
    if (!text.equals(details.getText())) {
      details.setText(text);
    }
  }

  private HBox buttons(Runnable close) {
    Button one = new Button("Copy call");
    one.setId("copy-call");
    one.setOnAction(event -> model.copySelected());
    one.disableProperty().bind(model.selected().map(Optional::isEmpty));
    Button all = new Button("Copy all calls");
    all.setId("copy-calls");
    all.setOnAction(event -> model.copyAll());
    Button done = new Button("Close");
    done.setId("close-page");
    done.setCancelButton(true);
    done.setOnAction(event -> close.run());
    HBox buttons = new HBox(one, all, Controls.spacer(), done);
    buttons.getStyleClass().add("field-row");
    return buttons;
  }

  private void fill() {
    table.setId("page-calls");
    table.setAccessibleText("Calls");
    table.setItems(model.calls());
    table.setFixedCellSize(ROW_HEIGHT);
    table.getStyleClass().addAll(Styles.DENSE, "flush-table");
    table.setPlaceholder(Controls.label("No call has been made yet.", Styles.TEXT_MUTED));
    TableColumn<PageCall, String> number =
        column("Call", 64, call -> Integer.toString(call.call().number()));
    TableColumn<PageCall, String> result = column("Result", 250, call -> call.call().told());
    number.getStyleClass().add("first-column");
    table
        .getColumns()
        .setAll(
            List.of(
                number,
                column("Sent at", 84, PageCall::at),
                column("Took", 76, PageCall::took),
                column("HTTP", 84, PageCall::status),
                result,
                column("Why then", 260, PageCall::reason)));
    table.setColumnResizePolicy(new LastColumnFills());
    table.setRowFactory(view -> new CallRow());
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((o, before, now) -> {
          if (!following) {
            model.select(Optional.ofNullable(now));
          }
        });
    model.selected().addListener((o, before, now) -> follow(now));
  }

  /** What comes in below leaves the selection where it is. */
  private void follow(Optional<PageCall> call) {
    following = true;
    int place = call.map(model.calls()::indexOf).orElse(-1);
    if (place < 0) {
      table.getSelectionModel().clearSelection();
    } else if (place != table.getSelectionModel().getSelectedIndex()) {
      table.getSelectionModel().clearAndSelect(place);
    }
    following = false;
  }

  public TableView<?> table() {
    return table;
  }

  /** The last call is what one most likely came for. */
  public void begin() {
    table.requestFocus();
    if (!model.calls().isEmpty()) {
      table.getSelectionModel().select(model.calls().size() - 1);
      table.scrollTo(model.calls().size() - 1);
    }
  }

  private static TableColumn<PageCall, String> column(
      String name, double width, Function<PageCall, String> words) {
    TableColumn<PageCall, String> column = new TableColumn<>(name);
    column.setCellValueFactory(
        features -> new ReadOnlyStringWrapper(words.apply(features.getValue())));
    column.setSortable(false);
    column.setMinWidth(Math.min(width, 60));
    column.setPrefWidth(width);
    return column;
  }

  private static final class CallRow extends TableRow<PageCall> {
    @Override
    protected void updateItem(@Nullable PageCall call, boolean empty) {
      super.updateItem(call, empty);
      pseudoClassStateChanged(FAILED, call != null && !empty && call.call().failed());
    }
  }
}
