package dev.pollwise.dashboard.compare;

import dev.pollwise.dashboard.chart.BackoffModel;
import dev.pollwise.dashboard.chart.Polyline;
import dev.pollwise.dashboard.form.Marks;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;

/**
 * The plan of a policy in the space of a postage stamp: pauses over time, the band that jitter can
 * make of them, one draw as dots, and behind them how many jobs still run.
 */
final class PreviewPlot extends Pane {

  private static final double HEIGHT = 112;
  private static final double FOOT = 16;
  private static final double HEAD = 14;
  private static final double DOT = 2;

  private final Path running = Marks.path("preview-running");
  private final Path band = Marks.path("preview-band");
  private final Path plan = Marks.path("preview-plan");
  private final Text top = Marks.words("preview-label", "0");
  private final Text zero = Marks.words("preview-label", "0");
  private final Text end = Marks.words("preview-label", "0");
  private PreviewCurve curve;

  PreviewPlot(PreviewCurve curve) {
    this.curve = curve;
    getStyleClass().add("preview-plot");
    setId("preview-plot");
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    setMaxHeight(HEIGHT);
    setMinWidth(0);
    setPrefWidth(0);
  }

  void show(PreviewCurve shown) {
    curve = shown;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double peak = curve.top() > 0 ? curve.top() : 1;
    running.getElements().setAll(points(curve.running(), 1));
    running.getElements().addAll(new LineTo(getWidth(), floor()), new LineTo(0, floor()));
    List<PathElement> outline = points(curve.least(), peak);
    List<PathElement> back = points(curve.most(), peak);
    for (int i = back.size() - 1; i >= 0; i--) {
      outline.add(new LineTo(x(curve.most().x(i)), y(curve.most().y(i), peak)));
    }
    band.getElements().setAll(outline);
    plan.getElements().setAll(points(curve.plan(), peak));
    getChildren().setAll(running, band, plan);
    for (int i = 0; i < curve.draws().size(); i++) {
      Circle dot = new Circle(x(curve.draws().x(i)), y(curve.draws().y(i), peak), DOT);
      dot.getStyleClass().add("preview-dot");
      dot.setManaged(false);
      getChildren().add(dot);
    }
    label(top, BackoffModel.time(rounded(peak)), 0, 10);
    label(zero, "0", 0, HEIGHT - 4);
    end.setText(BackoffModel.time(Math.rint(curve.end())));
    label(end, end.getText(), getWidth() - end.getLayoutBounds().getWidth(), HEIGHT - 4);
    getChildren().addAll(top, zero, end);
  }

  private static double rounded(double seconds) {
    return seconds < 10 ? seconds : Math.rint(seconds);
  }

  private static void label(Text text, String words, double x, double y) {
    text.setText(words);
    text.setX(x);
    text.setY(y);
  }

  private double floor() {
    return HEIGHT - FOOT;
  }

  private double x(double seconds) {
    return curve.end() > 0 ? Math.min(1, seconds / curve.end()) * getWidth() : 0;
  }

  private double y(double value, double peak) {
    return floor() - value / peak * (floor() - HEAD);
  }

  private List<PathElement> points(Polyline line, double peak) {
    List<PathElement> elements = new ArrayList<>();
    for (int i = 0; i < line.size(); i++) {
      double x = x(line.x(i));
      double y = y(line.y(i), peak);
      elements.add(i == 0 ? new MoveTo(x, y) : new LineTo(x, y));
    }
    return elements;
  }
}
