package dev.pollwise.dashboard.log;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.FilePrompt;
import dev.pollwise.dashboard.form.Hints;
import dev.pollwise.dashboard.form.KeyAction;
import dev.pollwise.dashboard.form.KeyText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The log as a table that follows what is appended until somebody scrolls. */
public final class LogView extends VBox {

  private static final double ROW_HEIGHT = 24;
  private static final double COUNT_FROM_WIDTH = 760;
  private final LogModel model;
  private final TableView<LogLine> table = new TableView<>();
  private final CustomTextField filter = new CustomTextField();
  private final List<KeyAction> actions = actions();
  private final List<KeyAction> looks = looks();

  public LogView(LogModel model) {
    this.model = model;
    getStyleClass().addAll("panel", "log");
    table.setId("log-table");
    table.setItems(model.shown());
    table.setFixedCellSize(ROW_HEIGHT);
    table.setAccessibleText("Log");
    table.getStyleClass().addAll(Styles.DENSE, "flush-table");
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    table.setPlaceholder(
        Controls.label("No events yet, or none matches the filter.", "empty-text"));
    LogColumns.addTo(table, model);
    table.setContextMenu(lineMenu());
    VBox.setVgrow(table, Priority.ALWAYS);
    follow();
    table.addEventHandler(KeyEvent.KEY_PRESSED, event -> KeyAction.handle(event, actions));
    table.addEventFilter(KeyEvent.KEY_PRESSED, event -> KeyAction.notice(event, looks));
    getChildren()
        .addAll(
            header(),
            new LogChips(model.jobs()),
            Controls.message(model.saves().problem(), "problem", "saved"),
            table);
  }

  private List<KeyAction> actions() {
    return List.of(
        KeyAction.of("Copy the selected lines", this::copySelected, KeyAction.ctrl(KeyCode.C)),
        KeyAction.of("Save the lines shown", this::save, KeyAction.ctrl(KeyCode.S)),
        KeyAction.of("Only the job of the line", this::onlyJobOfLine, KeyAction.key(KeyCode.J)));
  }

  public KeyAction.Group keys() {
    List<KeyAction> all = new ArrayList<>(actions);
    all.addAll(looks);
    return new KeyAction.Group("In the log", all);
  }

  private void copySelected() {
    model.copy(table.getSelectionModel().getSelectedItems());
  }

  private void onlyJobOfLine() {
    Optional.ofNullable(table.getSelectionModel().getSelectedItem())
        .ifPresent(model.jobs()::addJobOf);
  }

  /** Keys that the table knows, too: it goes where they say, and this learns of it. */
  private List<KeyAction> looks() {
    Runnable stay = () -> model.following().set(false);
    return List.of(
        KeyAction.of(
            "Jump to live and follow",
            () -> model.following().set(true),
            KeyAction.key(KeyCode.END)),
        KeyAction.of(
            "Look back, and stay there",
            stay,
            KeyAction.key(KeyCode.UP),
            KeyAction.key(KeyCode.PAGE_UP),
            KeyAction.key(KeyCode.HOME)));
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
    table.heightProperty().addListener((o, before, now) -> keepUp());
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
      int newest = model.shown().size() - 1;
      table.scrollTo(newest);
      table.layout();
      // Where rows were hidden before, the table goes by heights that it had guessed.
      if (table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
          && flow.getLastVisibleCell() != null
          && flow.getLastVisibleCell().getIndex() < newest) {
        flow.setPosition(1);
      }
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
    filter.setPromptText(KeyText.of("Filter (Ctrl+F)"));
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
        new LevelChooser(model.least()),
        onlyThisJob(),
        Controls.aside(count, COUNT_FROM_WIDTH),
        Controls.spacer(),
        Controls.aside(saved, COUNT_FROM_WIDTH),
        jump(),
        copy,
        save,
        clear);
  }

  private Node onlyThisJob() {
    Button only = new Button("Only this job");
    only.setId("log-only-job");
    only.setMinWidth(USE_PREF_SIZE);
    only.getStyleClass().add(Styles.SMALL);
    only.setTooltip(new Tooltip("Limit the log to the selected job; more can be added"));
    only.disableProperty().bind(model.jobs().canAdd().map(can -> !can));
    Hints.disabledUnless(only, "Select a job that the log does not show alone already.");
    only.setOnAction(event -> model.jobs().addSelected());
    return only;
  }

  private ContextMenu lineMenu() {
    MenuItem only = new MenuItem("Only the job of this line");
    only.setOnAction(event -> onlyJobOfLine());
    MenuItem copy = new MenuItem("Copy");
    copy.setOnAction(event -> copySelected());
    ContextMenu menu = new ContextMenu(only, copy);
    menu.setOnShowing(event -> {
      LogLine line = table.getSelectionModel().getSelectedItem();
      only.setDisable(line == null || !(line.source() instanceof LogSource.Job));
      copy.setDisable(line == null);
    });
    return menu;
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

  public TableView<LogLine> table() {
    return table;
  }

  public void focusFilter() {
    filter.requestFocus();
  }
}
