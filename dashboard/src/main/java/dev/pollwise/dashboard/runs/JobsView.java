package dev.pollwise.dashboard.runs;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.Hints;
import dev.pollwise.dashboard.form.KeyAction;
import dev.pollwise.dashboard.form.KeyText;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobState;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.jobs.UnfinishedModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableSet;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The table of jobs, what can be done with the selected one, and which jobs are shown. */
public final class JobsView extends VBox {

  private static final double USUAL_TEXT = 13;
  private static final double ROOM_FOR_WORDS = 120;

  /** From which width on there are buttons that the menu of a row has too. */
  private static final Map<String, Double> ONLY_WITH_ROOM =
      Map.of(
          "open-video", 780.0,
          "copy-video", 780.0,
          "copy-id", 780.0,
          "watch-job-again", 620.0,
          "launch-again", 620.0);

  private static final double ROOM_BESIDE_THE_CHIPS = 560;

  private final JobsModel model;
  private final RunsModel runs;
  private final UnfinishedModel unfinished;
  private final RunTable table;
  private final HBox chips = new HBox();
  private final Map<String, ToggleButton> chipOf = new HashMap<>();
  private final TextField find = new TextField();

  /**
   * Shows the jobs.
   *
   * @param page shows all calls of a job
   */
  public JobsView(
      JobsModel model, RunsModel runs, UnfinishedModel unfinished, Consumer<JobRow> page) {
    this.model = model;
    this.runs = runs;
    this.unfinished = unfinished;
    this.table = new RunTable(runs, model, unfinished, page);
    getStyleClass().addAll("panel", "jobs");
    table.setPlaceholder(placeholder());
    VBox.setVgrow(table, Priority.ALWAYS);
    chips.getStyleClass().add("tally");
    InvalidationListener show = changed -> showChips();
    model.tally().addListener(show);
    runs.filter().states().addListener(show);
    runs.filter().paid().addListener(show);
    widthProperty().addListener(show);
    Label lost = Controls.message(model.lost(), "problem", "inset");
    lost.setId("lost-jobs");
    Label difference = Controls.message(runs.difference(), "run-difference");
    difference.setId("run-difference");
    getChildren().addAll(header(), lost, difference, table);
  }

  private Node find() {
    find.setId("find-jobs");
    find.setPromptText("Find jobs");
    find.setAccessibleText("Show only jobs with these words in name, id, state, run or server");
    find.getStyleClass().add(Styles.SMALL);
    find.setPrefColumnCount(10);
    find.setMinWidth(96);
    find.textProperty().bindBidirectional(runs.filter().text());
    find.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE && runs.filter().isActive()) {
            runs.filter().clear();
            event.consume();
          } else if (event.getCode() == KeyCode.DOWN) {
            table.requestFocus();
          }
        });
    return find;
  }

  public void focusFind() {
    find.requestFocus();
    find.selectAll();
  }

  public KeyAction.Group keys() {
    return new KeyAction.Group("In the jobs", table.actions());
  }

  private Node header() {
    Button stopAll =
        Controls.iconButton(
            Material2OutlinedMZ.STOP_CIRCLE, "Stop watching all (Ctrl+Shift+.)", model::stopAll);
    stopAll.setId("stop-all");
    stopAll.disableProperty().bind(model.watched().isEqualTo(0));
    Hints.disabledUnless(stopAll, "Nothing is watched at the moment.");
    Button clear =
        Controls.iconButton(
            Material2OutlinedAL.CLEAR_ALL, "Clear finished jobs", model::clearFinished);
    clear.setId("clear-finished");
    return Controls.header(
        Controls.title("Jobs"),
        find(),
        chips,
        Controls.aside(shown(), ROOM_BESIDE_THE_CHIPS),
        Controls.spacer(),
        forSelected(
            Material2OutlinedMZ.STOP,
            "Stop watching (Ctrl+.)",
            "stop-watching",
            "Select a job that is watched.",
            model::stopWatching,
            row -> row.state().map(JobState::isWatched)),
        forSelected(
            Material2OutlinedMZ.VISIBILITY,
            "Watch again; costs nothing",
            "watch-job-again",
            "Select a job whose wait is over and whose end was not seen.",
            unfinished::watchAgain,
            row -> row.token().map(Optional::isPresent)),
        forSelected(
            Material2OutlinedMZ.REPLAY,
            "Launch again; a real server charges again",
            "launch-again",
            "Select a job that was launched here.",
            model::launchAgain,
            row -> row.again().map(Optional::isPresent)),
        forSelected(
            Material2OutlinedMZ.OPEN_IN_NEW,
            "Open the translated video",
            "open-video",
            "Select a job that is completed.",
            model::openVideo,
            row -> row.video().map(Optional::isPresent)),
        forSelected(
            Material2OutlinedAL.LINK,
            "Copy the address of the video",
            "copy-video",
            "Select a job that is completed.",
            model::copyVideo,
            row -> row.video().map(Optional::isPresent)),
        forSelected(
            Material2OutlinedAL.CONTENT_COPY,
            "Copy the job id",
            "copy-id",
            "Select a job.",
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
      String when,
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
    Hints.disabledUnless(button, when);
    double from = ONLY_WITH_ROOM.getOrDefault(id, 0.0);
    Controls.showWhile(button, widthProperty().map(width -> scaled(width) >= from));
    return button;
  }

  /** In the size of text that widths are meant for. */
  private double scaled(Number width) {
    return width.doubleValue() / Math.max(1, find.getFont().getSize() / USUAL_TEXT);
  }

  private Label shown() {
    Label shown = Controls.label("", Styles.TEXT_MUTED);
    shown.setId("jobs-shown");
    shown.textProperty().bind(runs.shown());
    return shown;
  }

  /** Those that are pressed stay, or nobody could release them. */
  private void showChips() {
    Map<JobState, Integer> counted = model.tally().get();
    List<JobState> states =
        Stream.concat(counted.keySet().stream(), runs.filter().states().stream())
            .distinct()
            .sorted()
            .toList();
    long paid = model.rows().stream().filter(JobRow::isPaid).count();
    boolean hasPaid = paid > 0 || runs.filter().paid().get();
    int number = states.size() + (hasPaid ? 1 : 0);
    double room = scaled(getWidth()) - ROOM_BESIDE_THE_CHIPS;
    boolean inWords = room >= number * ROOM_FOR_WORDS;
    List<Node> wanted = new ArrayList<>();
    for (JobState state : states) {
      ToggleButton chip = chipOf.computeIfAbsent(state.word(), word -> chip(state));
      tell(chip, counted.getOrDefault(state, 0), state.word(), inWords);
      wanted.add(chip);
    }
    if (hasPaid) {
      ToggleButton chip = chipOf.computeIfAbsent("paid", word -> paidChip());
      tell(chip, (int) paid, "paid", inWords);
      wanted.add(chip);
    }
    // A chip that stays keeps the focus.
    if (!wanted.equals(chips.getChildren())) {
      chips.getChildren().setAll(wanted);
    }
  }

  private ToggleButton chip(JobState state) {
    ObservableSet<JobState> chosen = runs.filter().states();
    ToggleButton chip = chip(state.word(), StateStyle.icon(state));
    chip.setOnAction(event -> {
      if (chip.isSelected()) {
        chosen.add(state);
      } else {
        chosen.remove(state);
      }
    });
    chosen.addListener((InvalidationListener) changed -> chip.setSelected(chosen.contains(state)));
    return chip;
  }

  private ToggleButton paidChip() {
    ToggleButton chip = chip("paid", Controls.icon(Material2OutlinedMZ.PAYMENTS));
    chip.selectedProperty().bindBidirectional(runs.filter().paid());
    return chip;
  }

  private static ToggleButton chip(String word, Node icon) {
    ToggleButton chip = new ToggleButton("", icon);
    chip.setId("chip-" + word.replace(' ', '-'));
    chip.getStyleClass().addAll(Styles.SMALL, Styles.FLAT, "tally-item");
    chip.setMinWidth(USE_PREF_SIZE);
    chip.setTooltip(new Tooltip());
    return chip;
  }

  /** Where there is little room, icon and number have to do. */
  private static void tell(ToggleButton chip, int number, String word, boolean inWords) {
    String words = number + " " + word;
    chip.setText(inWords ? words : "" + number);
    chip.setAccessibleText(words + ": show only these");
    chip.getTooltip().setText(words + "; press to show only these");
  }

  private Node placeholder() {
    Button all = new Button("Show all jobs");
    all.setId("show-all-jobs");
    all.setOnAction(event -> runs.filter().clear());
    VBox nothing = new VBox(Controls.label("No job passes the filter", "empty-title"), all);
    nothing.getStyleClass().add("empty-state");
    Node empty = emptyState();
    Controls.showWhile(nothing, runs.shown().map(words -> !words.isEmpty()));
    Controls.showWhile(empty, runs.shown().map(String::isEmpty));
    return new StackPane(nothing, empty);
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

  public TableView<?> table() {
    return table;
  }
}
