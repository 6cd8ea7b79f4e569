package dev.pollwise.dashboard.view;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.model.LogLevel;
import dev.pollwise.dashboard.model.LogLine;
import dev.pollwise.dashboard.model.LogModel;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The log as a table that follows what is appended until somebody scrolls. */
final class LogView extends VBox {

  private static final double ROW_HEIGHT = 24;
  private static final double COUNT_FROM_WIDTH = 760;
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private static final KeyCombination SAVE =
      new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN);

  private final LogModel model;
  private final TableView<LogLine> table = new TableView<>();
  private final CustomTextField filter = new CustomTextField();

  LogView(LogModel model) {
    this.model = model;
    getStyleClass().addAll("panel", "log");
    table.setId("log-table");
    table.setItems(model.shown());
    table.setFixedCellSize(ROW_HEIGHT);
    table.setAccessibleText("Log");
    table.getStyleClass().addAll(Styles.DENSE, "flush-table");
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    table.setPlaceholder(
        Controls.label("Nothing here: no events yet, or none passes the filter.", "empty-text"));
    LogColumns.addTo(table, model);
    VBox.setVgrow(table, Priority.ALWAYS);
    follow();
    table.addEventHandler(KeyEvent.KEY_PRESSED, this::keys);
    getChildren()
        .addAll(header(), Controls.message(model.saves().problem(), "problem", "saved"), table);
  }

  private void keys(KeyEvent event) {
    if (COPY.match(event)) {
      model.copy(table.getSelectionModel().getSelectedItems());
      event.consume();
    } else if (SAVE.match(event)) {
      save();
      event.consume();
    } else if (event.getCode() == KeyCode.END) {
      model.following().set(true);
    } else if (event.getCode() == KeyCode.UP
        || event.getCode() == KeyCode.PAGE_UP
        || event.getCode() == KeyCode.HOME) {
      model.following().set(false);
    }
  }

  private void save() {
    FilePrompt.ask(
            this,
            "Save the lines shown",
            "pollwise-log.txt",
            List.of(
                new FileChooser.ExtensionFilter("Text", "*.txt", "*.log"),
                new FileChooser.ExtensionFilter("JSON lines", "*.jsonl")))
        .ifPresent(model::save);
  }

  /**
   * Follows the newest line until the person looks elsewhere, and again once the end is in sight.
   */
  private void follow() {
    model
        .shown()
        .addListener(
            (ListChangeListener<LogLine>)
                change -> {
                  stay(change);
                  keepUp();
                });
    model.following().addListener((o, before, now) -> keepUp());
    model.inSight().addListener((o, before, now) -> keepUp());
    table.addEventFilter(ScrollEvent.SCROLL, event -> Platform.runLater(this::noticeScrolling));
    table.addEventFilter(
        MouseEvent.MOUSE_RELEASED, event -> Platform.runLater(this::noticeScrolling));
  }

  /** Keeps what is being read in its place when the oldest lines go. */
  private void stay(ListChangeListener.Change<? extends LogLine> change) {
    int gone = 0;
    while (change.next()) {
      gone += change.getFrom() == 0 ? change.getRemovedSize() : 0;
    }
    change.reset();
    if (gone > 0 && !model.following().get()) {
      int first = firstInSight() - gone;
      Platform.runLater(() -> table.scrollTo(Math.max(0, first)));
    }
  }

  private int firstInSight() {
    return table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
            && flow.getFirstVisibleCell() != null
        ? flow.getFirstVisibleCell().getIndex()
        : 0;
  }

  /** Later: the table learns of new lines from the same change, and may not know them yet. */
  private void keepUp() {
    Platform.runLater(this::showNewest);
  }

  private void showNewest() {
    if (model.following().get() && model.inSight().get() && !model.shown().isEmpty()) {
      table.scrollTo(model.shown().size() - 1);
    }
  }

  private void noticeScrolling() {
    if (table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
        && flow.getLastVisibleCell() != null) {
      model.following().set(flow.getLastVisibleCell().getIndex() >= model.shown().size() - 1);
    }
  }

  private Node header() {
    filter.setId("log-filter");
    filter.setPromptText("Filter (Ctrl+F)");
    filter.setAccessibleText("Filter the log");
    filter.setLeft(Controls.icon(Material2OutlinedMZ.SEARCH));
    filter.textProperty().bindBidirectional(model.text());
    filter.getStyleClass().add(Styles.SMALL);
    filter.setPrefWidth(180);
    filter.setMinWidth(96);
    filter.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE && !filter.getText().isEmpty()) {
            filter.clear();
            event.consume();
          }
        });
    ToggleButton selectedOnly = new ToggleButton("Selected job");
    selectedOnly.setId("log-selected-job");
    selectedOnly.setMinWidth(USE_PREF_SIZE);
    selectedOnly.getStyleClass().add(Styles.SMALL);
    selectedOnly.selectedProperty().bindBidirectional(model.selectedJobOnly());
    Label count = Controls.label("", Styles.TEXT_MUTED);
    count.textProperty().bind(model.count());
    Button copy =
        Controls.iconButton(
            Material2OutlinedAL.CONTENT_COPY,
            "Copy all shown lines",
            () -> model.copy(model.shown()));
    Button save =
        Controls.iconButton(
            Material2OutlinedMZ.SAVE_ALT,
            "Save the lines shown, as text or JSON lines (Ctrl+S in the log)",
            this::save);
    save.setId("log-save");
    Label saved = Controls.label("", Styles.TEXT_MUTED);
    saved.textProperty().bind(model.saves().news());
    Button clear =
        Controls.iconButton(
            Material2OutlinedAL.DELETE_SWEEP, "Clear the log (Ctrl+L)", model::clear);
    return Controls.header(
        Controls.title("Log"),
        filter,
        levels(),
        selectedOnly,
        Controls.aside(count, COUNT_FROM_WIDTH),
        Controls.spacer(),
        Controls.aside(saved, COUNT_FROM_WIDTH),
        jump(),
        copy,
        save,
        clear);
  }

  private Node levels() {
    ComboBox<LogLevel> levels = new ComboBox<>();
    levels.setId("log-level");
    levels.getStyleClass().add(Styles.SMALL);
    levels.getItems().setAll(LogLevel.values());
    levels.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable LogLevel level) {
            return level == null
                ? ""
                : switch (level) {
                  case DETAIL -> "All levels";
                  case INFO -> "Info and above";
                  case WARNING -> "Warnings, errors";
                  case ERROR -> "Errors";
                };
          }

          @Override
          public @Nullable LogLevel fromString(String text) {
            return null;
          }
        });
    levels.valueProperty().bindBidirectional(model.least());
    levels.setAccessibleText("Least level shown");
    return levels;
  }

  private Node jump() {
    Button jump = new Button();
    jump.setId("jump-to-live");
    jump.setMinWidth(USE_PREF_SIZE);
    jump.getStyleClass().addAll(Styles.SMALL, Styles.ACCENT);
    jump.setGraphic(Controls.icon(Material2OutlinedAL.ARROW_DOWNWARD));
    jump.textProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    model.unseen().get() == 0
                        ? "Jump to live"
                        : "Jump to live (" + model.unseen().get() + " new)",
                model.unseen()));
    jump.setOnAction(event -> model.following().set(true));
    Controls.showWhile(jump, model.following().not().map(Boolean::booleanValue));
    return jump;
  }

  TableView<LogLine> table() {
    return table;
  }

  void focusFilter() {
    filter.requestFocus();
  }
}
