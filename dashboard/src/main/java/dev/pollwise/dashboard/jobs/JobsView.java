package dev.pollwise.dashboard.jobs;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.KeyText;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.collections.transformation.SortedList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The table of jobs, what can be done with the selected one, and how many are in which state. */
public final class JobsView extends VBox {

  private static final double ROW_HEIGHT = 28;
  private static final double WIDE = 900;

  private final JobsModel model;
  private final UnfinishedModel unfinished;
  private final TableView<JobRow> table = new TableView<>();
  private final HBox tally = new HBox();

  public JobsView(JobsModel model, UnfinishedModel unfinished) {
    this.model = model;
    this.unfinished = unfinished;
    getStyleClass().addAll("panel", "jobs");
    table.setId("jobs-table");
    sortable();
    table.setFixedCellSize(ROW_HEIGHT);
    table.setPlaceholder(emptyState());
    table.setAccessibleText("Jobs");
    table.getStyleClass().addAll(Styles.DENSE, "flush-table");
    JobColumns.addTo(table);
    table.setRowFactory(view -> row());
    VBox.setVgrow(table, Priority.ALWAYS);
    bindSelection();

    tally.getStyleClass().add("tally");
    model.tally().addListener((o, before, now) -> showTally(now));
    Label lost = Controls.message(model.lost(), "problem", "inset");
    lost.setId("lost-jobs");
    getChildren().addAll(header(), lost, table);
  }

  /** Sorted when asked, and again whenever a job changes its state; not with every second. */
  private void sortable() {
    SortedList<JobRow> sorted = new SortedList<>(model.rows());
    table.setItems(sorted);
    table.setSortPolicy(view -> {
      Comparator<JobRow> order = view.getComparator();
      // A comparator of its own each time, or the list would see nothing new.
      sorted.setComparator(order == null ? null : order::compare);
      return true;
    });
    model
        .tally()
        .addListener((o, before, now) -> {
          if (!table.getSortOrder().isEmpty()) {
            table.sort();
          }
        });
  }

  private void bindSelection() {
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((o, before, now) -> model.select(Optional.ofNullable(now)));
    model
        .selected()
        .addListener((o, before, now) ->
            now.ifPresentOrElse(this::show, () -> table.getSelectionModel().clearSelection()));
  }

  /** Selected elsewhere, a job is brought into sight; selected here, it is in sight already. */
  private void show(JobRow row) {
    if (!row.equals(table.getSelectionModel().getSelectedItem())) {
      table.getSelectionModel().select(row);
      table.scrollTo(row);
    }
  }

  private Node header() {
    Button stopAll =
        Controls.iconButton(
            Material2OutlinedMZ.STOP_CIRCLE, "Stop watching all (Ctrl+Shift+.)", model::stopAll);
    stopAll.setId("stop-all");
    stopAll.disableProperty().bind(model.watched().isEqualTo(0));
    Button clear =
        Controls.iconButton(
            Material2OutlinedAL.CLEAR_ALL, "Clear finished jobs", model::clearFinished);
    clear.setId("clear-finished");
    return Controls.header(
        Controls.title("Jobs"),
        tally,
        Controls.spacer(),
        forSelected(
            Material2OutlinedMZ.STOP,
            "Stop watching (Ctrl+.)",
            "stop-watching",
            model::stopWatching,
            row -> row.state().map(JobState::isWatched)),
        forSelected(
            Material2OutlinedMZ.VISIBILITY,
            "Watch again; costs nothing",
            "watch-job-again",
            unfinished::watchAgain,
            row -> row.token().map(Optional::isPresent)),
        forSelected(
            Material2OutlinedMZ.REPLAY,
            "Launch again; a real server charges again",
            "launch-again",
            model::launchAgain,
            row -> row.again().map(Optional::isPresent)),
        forSelected(
            Material2OutlinedMZ.OPEN_IN_NEW,
            "Open the translated video",
            "open-video",
            model::openVideo,
            row -> row.video().map(Optional::isPresent)),
        forSelected(
            Material2OutlinedAL.LINK,
            "Copy the address of the video",
            "copy-video",
            model::copyVideo,
            row -> row.video().map(Optional::isPresent)),
        forSelected(
            Material2OutlinedAL.CONTENT_COPY,
            "Copy the job id",
            "copy-id",
            model::copyId,
            row -> row.title().map(any -> true)),
        stopAll,
        clear);
  }

  /** A button that acts on the selected job and is dead where that makes no sense. */
  private Button forSelected(
      Ikon icon,
      String name,
      String id,
      Consumer<JobRow> action,
      Function<JobRow, ObservableValue<Boolean>> sensible) {
    Button button = Controls.iconButton(icon, name, () -> model.selected().get().ifPresent(action));
    button.setId(id);
    ObservableValue<Boolean> possible =
        model
            .selected()
            .flatMap(selected ->
                selected
                    .map(sensible)
                    .orElseGet(() -> new javafx.beans.property.SimpleBooleanProperty(false)));
    button.disableProperty().bind(possible.map(yes -> !yes).orElse(true));
    return button;
  }

  private TableRow<JobRow> row() {
    TableRow<JobRow> row = new TableRow<>();
    MenuItem stop = item("Stop watching", () -> model.stopWatching(row.getItem()));
    MenuItem watch = item("Watch again", () -> unfinished.watchAgain(row.getItem()));
    MenuItem forget = item("Forget …", () -> unfinished.forget(row.getItem()));
    MenuItem again = item("Launch again", () -> model.launchAgain(row.getItem()));
    MenuItem open = item("Open video", () -> model.openVideo(row.getItem()));
    MenuItem copyVideo = item("Copy address of video", () -> model.copyVideo(row.getItem()));
    MenuItem copyId = item("Copy id", () -> model.copyId(row.getItem()));
    ContextMenu menu = new ContextMenu(stop, watch, again, open, copyVideo, copyId, forget);
    menu.setOnShowing(event -> {
      stop.setDisable(!row.getItem().isWatched());
      watch.setDisable(row.getItem().token().get().isEmpty());
      forget.setDisable(row.getItem().token().get().isEmpty());
      again.setDisable(row.getItem().again().get().isEmpty());
      open.setDisable(row.getItem().video().get().isEmpty());
      copyVideo.setDisable(row.getItem().video().get().isEmpty());
    });
    row.emptyProperty().addListener((o, before, empty) -> row.setContextMenu(empty ? null : menu));
    return row;
  }

  private static MenuItem item(String text, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setOnAction(event -> action.run());
    return item;
  }

  private void showTally(Map<JobState, Integer> counted) {
    tally
        .getChildren()
        .setAll(
            counted.entrySet().stream()
                .map(entry -> (Node) count(entry.getKey(), entry.getValue()))
                .toList());
  }

  /** Where there is little room, icon and number have to do. */
  private Label count(JobState state, int number) {
    String words = number + " " + state.word();
    Label label = Controls.label("", "tally-item");
    label
        .textProperty()
        .bind(widthProperty().map(now -> now.doubleValue() < WIDE ? "" + number : words));
    label.setMinWidth(USE_PREF_SIZE);
    label.setAccessibleText(words);
    label.setTooltip(new Tooltip(words));
    label.setGraphic(StateStyle.icon(state));
    return label;
  }

  private static Node emptyState() {
    Label title = Controls.label("No jobs yet", "empty-title");
    Label text =
        Controls.label(
            KeyText.of(
                "Press Ctrl+Enter to launch what the form on the left says. Each job then shows"
                    + " here when it is asked about next, and how late its end can have been"
                    + " noticed."),
            Styles.TEXT_MUTED);
    text.setWrapText(true);
    text.setMaxWidth(420);
    text.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
    VBox box = new VBox(Controls.icon(Material2OutlinedMZ.SEND), title, text);
    box.getStyleClass().add("empty-state");
    return box;
  }

  public TableView<JobRow> table() {
    return table;
  }
}
