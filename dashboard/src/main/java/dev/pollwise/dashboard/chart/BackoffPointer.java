package dev.pollwise.dashboard.chart;

import dev.pollwise.dashboard.form.HoverCard;
import dev.pollwise.dashboard.form.KeyAction;
import dev.pollwise.dashboard.jobs.JobsModel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;

/**
 * Pointer and keys over the chart: a crosshair that tells the values, the wheel zooms the time,
 * with Shift the heights; a drag shows what it spans, with Shift it moves; on the vertical axis it
 * moves the heights; a double click shows all.
 */
final class BackoffPointer extends StackPane {

  private static final double REACH = 12;
  private static final double LEAST_DRAG = 6;
  private static final double RULE_REACH = 5;
  private static final double PAN = 0.1;
  private static final double KEY_STEP = 0.02;

  private final BackoffModel model;
  private final JobsModel jobs;
  private final BackoffPlot plot;
  private final ScaledAxis across;
  private final ScaledAxis up;
  private final HoverCard card = new HoverCard();
  private final Line cursor = new Line();
  private final Rectangle band = new Rectangle();
  private final List<KeyAction> actions;
  private double pressedAt;
  private double draggedFrom;
  private double keyCursor = -1;
  private boolean dragged;

  BackoffPointer(
      BackoffModel model, JobsModel jobs, BackoffPlot plot, ScaledAxis across, ScaledAxis up) {
    this.model = model;
    this.jobs = jobs;
    this.plot = plot;
    this.across = across;
    this.up = up;
    cursor.getStyleClass().add("chart-cursor");
    band.getStyleClass().add("chart-selection");
    Pane overlay = new Pane(band, cursor);
    overlay.setMouseTransparent(true);
    band.setVisible(false);
    cursor.setVisible(false);
    setMinHeight(0);
    getChildren().addAll(plot, overlay, card);
    plot.setFocusTraversable(true);
    plot.addEventHandler(MouseEvent.MOUSE_MOVED, this::tell);
    plot.addEventHandler(MouseEvent.MOUSE_EXITED, event -> tellNothing());
    plot.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    plot.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    plot.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
    plot.addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
    plot.addEventHandler(ScrollEvent.SCROLL, this::scroll);
    actions = keys();
    plot.addEventHandler(KeyEvent.KEY_PRESSED, event -> KeyAction.handle(event, actions));
  }

  private Span whole() {
    return model.whole(plot.traces());
  }

  private Span shown() {
    return model.zoom().shown(whole());
  }

  private double pixel(MouseEvent event) {
    return across.sceneToLocal(event.getSceneX(), event.getSceneY()).getX();
  }

  private double value(double pixel) {
    return shown().at(pixel / across.getWidth());
  }

  private void tell(MouseEvent event) {
    Point2D here = across.sceneToLocal(event.getSceneX(), event.getSceneY());
    if (here.getX() < 0 || here.getX() > across.getWidth() || here.getY() > 0) {
      tellNothing();
      return;
    }
    double x = value(here.getX());
    String text =
        nearest(event).map(ChartHit::text).orElseGet(() -> model.values(x, plot.traces()));
    tell(withWhatHappened(text, x), here.getX(), event.getSceneX(), event.getSceneY());
  }

  private String withWhatHappened(String text, double x) {
    String happened = model.happened(x, shown().length() * RULE_REACH / across.getWidth());
    return text.isEmpty() || happened.isEmpty() ? text + happened : text + "\n" + happened;
  }

  private void tell(String text, double pixel, double sceneX, double sceneY) {
    if (text.isEmpty()) {
      tellNothing();
      return;
    }
    card.tell(text, sceneX, sceneY);
    Point2D top = sceneToLocal(across.localToScene(pixel, -up.getHeight()));
    cursor.setStartX(Math.rint(top.getX()) + 0.5);
    cursor.setEndX(cursor.getStartX());
    cursor.setStartY(top.getY());
    cursor.setEndY(top.getY() + up.getHeight());
    cursor.setVisible(true);
  }

  private void tellNothing() {
    card.hide();
    cursor.setVisible(false);
  }

  private Optional<ChartHit> nearest(MouseEvent event) {
    Point2D onUp = up.sceneToLocal(event.getSceneX(), event.getSceneY());
    List<Trace> traces = plot.traces();
    return model.at(value(pixel(event)), traces).stream()
        .filter(hit -> distance(onUp, hit) < REACH)
        .min(Comparator.comparingDouble(hit -> distance(onUp, hit)));
  }

  private double distance(Point2D onUp, ChartHit hit) {
    return Math.abs(up.getDisplayPosition(hit.height()) - onUp.getY());
  }

  private void press(MouseEvent event) {
    plot.requestFocus();
    pressedAt = pixel(event);
    draggedFrom = event.getY();
    dragged = false;
  }

  private void drag(MouseEvent event) {
    if (pressedAt < 0) {
      dragHeights(event);
      return;
    }
    double at = pixel(event);
    if (Math.abs(at - pressedAt) > LEAST_DRAG || dragged) {
      dragged = true;
      tellNothing();
      if (event.isShiftDown()) {
        model.zoom().move(whole(), (pressedAt - at) / across.getWidth());
        pressedAt = at;
      } else {
        showBand(Math.min(at, pressedAt), Math.max(at, pressedAt));
      }
    }
  }

  private void dragHeights(MouseEvent event) {
    dragged = true;
    double share = (event.getY() - draggedFrom) / up.getHeight();
    model.heights().move(model.allHeights(plot.traces()), share);
    draggedFrom = event.getY();
  }

  private void showBand(double from, double to) {
    Point2D corner = sceneToLocal(across.localToScene(Math.max(0, from), -up.getHeight()));
    band.setX(corner.getX());
    band.setY(corner.getY());
    band.setWidth(Math.min(across.getWidth(), to) - Math.max(0, from));
    band.setHeight(up.getHeight());
    band.setVisible(true);
  }

  private void release(MouseEvent event) {
    if (band.isVisible()) {
      band.setVisible(false);
      double at = pixel(event);
      double low = value(Math.min(at, pressedAt));
      double high = value(Math.max(at, pressedAt));
      if (high > low) {
        model.zoom().choose(whole(), new Span(low, high));
      }
    }
  }

  private void click(MouseEvent event) {
    if (dragged) {
      return;
    }
    Optional<Trace> named = plot.named(event.getSceneX(), event.getSceneY());
    if (named.isPresent()) {
      model.isolate(named.get().row());
    } else if (event.getClickCount() == 2) {
      model.showWhole();
    } else if (nearest(event).orElse(null) instanceof ChartHit.OfJob job) {
      jobs.select(Optional.of(job.row()));
    }
  }

  /** With Shift, or over the vertical axis, the wheel zooms the heights, else the time. */
  private void scroll(ScrollEvent event) {
    // With Shift some systems turn the wheel sideways before anybody is asked.
    double turned = event.isShiftDown() ? event.getDeltaX() + event.getDeltaY() : event.getDeltaY();
    double factor = turned > 0 ? Zoom.STEP : 1 / Zoom.STEP;
    Point2D here = across.sceneToLocal(event.getSceneX(), event.getSceneY());
    if (turned != 0 && (event.isShiftDown() || here.getX() < 0)) {
      double height = up.sceneToLocal(event.getSceneX(), event.getSceneY()).getY();
      double about = up.getValueForDisplay(height).doubleValue();
      model.heights().scale(model.allHeights(plot.traces()), factor, about);
    } else if (turned != 0) {
      model.zoom().scale(whole(), factor, value(here.getX()));
    } else if (event.getDeltaX() != 0) {
      model.zoom().move(whole(), event.getDeltaX() > 0 ? -PAN : PAN);
    }
    event.consume();
  }

  private List<KeyAction> keys() {
    return List.of(
        KeyAction.of("Zoom in on the time", () -> scale(Zoom.STEP), KeyAction.plus()),
        KeyAction.of("Zoom out", () -> scale(1 / Zoom.STEP), KeyAction.minus()),
        KeyAction.of(
            "Zoom in vertically", () -> scaleHeights(Zoom.STEP), KeyAction.key(KeyCode.UP)),
        KeyAction.of(
            "Zoom out vertically", () -> scaleHeights(1 / Zoom.STEP), KeyAction.key(KeyCode.DOWN)),
        KeyAction.of("Show higher", () -> moveHeights(PAN), KeyAction.shift(KeyCode.UP)),
        KeyAction.of("Show lower", () -> moveHeights(-PAN), KeyAction.shift(KeyCode.DOWN)),
        KeyAction.of("Show earlier", () -> move(-PAN), KeyAction.shift(KeyCode.LEFT)),
        KeyAction.of("Show later", () -> move(PAN), KeyAction.shift(KeyCode.RIGHT)),
        KeyAction.of(
            "Show all",
            model::showWhole,
            KeyAction.key(KeyCode.DIGIT0),
            KeyAction.key(KeyCode.NUMPAD0)),
        KeyAction.of("Show the previous values", () -> step(-1), KeyAction.key(KeyCode.LEFT)),
        KeyAction.of("Show the next values", () -> step(1), KeyAction.key(KeyCode.RIGHT)),
        KeyAction.of("Pause it", this::pause, KeyAction.key(KeyCode.P)),
        KeyAction.of("The selected job alone", this::isolate, KeyAction.key(KeyCode.I)),
        KeyAction.of("Hide the values", this::tellNothing, KeyAction.key(KeyCode.ESCAPE)));
  }

  /** What keys do here. */
  List<KeyAction> actions() {
    return actions;
  }

  private void pause() {
    model.pause().paused().set(!model.pause().paused().get());
  }

  private void isolate() {
    jobs.selected().get().ifPresentOrElse(model::isolate, model::showAll);
  }

  private void scale(double factor) {
    model.zoom().scale(whole(), factor, shown().at(0.5));
  }

  private void move(double share) {
    model.zoom().move(whole(), share);
  }

  private void scaleHeights(double factor) {
    ChartFrame all = model.allHeights(plot.traces());
    model.heights().scale(all, factor, model.heights().middle(all));
  }

  private void moveHeights(double share) {
    model.heights().move(model.allHeights(plot.traces()), share);
  }

  /** The keyboard's way of hovering. */
  private void step(int direction) {
    double from = keyCursor < 0 ? 0.5 : keyCursor + direction * KEY_STEP;
    keyCursor = Math.max(0, Math.min(1, from));
    double pixel = keyCursor * across.getWidth();
    Point2D scene = across.localToScene(pixel, -up.getHeight() / 2);
    double x = value(pixel);
    String text = withWhatHappened(model.values(x, plot.traces()), x);
    tell(text, pixel, scene.getX(), scene.getY());
  }
}
