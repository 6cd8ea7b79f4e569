package dev.pollwise.dashboard.chart;

import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.Hints;
import dev.pollwise.dashboard.form.HoverCard;
import dev.pollwise.dashboard.form.KeyAction;
import dev.pollwise.dashboard.form.KeyText;
import dev.pollwise.dashboard.form.OncePerPulse;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.jobs.Lane;
import dev.pollwise.dashboard.jobs.LaneCall;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The timeline: a list whose rows are lanes, under one axis of time. */
public final class TimelineView extends VBox {

  private static final double REACH = 5;
  private static final double KEY_FROM_WIDTH = 860;
  private static final double PAN = 0.15;

  private final TimelineModel model;
  private final ReadOnlyIntegerProperty percent;
  private final JobsModel jobs;
  private final ListView<Lane> lanes = new ListView<>();
  private final TimelineAxis axis = new TimelineAxis();
  private final HoverCard card = new HoverCard();
  private final List<KeyAction> actions;
  private final OncePerPulse drawing = new OncePerPulse(this::redraw);
  private int pointedCall = -1;
  private double dragFrom;

  public TimelineView(TimelineModel model, JobsModel jobs, ReadOnlyIntegerProperty percent) {
    this.percent = percent;
    this.model = model;
    this.jobs = jobs;
    getStyleClass().addAll("panel", "timeline");
    lanes.setId("timeline-lanes");
    lanes.setItems(model.lanes());
    percent.subscribe(size -> {
      lanes.setFixedCellSize(LaneCell.HEIGHT * scale());
      drawing.soon();
    });
    lanes.setCellFactory(list -> new LaneCell(model, this::axisWidth, this::scale));
    lanes.setAccessibleText("Timeline: a lane for each job");
    lanes.setPlaceholder(empty());
    StackPane stack = new StackPane(new VBox(axis, lanes), card);
    VBox.setVgrow(lanes, Priority.ALWAYS);
    VBox.setVgrow(stack, Priority.ALWAYS);
    stack.setMinHeight(0);
    getChildren().addAll(header(), stack);
    actions = actions();
    shareSelection();
    pointAndZoom();
    model.revision().addListener((o, before, now) -> drawing.soon());
    lanes.widthProperty().addListener((o, before, now) -> redraw());
  }

  private static Node empty() {
    VBox empty =
        new VBox(
            Controls.icon(Material2OutlinedMZ.TIMELINE),
            Controls.label("No jobs on the timeline yet", "empty-title"),
            Controls.label(
                KeyText.of(
                    "Launch some (Ctrl+Enter): each gets a lane with its calls, its pauses and the"
                        + " moment its end was seen."),
                "empty-text"));
    empty.getStyleClass().add("empty-state");
    return empty;
  }

  private Node header() {
    Button closer =
        Controls.iconButton(Material2OutlinedMZ.ZOOM_IN, "Zoom in (+)", () -> scale(Zoom.STEP));
    Button wider =
        Controls.iconButton(
            Material2OutlinedMZ.ZOOM_OUT, "Zoom out (-)", () -> scale(1 / Zoom.STEP));
    Button whole =
        Controls.iconButton(Material2OutlinedMZ.ZOOM_OUT_MAP, "Show all (0)", model.zoom()::reset);
    whole.setId("timeline-whole");
    whole.disableProperty().bind(model.zoom().chosen().map(Optional::isEmpty));
    Hints.disabledUnless(whole, "The whole is shown already.");
    return Controls.header(
        Controls.title("Timeline"),
        Controls.aside(key("call", "key-call"), KEY_FROM_WIDTH),
        Controls.aside(key("failed", "key-failed"), KEY_FROM_WIDTH),
        Controls.aside(key("true end", "key-true-end"), KEY_FROM_WIDTH),
        Controls.aside(key("end seen", "key-seen"), KEY_FROM_WIDTH),
        Controls.aside(key("lateness", "key-late"), KEY_FROM_WIDTH),
        Controls.spacer(),
        closer,
        wider,
        whole);
  }

  private static Label key(String text, String style) {
    Region sample = new Region();
    sample.getStyleClass().addAll("lane-key", style);
    Label key = Controls.label(text, "legend");
    key.setGraphic(sample);
    return key;
  }

  private void shareSelection() {
    lanes
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((o, before, now) -> {
          pointedCall = -1;
          if (now != null) {
            jobs.select(Optional.of(now.row()));
          }
        });
    jobs.selected().addListener((o, before, now) -> show(model.selected()));
  }

  private void show(Optional<Lane> selected) {
    selected.ifPresentOrElse(
        lane -> {
          if (lanes.getSelectionModel().getSelectedItem() != lane) {
            lanes.getSelectionModel().select(lane);
            lanes.scrollTo(lane);
          }
        },
        lanes.getSelectionModel()::clearSelection);
  }

  private void pointAndZoom() {
    lanes.addEventFilter(MouseEvent.MOUSE_MOVED, this::point);
    lanes.addEventFilter(MouseEvent.MOUSE_EXITED, event -> card.hide());
    lanes.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> dragFrom = event.getX());
    lanes.addEventFilter(
        MouseEvent.MOUSE_DRAGGED,
        event -> {
          model.zoom().move(model.whole(), (dragFrom - event.getX()) / axisWidth());
          dragFrom = event.getX();
        });
    lanes.addEventFilter(
        MouseEvent.MOUSE_CLICKED,
        event -> {
          if (event.getClickCount() == 2) {
            model.zoom().reset();
          }
        });
    lanes.addEventFilter(ScrollEvent.SCROLL, this::scroll);
    lanes.addEventFilter(KeyEvent.KEY_PRESSED, event -> KeyAction.handle(event, actions));
  }

  /** With Ctrl the wheel zooms, with Shift it goes sideways; else it scrolls the lanes. */
  private void scroll(ScrollEvent event) {
    if (event.isControlDown() && event.getDeltaY() != 0) {
      double factor = event.getDeltaY() > 0 ? Zoom.STEP : 1 / Zoom.STEP;
      model.zoom().scale(model.whole(), factor, place(event.getX()));
      event.consume();
    } else if (event.getDeltaX() != 0) {
      model.zoom().move(model.whole(), event.getDeltaX() > 0 ? -PAN : PAN);
      event.consume();
    }
  }

  private List<KeyAction> actions() {
    return List.of(
        KeyAction.of("Zoom in", () -> scale(Zoom.STEP), KeyAction.plus()),
        KeyAction.of("Zoom out", () -> scale(1 / Zoom.STEP), KeyAction.minus()),
        KeyAction.of(
            "Show all",
            model.zoom()::reset,
            KeyAction.key(KeyCode.DIGIT0),
            KeyAction.key(KeyCode.NUMPAD0)),
        KeyAction.of("Show the previous call", () -> step(-1), KeyAction.key(KeyCode.LEFT)),
        KeyAction.of("Show the next call", () -> step(1), KeyAction.key(KeyCode.RIGHT)),
        KeyAction.of("Show earlier", () -> move(-PAN), KeyAction.shift(KeyCode.LEFT)),
        KeyAction.of("Show later", () -> move(PAN), KeyAction.shift(KeyCode.RIGHT)),
        KeyAction.of("Hide the values", card::hide, KeyAction.key(KeyCode.ESCAPE)));
  }

  public KeyAction.Group keys() {
    return new KeyAction.Group("In the timeline", actions);
  }

  private void move(double share) {
    model.zoom().move(model.whole(), share);
  }

  private void step(int direction) {
    model.selected().ifPresent(lane -> pointAtCall(lane, direction));
  }

  /** The keyboard's way of hovering: from call to call of the selected lane. */
  private void pointAtCall(Lane lane, int direction) {
    List<LaneCall> calls = lane.calls();
    if (calls.isEmpty()) {
      return;
    }
    int wanted = pointedCall < 0 && direction < 0 ? calls.size() - 1 : pointedCall + direction;
    pointedCall = Math.max(0, Math.min(calls.size() - 1, wanted));
    double place = model.place(lane, calls.get(pointedCall).answered());
    Bounds list = lanes.localToScene(lanes.getBoundsInLocal());
    double row =
        lanes.lookupAll(".lane").stream()
            .filter(cell -> ((LaneCell) cell).getItem() == lane && cell.isVisible())
            .mapToDouble(cell -> cell.localToScene(cell.getBoundsInLocal()).getMinY())
            .findFirst()
            .orElse(list.getMinY());
    tell(lane, place, list.getMinX() + left() + pixel(place), row);
  }

  private void point(MouseEvent event) {
    Lane lane = laneAt(event);
    if (lane == null) {
      card.hide();
    } else {
      tell(lane, place(event.getX()), event.getSceneX(), event.getSceneY());
    }
  }

  private static @org.jspecify.annotations.Nullable Lane laneAt(MouseEvent event) {
    Node node = event.getPickResult().getIntersectedNode();
    while (node != null && !(node instanceof LaneCell)) {
      node = node.getParent();
    }
    return node instanceof LaneCell cell ? cell.getItem() : null;
  }

  private void tell(Lane lane, double place, double sceneX, double sceneY) {
    double reach = model.shown().length() / axisWidth() * REACH;
    model
        .told(lane, place, reach)
        .ifPresentOrElse(text -> card.tell(text, sceneX, sceneY), card::hide);
  }

  private void scale(double factor) {
    Span shown = model.shown();
    model.zoom().scale(model.whole(), factor, shown.at(0.5));
  }

  private double scale() {
    return percent.get() / 100.0;
  }

  private double left() {
    return LaneCell.NAME_WIDTH * scale();
  }

  private double axisWidth() {
    return Math.max(1, lanes.getWidth() - left() - LaneCell.ROOM_AT_THE_RIGHT * scale());
  }

  private double place(double x) {
    return model.shown().at((x - left()) / axisWidth());
  }

  private double pixel(double place) {
    return model.shown().share(place) * axisWidth();
  }

  private void redraw() {
    axis.draw(model, left(), axisWidth());
    lanes.lookupAll(".lane").forEach(node -> ((LaneCell) node).draw());
  }
}
