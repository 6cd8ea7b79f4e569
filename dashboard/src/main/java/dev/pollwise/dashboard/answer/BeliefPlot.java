package dev.pollwise.dashboard.answer;

import dev.pollwise.dashboard.chart.BackoffModel;
import dev.pollwise.dashboard.chart.Polyline;
import dev.pollwise.dashboard.form.Marks;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;

/** Where jobs end, as far as the client believes, and below it when it will look. */
final class BeliefPlot extends Pane {

  private static final double FOOT = 26;
  private static final double HEAD = 4;
  private static final double LOOK_TOP = 3;
  private static final double LOOK_HEIGHT = 7;

  private final Path now = Marks.path("belief-now");
  private final Path truth = Marks.path("belief-truth");
  private final Path looks = Marks.path("belief-look");
  private final Path ground = Marks.path("belief-ground");
  private final Text zero = Marks.words("preview-label", "0");
  private final Text end = Marks.words("preview-label", "0");
  private BeliefModel.Picture picture;

  BeliefPlot(BeliefModel.Picture picture) {
    this.picture = picture;
    getStyleClass().add("answer-plot");
  }

  void show(BeliefModel.Picture shown) {
    picture = shown;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    getChildren().clear();
    now.getElements().setAll(points(picture.now()));
    if (picture.now().size() > 0) {
      now.getElements().addAll(new LineTo(getWidth(), floor()), new LineTo(0, floor()));
    }
    getChildren().add(now);
    for (int i = 0; i < picture.before().size(); i++) {
      Path before = Marks.path("belief-before");
      before.getElements().setAll(points(picture.before().get(i)));
      before.setOpacity((i + 1.0) / (picture.before().size() + 1));
      getChildren().add(before);
    }
    truth.getElements().setAll(points(picture.truth()));
    ground.getElements().setAll(new MoveTo(0, floor()), new LineTo(getWidth(), floor()));
    looks
        .getElements()
        .setAll(
            picture.looks().stream()
                .flatMap(at ->
                    java.util.stream.Stream.of(
                        new MoveTo(x(at), floor() + LOOK_TOP),
                        new LineTo(x(at), floor() + LOOK_TOP + LOOK_HEIGHT)))
                .toList());
    zero.setX(4);
    end.setText(BackoffModel.time(rounded(picture.end())));
    end.setX(getWidth() - end.getLayoutBounds().getWidth() - 4);
    for (Text each : List.of(zero, end)) {
      each.setY(getHeight() - 4);
    }
    getChildren().addAll(truth, ground, looks, zero, end);
  }

  private static double rounded(double seconds) {
    return seconds < 10 ? Math.rint(seconds * 10) / 10 : Math.rint(seconds);
  }

  private double floor() {
    return getHeight() - FOOT;
  }

  private double x(double seconds) {
    return seconds / picture.end() * getWidth();
  }

  /** The truth may be steeper than the belief; it goes beyond the top then. */
  private double y(double height) {
    double part = Math.min(1, height / picture.top());
    return floor() - part * (floor() - HEAD);
  }

  private List<PathElement> points(Polyline line) {
    List<PathElement> steps = new ArrayList<>();
    for (int i = 0; i < line.size(); i++) {
      steps.add(
          i == 0 ? new MoveTo(x(line.x(i)), y(line.y(i))) : new LineTo(x(line.x(i)), y(line.y(i))));
    }
    return steps;
  }
}
