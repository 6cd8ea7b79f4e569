package dev.pollwise.dashboard.duel;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.OncePerPulse;
import java.util.Optional;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The area Duel: who takes part, the score, and a mirrored lane for each job. */
public final class DuelView extends VBox {

  private static final double BESIDE_THE_CHOICES = 44;

  private final DuelModel model;
  private final ReadOnlyIntegerProperty percent;
  private final ListView<DuelLane> lanes = new ListView<>();
  private final DuelAxis axis = new DuelAxis();
  private final OncePerPulse drawing = new OncePerPulse(this::redraw);

  public DuelView(DuelModel model, ReadOnlyIntegerProperty percent) {
    this.model = model;
    this.percent = percent;
    getStyleClass().addAll("panel", "timeline", "duel");
    lanes.setId("duel-lanes");
    lanes.setItems(model.lanes());
    lanes.setCellFactory(list -> new DuelLaneCell(model, this::axisWidth, this::scale));
    lanes.setAccessibleText("Duel: a lane for each job, one side above, the other below");
    lanes.setPlaceholder(empty());
    VBox.setVgrow(lanes, Priority.ALWAYS);
    percent.subscribe(size -> {
      lanes.setFixedCellSize(DuelLaneCell.HEIGHT * scale());
      drawing.soon();
    });
    getChildren()
        .addAll(
            header(),
            Controls.message(model.problem(), "problem", "inset"),
            new DuelScoreView(model),
            legend(),
            lanes);
    model.revision().addListener((o, before, now) -> drawing.soon());
    lanes.widthProperty().addListener((o, before, now) -> redraw());
  }

  private Node header() {
    Button begin = new Button("Start", Controls.icon(Material2OutlinedMZ.PLAY_ARROW));
    begin.setId("duel-begin");
    begin.getStyleClass().addAll(Styles.ACCENT, Styles.SMALL);
    begin.setMinWidth(Region.USE_PREF_SIZE);
    begin.setOnAction(event -> model.begin());
    Controls.showWhile(begin, model.running().map(running -> !running));
    Button stop = new Button("Stop", Controls.icon(Material2OutlinedMZ.STOP));
    stop.setId("duel-stop");
    stop.getStyleClass().add(Styles.SMALL);
    stop.setMinWidth(Region.USE_PREF_SIZE);
    stop.setOnAction(event -> model.stop());
    Controls.showWhile(stop, model.running().map(Boolean::booleanValue));
    ComboBox<Integer> jobs = new ComboBox<>();
    jobs.getItems().setAll(DuelModel.JOBS);
    jobs.valueProperty().bindBidirectional(model.jobs());
    jobs.setId("duel-jobs");
    jobs.setAccessibleText("How many jobs");
    jobs.setTooltip(new Tooltip("How many jobs; the last is launched 45 s after the first"));
    jobs.setMinWidth(Region.USE_PREF_SIZE);
    jobs.disableProperty().bind(model.running());
    FlowPane choices =
        new FlowPane(
            Controls.title("Duel"),
            chooser(Side.ABOVE, "duel-above", "Who is drawn above the lines"),
            muted("against"),
            chooser(Side.BELOW, "duel-below", "Who is drawn below the lines"),
            muted("on"),
            jobs,
            muted("jobs"));
    choices.getStyleClass().add("duel-choices");
    HBox.setHgrow(choices, Priority.ALWAYS);
    // Else it would be as high as with the usual width of such a pane.
    choices
        .prefWrapLengthProperty()
        .bind(widthProperty().subtract(begin.widthProperty()).subtract(BESIDE_THE_CHOICES));
    return Controls.header(choices, begin, stop);
  }

  private static Label muted(String text) {
    Label label = Controls.label(text, Styles.TEXT_MUTED);
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  private ComboBox<String> chooser(Side side, String id, String name) {
    ComboBox<String> chooser = new ComboBox<>();
    chooser.getItems().setAll(DuelModel.names());
    chooser.valueProperty().bindBidirectional(model.chosen(side));
    chooser.setId(id);
    chooser.setAccessibleText(name);
    Tooltip about = new Tooltip();
    about.setWrapText(true);
    about.setMaxWidth(360);
    about.textProperty().bind(model.chosen(side).map(DuelModel::about));
    chooser.setTooltip(about);
    chooser.setMinWidth(Region.USE_PREF_SIZE);
    chooser.disableProperty().bind(model.running());
    return chooser;
  }

  /** What the marks are, beside the axis. */
  private Node legend() {
    HBox keys = new HBox(key("true end", "key-true-end"), key("late", "key-late"));
    keys.getStyleClass().add("duel-keys");
    keys.setMaxWidth(Region.USE_PREF_SIZE);
    StackPane legend = new StackPane(axis, keys);
    StackPane.setAlignment(keys, Pos.CENTER_LEFT);
    Controls.showWhile(legend, model.score().map(Optional::isPresent));
    return legend;
  }

  private static Label key(String text, String style) {
    Region sample = new Region();
    sample.getStyleClass().addAll("lane-key", style);
    Label key = Controls.label(text, "legend");
    key.setGraphic(sample);
    return key;
  }

  private Node empty() {
    Label text =
        Controls.label(
            "Each job is launched once, at a simulator. Both policies wait for it, each with a"
                + " client and calls of its own, and neither knows beforehand how long jobs take.",
            "empty-text");
    text.setWrapText(true);
    text.setMaxWidth(480);
    VBox empty =
        new VBox(
            Controls.icon(Material2OutlinedAL.COMPARE_ARROWS),
            Controls.label("Two policies on the very same jobs", "empty-title"),
            text,
            Controls.label("Start (F2) takes a minute and costs nothing.", "empty-text"));
    empty.getStyleClass().add("empty-state");
    return empty;
  }

  private double scale() {
    return percent.get() / 100.0;
  }

  private double axisWidth() {
    double beside = DuelLaneCell.NAME_WIDTH + DuelLaneCell.ROOM_AT_THE_RIGHT;
    return Math.max(1, lanes.getWidth() - beside * scale());
  }

  private void redraw() {
    axis.draw(model.whole(), DuelLaneCell.NAME_WIDTH * scale(), axisWidth(), scale());
    lanes.lookupAll(".lane").forEach(node -> ((DuelLaneCell) node).draw());
  }
}
