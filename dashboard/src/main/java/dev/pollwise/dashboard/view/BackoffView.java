package dev.pollwise.dashboard.view;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.model.BackoffModel;
import dev.pollwise.dashboard.model.BackoffModel.Across;
import dev.pollwise.dashboard.model.BackoffModel.Scale;
import dev.pollwise.dashboard.model.ChartFrame;
import dev.pollwise.dashboard.model.Hit;
import dev.pollwise.dashboard.model.JobsModel;
import dev.pollwise.dashboard.model.Trace;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;

/** The chart of intervals with its switches, and what lies under the pointer told in words. */
final class BackoffView extends VBox {

  private static final double REACH = 24;
  private static final double Y_AXIS_WIDTH = 64;

  private final BackoffModel model;
  private final JobsModel jobs;
  private final ScaledAxis across = new ScaledAxis();
  private final ScaledAxis up = new ScaledAxis();
  private final BackoffPlot plot = new BackoffPlot(across, up);
  private final Label told = Controls.label("", "chart-told");
  private final Line cursor = new Line();
  private final Label crowd = Controls.label("", Styles.TEXT_MUTED);
  private List<Trace> traces = List.of();
  private boolean drawPending;

  BackoffView(BackoffModel model, JobsModel jobs) {
    this.model = model;
    this.jobs = jobs;
    getStyleClass().addAll("panel", "backoff");
    up.setMinWidth(Y_AXIS_WIDTH);
    up.setPrefWidth(Y_AXIS_WIDTH);
    plot.setAccessibleText("Backoff: pause before the next call");
    Pane overlay = new Pane(cursor, told);
    overlay.setMouseTransparent(true);
    cursor.getStyleClass().add("chart-cursor");
    cursor.setVisible(false);
    told.setVisible(false);
    StackPane stack = new StackPane(plot, overlay);
    stack.setMinHeight(0);
    VBox.setVgrow(stack, Priority.ALWAYS);
    plot.setMinHeight(0);
    plot.addEventHandler(MouseEvent.MOUSE_MOVED, this::tell);
    plot.addEventHandler(MouseEvent.MOUSE_EXITED, event -> tellNothing());
    plot.addEventHandler(MouseEvent.MOUSE_CLICKED, this::select);
    getChildren().addAll(header(), stack);
    model.revision().addListener((o, before, now) -> drawSoon());
    draw();
  }

  private Node header() {
    Region sample = new Region();
    sample.getStyleClass().add("plan-sample");
    Label plan = Controls.label("planned by the policy", "legend");
    plan.setGraphic(sample);
    return Controls.header(
        Controls.title("Backoff"),
        Controls.label("pause before the next call", Styles.TEXT_MUTED),
        plan,
        crowd,
        Controls.spacer(),
        choice(
            model.across(), List.of(Across.ELAPSED, Across.ATTEMPT), List.of("Elapsed", "Attempt")),
        choice(model.scale(), List.of(Scale.LINEAR, Scale.LOGARITHMIC), List.of("Linear", "Log")));
  }

  private static <T> Node choice(ObjectProperty<T> property, List<T> values, List<String> names) {
    ToggleGroup group = new ToggleGroup();
    HBox box = new HBox();
    box.getStyleClass().add("segments");
    for (int i = 0; i < values.size(); i++) {
      T value = values.get(i);
      ToggleButton button = new ToggleButton(names.get(i));
      button.setId("chart-" + names.get(i).toLowerCase(java.util.Locale.ROOT));
      button.setToggleGroup(group);
      button
          .getStyleClass()
          .addAll(
              Styles.SMALL,
              i == 0
                  ? Styles.LEFT_PILL
                  : i == values.size() - 1 ? Styles.RIGHT_PILL : Styles.CENTER_PILL);
      button.setSelected(property.get().equals(value));
      button.setOnAction(event -> {
        button.setSelected(true);
        property.set(value);
      });
      property.addListener((o, before, now) -> button.setSelected(now.equals(value)));
      box.getChildren().add(button);
    }
    return box;
  }

  /** However often the model changes, one drawing per pulse is enough. */
  private void drawSoon() {
    if (!drawPending) {
      drawPending = true;
      javafx.application.Platform.runLater(() -> {
        drawPending = false;
        draw();
      });
    }
  }

  private void draw() {
    traces = model.traces();
    ChartFrame frame = model.frame(traces);
    plot.show(
        frame,
        model.scale().get() == Scale.LOGARITHMIC,
        traces,
        jobs.selected().get(),
        model.planned(frame.xEnd()),
        model.plannedLeast(frame.xEnd()),
        model.plannedMost(frame.xEnd()),
        acrossWords(),
        BackoffModel::time);
    crowd.setText(model.left() == 0 ? "" : "newest " + traces.size() + " jobs shown");
  }

  private DoubleFunction<String> acrossWords() {
    return switch (model.across().get()) {
      case ELAPSED -> BackoffModel::time;
      case ATTEMPT -> x -> Integer.toString((int) Math.round(x));
    };
  }

  private Optional<Hit> nearest(MouseEvent event) {
    Point2D onAcross = across.sceneToLocal(event.getSceneX(), event.getSceneY());
    Point2D onUp = up.sceneToLocal(event.getSceneX(), event.getSceneY());
    double x = across.getValueForDisplay(onAcross.getX()).doubleValue();
    return model.at(x, traces).stream()
        .filter(hit -> distance(onUp, hit) < REACH)
        .min(Comparator.comparingDouble(hit -> distance(onUp, hit)));
  }

  private double distance(Point2D onUp, Hit hit) {
    return Math.abs(up.getDisplayPosition(hit.height()) - onUp.getY());
  }

  private void tell(MouseEvent event) {
    Optional<Hit> found = nearest(event);
    if (found.isEmpty()) {
      tellNothing();
      return;
    }
    told.setText(found.get().text());
    told.setVisible(true);
    told.autosize();
    Point2D here = told.getParent().sceneToLocal(event.getSceneX(), event.getSceneY());
    double room = ((Region) told.getParent()).getWidth();
    boolean leftSide = here.getX() + told.getWidth() + 16 > room;
    told.relocate(
        leftSide ? here.getX() - told.getWidth() - 12 : here.getX() + 12,
        Math.max(0, here.getY() - told.getHeight() - 8));
    cursor.setVisible(true);
    cursor.setStartX(here.getX());
    cursor.setEndX(here.getX());
    cursor.setStartY(up.localToScene(0, 0).getY() - told.getParent().localToScene(0, 0).getY());
    cursor.setEndY(cursor.getStartY() + up.getHeight());
  }

  private void tellNothing() {
    told.setVisible(false);
    cursor.setVisible(false);
  }

  private void select(MouseEvent event) {
    if (nearest(event).orElse(null) instanceof Hit.OfJob job) {
      jobs.select(Optional.of(job.row()));
    }
  }
}
